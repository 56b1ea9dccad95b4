#include "sim/experiment/interrupt.h"

#include <algorithm>
#include <csignal>
#include <thread>

namespace sim {
namespace {

std::atomic<bool> stop_asked{false};
std::atomic<int> signal_seen{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free,
              "a signal may set what replications look at");

extern "C" void ask_for_stop(int signal) {
  signal_seen.store(signal);
  stop_asked.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

const std::atomic<bool>* stop_on_signals() {
  std::signal(SIGINT, ask_for_stop);
  std::signal(SIGTERM, ask_for_stop);
  return &stop_asked;
}

int stopping_signal() {
  return signal_seen.load();
}

unsigned available_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace sim
