// Prints one word made of the bits of many logarithms, exponentials and powers, as libm rounds them
// on this processor. It differs where libm takes another path, which is how we know that a path was
// switched off: the simulation itself must not notice.
#include <cinttypes>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <initializer_list>

int main() {
  std::uint64_t digest = 14695981039346656037u;
  for (int i = 1; i <= 100'000; ++i) {
    const double x = i * 3.7e-5;
    for (const double value : {std::log(x), std::exp(x), std::pow(x, 1.7)}) {
      std::uint64_t bits = 0;
      std::memcpy(&bits, &value, sizeof bits);
      digest = (digest ^ bits) * 1099511628211u;
    }
  }
  std::printf("%016" PRIx64 "\n", digest);
}
