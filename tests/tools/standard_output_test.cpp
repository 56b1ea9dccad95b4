#include "tools/semh/standard_output.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <ostream>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

using tools::StandardOutput;

/// Standard output is another place for the length of a test.
class Redirected {
 public:
  explicit Redirected(int place) : kept_(dup(STDOUT_FILENO)) {
    std::fflush(stdout);
    dup2(place, STDOUT_FILENO);
  }
  ~Redirected() {
    dup2(kept_, STDOUT_FILENO);
    close(kept_);
  }
  Redirected(const Redirected&) = delete;
  Redirected& operator=(const Redirected&) = delete;

 private:
  int kept_;
};

struct Pipe {
  Pipe() { EXPECT_EQ(pipe2(ends.data(), O_CLOEXEC), 0); }
  ~Pipe() {
    for (const int end : ends) close(end);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  /// What has been written and not read yet.
  std::string left() const {
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    std::string text;
    std::array<char, 4096> some{};
    for (ssize_t count = 0; (count = read(ends[0], some.data(), some.size())) > 0;)
      text.append(some.data(), static_cast<std::size_t>(count));
    return text;
  }

  std::array<int, 2> ends{};
};

TEST(StandardOutput, HoldsWhatIsShortUntilItIsFlushed) {
  const Pipe pipe;
  StandardOutput buffer;
  std::ostream out(&buffer);
  std::string before;
  {
    const Redirected to_pipe(pipe.ends[1]);
    out << "one " << 2 << ' ' << "three\n";
    before = pipe.left();
    out.put('4').flush();
  }
  EXPECT_EQ(before, "");
  EXPECT_EQ(pipe.left(), "one 2 three\n4");
  EXPECT_FALSE(buffer.cause());
}

TEST(StandardOutput, KeepsTheCauseOfTheFirstFailureAndWritesNoMore) {
  const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
  const int not_for_writing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  const Pipe pipe;
  StandardOutput buffer;
  std::ostream out(&buffer);
  {
    const Redirected to_full(full);
    out << std::string(100'000, 'x');  // More than is held: written at once.
  }
  errno = 0;
  EXPECT_FALSE(out);
  EXPECT_EQ(buffer.cause(), std::errc::no_space_on_device);
  {
    const Redirected to_another(not_for_writing);
    out.clear();
    EXPECT_FALSE(out << "more" << std::flush);
  }
  EXPECT_EQ(buffer.cause(), std::errc::no_space_on_device) << "the first stays";
  {
    const Redirected to_pipe(pipe.ends[1]);
    out.clear();
    EXPECT_FALSE(out << "a hole before it" << std::flush);
  }
  EXPECT_EQ(pipe.left(), "");
  close(full);
  close(not_for_writing);
}

TEST(StandardOutput, SaysThatItCannotBeWrittenTo) {
  const int not_for_writing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  StandardOutput buffer;
  std::ostream out(&buffer);
  {
    const Redirected to_null(not_for_writing);
    EXPECT_FALSE(out << "text" << std::flush);
  }
  EXPECT_EQ(buffer.cause(), std::errc::bad_file_descriptor);
  close(not_for_writing);
}

// Every second signal makes room in a full pipe, so that each other interrupts a write that has
// written nothing yet.
int reading_end = -1;
volatile std::sig_atomic_t signals = 0;
volatile std::sig_atomic_t read_so_far = 0;

void make_room(int) {
  const int error = errno;
  signals = signals + 1;
  std::array<char, 4096> some{};
  for (ssize_t count = 0;
       signals % 2 == 0 && (count = read(reading_end, some.data(), some.size())) > 0;)
    read_so_far = read_so_far + static_cast<int>(count);
  errno = error;
}

TEST(StandardOutput, GoesOnWhereASignalInterruptsIt) {
  const Pipe pipe;
  fcntl(pipe.ends[0], F_SETFL, O_NONBLOCK);
  reading_end = pipe.ends[0];
  struct sigaction interrupt = {};
  interrupt.sa_handler = make_room;  // Without SA_RESTART.
  struct sigaction before = {};
  sigaction(SIGALRM, &interrupt, &before);
  constexpr itimerval often = {.it_interval = {0, 1000}, .it_value = {0, 1000}};
  constexpr itimerval off = {};
  constexpr std::size_t length = 1'000'000;
  StandardOutput buffer;
  std::ostream out(&buffer);
  {
    const Redirected to_pipe(pipe.ends[1]);
    setitimer(ITIMER_REAL, &often, nullptr);
    out << std::string(length, 'x') << std::flush;
    setitimer(ITIMER_REAL, &off, nullptr);
  }
  sigaction(SIGALRM, &before, nullptr);

  EXPECT_TRUE(out);
  EXPECT_FALSE(buffer.cause()) << buffer.cause().message();
  EXPECT_EQ(static_cast<std::size_t>(read_so_far) + pipe.left().size(), length);
}

}  // namespace
