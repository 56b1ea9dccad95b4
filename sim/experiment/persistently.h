// A call of the operating system, made until it is not a signal that made it fail.
#pragma once

#include <cerrno>

namespace sim {

/// What `call` returns, which is below 0 when it fails.
template <class Call>
auto persistently(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

}  // namespace sim
