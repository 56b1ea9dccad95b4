#include "sim/kernel/arithmetic.h"

#include <cfenv>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#ifdef __SSE2__
#include <xmmintrin.h>
#endif

#include "sim/kernel/expects.h"

namespace {

using testing::HasSubstr;

std::string complaint() {
  try {
    sim::expect_exact_arithmetic();
    return {};
  } catch (const sim::ContractError& error) {
    return error.what();
  }
}

TEST(Promise17Arithmetic, RoundsEachOperationHere) {
  EXPECT_EQ(complaint(), "");
}

TEST(Promise17Arithmetic, IsRefusedWhenItRoundsInAnotherDirection) {
  for (const int direction : {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO}) {
    ASSERT_EQ(std::fesetround(direction), 0);
    const std::string said = complaint();
    std::fesetround(FE_TONEAREST);
    EXPECT_NE(said, "") << direction;
  }
}

TEST(Promise17Arithmetic, IsRefusedWhenItDropsWhatIsNearZero) {
#ifdef __SSE2__
  const unsigned before = _mm_getcsr();
  for (const unsigned flag : {0x8000U, 0x0040U}) {  // flush to zero; denormals are zero
    _mm_setcsr(before | flag);
    const std::string said = complaint();
    _mm_setcsr(before);
    EXPECT_THAT(said, HasSubstr("numbers near zero are kept"));
  }
#else
  GTEST_SKIP() << "NOT TESTED: this processor has no such switch";
#endif
}

}  // namespace
