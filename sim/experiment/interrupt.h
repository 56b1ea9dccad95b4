// Stopping when asked to: what a signal sets and replications look at.
#pragma once

#include <atomic>

namespace sim {

/// From now on SIGINT and SIGTERM ask for a stop instead of ending the program at once; a second
/// one ends it. Returns the flag, for ReplicateOptions::stop. Call once, from the main thread.
const std::atomic<bool>* stop_on_signals();

/// The signal that asked for a stop; 0 if none did.
int stopping_signal();

/// How many threads the machine runs at once, at least 1.
unsigned available_threads();

}  // namespace sim
