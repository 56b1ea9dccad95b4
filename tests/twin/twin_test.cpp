// The model agrees with its twin: every yearly measure of a small borough with every mechanism on,
// within the error of chance; and what does not vary, to the penny.
//
// The criterion. A measure is summed over its reported years; z is the difference of the means of
// the model and of the twin over its standard error. Each |z| < 4. The spread of z over measures is
// 1 if nothing but chance is at work; measures are correlated, so how far it may stray is read off
// the model against itself at another seed, which has the same correlation.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "scenarios/scenario_reader.h"
#include "tests/twin/compare.h"

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitised = true;
#elif defined(__has_feature)
constexpr bool is_sanitised = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool is_sanitised = false;
#endif

/// A build that watches every access is slow: there the twin only has to run without a fault.
constexpr std::uint32_t replications = is_sanitised ? 6 : 400;
constexpr double most = is_sanitised ? 12 : 4;

const models::Borough& borough() {
  static const models::Borough read =
      scenarios::read_scenario(SEMH_SOURCE_DIR "/scenarios/synthetic_borough.toml").borough;
  return read;
}

twin::Sizes sizes() {
  twin::Sizes chosen;
  chosen.replications = replications;
  return chosen;
}

const twin::Comparison& comparison() {
  static const twin::Comparison made = twin::compare(borough(), borough(), sizes());
  return made;
}

TEST(Twin, AgreesOnEveryMeasure) {
  const auto& rows = comparison().rows;
  EXPECT_GT(rows.size(), 300U);
  for (const twin::Row& row : rows)
    EXPECT_LT(std::abs(row.z()), most) << '\n' << twin::table({row});
  std::fputs(twin::table(rows).c_str(), stdout);
  std::printf("%zu measures in %u replications each, spread of z %.3f\n", rows.size(), replications,
              twin::spread_of_z(rows));
}

TEST(Twin, EqualsToThePennyWhatDoesNotVary) {
  int deterministic = 0;
  for (const twin::Row& row : comparison().by_year) {
    if (!row.is_deterministic()) continue;
    ++deterministic;
    EXPECT_EQ(row.model.mean(), row.twin.mean()) << row.name << ' ' << row.year;
  }
  EXPECT_GT(deterministic, is_sanitised ? 50 : 100);
}

TEST(Twin, HasEveryMeasure) {
  for (const std::string& name : comparison().missing) ADD_FAILURE() << name << " is not compared";
}

}  // namespace
