// Stopping when asked to: what a signal sets and replications look at.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>

namespace sim {

/// From now on SIGINT, SIGTERM, SIGHUP and SIGXCPU ask for a stop instead of ending the program at
/// once; a second one, unless it comes in the same instant, ends it. One that is ignored (nohup)
/// stays ignored. SIGPIPE and SIGXFSZ are ignored: the write that caused them fails and is
/// reported. Returns the flag, for ReplicateOptions::stop. Call from the main thread.
const std::atomic<bool>* stop_on_signals();

/// While it lives, whoever has not ended by himself a second after being asked to stop is ended,
/// with `text` on standard error, in which the first # is the number that `count` has by then.
/// One at a time. Requires: `count` lives longer.
class Farewell {
 public:
  Farewell(std::string text, const std::atomic<std::size_t>* count);
  Farewell(const Farewell&) = delete;
  Farewell& operator=(const Farewell&) = delete;
  ~Farewell();
};

/// The signal that asked for a stop, SIGINT or SIGTERM (whatever else did counts as the latter);
/// 0 if none did.
int stopping_signal();

/// Lets a broken pipe end the program quietly again, as is usual for what only prints.
void end_on_broken_pipe();

/// How many threads the machine runs at once, at least 1.
unsigned available_threads();

/// Whether the process may not have all the memory of the machine (ulimit -v).
bool memory_is_limited();

}  // namespace sim
