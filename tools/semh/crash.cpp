#include "tools/semh/crash.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <string_view>

#include <sys/resource.h>
#include <unistd.h>

namespace tools {
namespace {

// Laid out beforehand: in a crash nothing may be allocated.
std::array<char, 4096> words_before{};
std::array<char, 4096> words_after{};
thread_local std::int64_t replication_here = -1;

void keep(std::array<char, 4096>& kept, std::string_view words) {
  const std::size_t length = std::min(words.size(), kept.size() - 1);
  std::copy_n(words.begin(), length, kept.begin());
  kept[length] = '\0';
}

void say(const char* words) {
  if (write(STDERR_FILENO, words, std::strlen(words)) < 0) return;  // There is nobody left to tell.
}

/// The digits of a number that is not negative.
void say(std::int64_t number) {
  std::array<char, 24> digits{};
  std::size_t at = digits.size() - 1;
  do {
    digits[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0 && at > 0);
  say(digits.data() + at);
}

extern "C" void say_last_words(int signal) {
  say("\nsemh: stopped by a fault of its own, signal ");
  say(std::int64_t{signal});
  if (replication_here >= 0) {
    say(", in replication ");
    say(replication_here);
  }
  say(words_before.data());
  say(std::max<std::int64_t>(replication_here, 0));
  say(words_after.data());
  std::signal(signal, SIG_DFL);
  raise(signal);
}

}  // namespace

void leave_last_words(const std::string& what_ran, const std::string& command) {
  keep(words_before, ".\n" + what_ran + "\nTo repeat it: " + command);
  keep(
      words_after,
      "\nPlease send these lines to whoever looks after the program. No child is named in them.\n");
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
#ifndef __SANITIZE_ADDRESS__  // Which has last words of its own.
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
    std::signal(signal, say_last_words);
#endif
}

void note_replication(std::uint32_t replication) {
  replication_here = replication;
}

}  // namespace tools
