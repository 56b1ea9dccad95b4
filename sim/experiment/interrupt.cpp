#include "sim/experiment/interrupt.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <string_view>
#include <thread>
#include <utility>

#include <sys/resource.h>
#include <unistd.h>

namespace sim {
namespace {

constexpr unsigned patience = 1;  // [s]

std::atomic<bool> stop_asked{false};
std::atomic<int> signal_seen{0};
std::atomic<std::int64_t> asked_at{0};  // [ms]
std::atomic<const std::string*> farewell_said{nullptr};
std::atomic<const std::atomic<std::size_t>*> counted{nullptr};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free &&
                  std::atomic<std::int64_t>::is_always_lock_free &&
                  std::atomic<const std::string*>::is_always_lock_free &&
                  std::atomic<std::size_t>::is_always_lock_free,
              "a signal may use what replications look at");

/// Of the functions below only those are called that a signal may call.
void say(std::string_view text) {
  const auto ignored = ::write(STDERR_FILENO, text.data(), text.size());
  static_cast<void>(ignored);
}

void say(std::size_t number) {
  std::array<char, 20> digits{};
  std::size_t first = digits.size();
  do {
    digits[--first] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  say(std::string_view(digits.data() + first, digits.size() - first));
}

extern "C" void end_now(int) {
  if (const std::string* text = farewell_said.load()) {
    const std::string_view all(*text);
    const std::size_t at = std::min(all.find('#'), all.size());
    say(all.substr(0, at));
    if (at < all.size()) {
      say(counted.load()->load());
      say(all.substr(at + 1));
    }
  }
  ::_exit(128 + signal_seen.load());
}

std::int64_t milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1000 + now.tv_nsec / 1'000'000;
}

/// The program `timeout`, and others that wrap one, ask twice in a row and mean it once.
extern "C" void ask_for_stop(int signal) {
  constexpr std::int64_t same_request = 100;  // [ms]
  if (stop_asked.load()) {
    if (milliseconds() - asked_at.load() < same_request) return;
    std::signal(signal, SIG_DFL);
    std::raise(signal);
    return;
  }
  asked_at.store(milliseconds());
  signal_seen.store(signal == SIGINT ? SIGINT : SIGTERM);
  stop_asked.store(true);
  ::alarm(patience);
}

void on_signal(int signal, void (*act)(int)) {
  struct sigaction before {};
  const bool ignored = ::sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_IGN;
  if (ignored && signal != SIGALRM) return;
  struct sigaction after {};
  after.sa_handler = act;
  after.sa_flags = SA_RESTART;
  ::sigemptyset(&after.sa_mask);
  ::sigaction(signal, &after, nullptr);
}

}  // namespace

const std::atomic<bool>* stop_on_signals() {
  on_signal(SIGALRM, end_now);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGXCPU}) on_signal(signal, ask_for_stop);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  return &stop_asked;
}

Farewell::Farewell(std::string text, const std::atomic<std::size_t>* count) {
  static std::string kept;  // A signal may come at any time, even at the end of the program.
  kept = std::move(text);
  counted.store(count);
  farewell_said.store(&kept);
}

Farewell::~Farewell() {
  farewell_said.store(nullptr);
}

int stopping_signal() {
  return signal_seen.load();
}

void end_on_broken_pipe() {
  std::signal(SIGPIPE, SIG_DFL);
}

unsigned available_threads() {
  return std::max(1U, std::thread::hardware_concurrency());
}

bool memory_is_limited() {
  rlimit limit{};
  return getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

}  // namespace sim
