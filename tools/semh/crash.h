// Last words: what the program says when a fault of its own ends it.
//
// A crash that can be repeated is half mended, so the words are the version, what was run, the
// replication that this thread was in, and the command that runs it again. They name no child and
// hold no memory of the program; nor is a core file left behind.
#pragma once

#include <cstdint>
#include <string>

namespace tools {

/// From now on a crash (an abort, a bad access) says `what_ran`, and how to repeat it: `command`,
/// which lacks only the replication. Call once, before threads are started.
void leave_last_words(const std::string& what_ran, const std::string& command);

/// This thread is now in the replication.
void note_replication(std::uint32_t replication);

}  // namespace tools
