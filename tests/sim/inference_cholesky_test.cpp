#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/experiment/digest.h"
#include "sim/inference/cholesky.h"
#include "sim/random/stream.h"

namespace {

using testing::ElementsAre;

/// R'R and a little more on the diagonal, from uniform variates R.
std::vector<double> positive_definite(std::size_t size) {
  sim::Stream stream(sim::Universe(9, sim::Domain::simulation, 0), {});
  std::vector<double> rows(size * size);
  for (double& value : rows) value = stream.uniform();
  std::vector<double> matrix = sim::weighted_gram(rows, size, std::vector<double>(size, 1.0));
  for (std::size_t i = 0; i < size; ++i) matrix[i * size + i] += 0.1;
  return matrix;
}

std::string_view bytes_of(const std::vector<double>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double)};
}

TEST(Cholesky, FactorisesASmallMatrix) {
  const std::vector<double> matrix{4, 2, 2, 10};  // L = (2 0; 1 3)
  const std::optional<sim::Cholesky> factor = sim::Cholesky::of(matrix, 2);

  ASSERT_TRUE(factor.has_value());
  EXPECT_THAT(factor->half_times(std::vector<double>{1, 1}), ElementsAre(2, 4));
  EXPECT_THAT(factor->half_solve(std::vector<double>{2, 4}), ElementsAre(1, 1));
  EXPECT_NEAR(factor->log_determinant(), std::log(36), 1e-15);
  const std::vector<double> x = factor->solve(std::vector<double>{6, 12});
  EXPECT_NEAR(x[0], 1, 1e-15);
  EXPECT_NEAR(x[1], 1, 1e-15);
}

TEST(Cholesky, SolvesAndInvertsWhatItsBlocksCover) {
  constexpr std::size_t size = 150;
  const std::vector<double> matrix = positive_definite(size);
  const std::optional<sim::Cholesky> factor = sim::Cholesky::of(matrix, size);
  ASSERT_TRUE(factor.has_value());
  std::vector<double> b(size);
  for (std::size_t i = 0; i < size; ++i) b[i] = static_cast<double>(i % 7);

  const std::vector<double> x = factor->solve(b);
  const std::vector<double> inverse = factor->inverse();

  for (std::size_t i = 0; i < size; ++i) {
    double again = 0;
    double by_inverse = 0;
    for (std::size_t j = 0; j < size; ++j) {
      again += matrix[i * size + j] * x[j];
      by_inverse += inverse[i * size + j] * b[j];
    }
    EXPECT_NEAR(again, b[i], 1e-9);
    EXPECT_NEAR(by_inverse, x[i], 1e-9);
  }
}

TEST(Cholesky, KnowsWhatIsNotPositiveDefinite) {
  EXPECT_FALSE(sim::Cholesky::of({1, 2, 2, 1}, 2).has_value());
  EXPECT_FALSE(sim::Cholesky::of({0}, 1).has_value());
  EXPECT_FALSE(sim::Cholesky::of({std::numeric_limits<double>::quiet_NaN()}, 1).has_value());
}

TEST(WeightedGram, CountsEachRowByItsWeight) {
  const std::vector<double> rows{1, 2, 3, 4};
  EXPECT_THAT(sim::weighted_gram(rows, 2, std::vector<double>{1, 10}),
              ElementsAre(91, 122, 122, 164));
}

// These answers are bits, not approximations: another machine, compiler or option must agree.
TEST(Cholesky, GivesTheSameBitsEverywhere) {
  constexpr std::size_t size = 203;
  const std::vector<double> matrix = positive_definite(size);
  const std::optional<sim::Cholesky> factor = sim::Cholesky::of(matrix, size);
  ASSERT_TRUE(factor.has_value());
  sim::Digest digest;

  digest.add(bytes_of(matrix));
  digest.add(bytes_of(factor->inverse()));
  digest.add(bytes_of(factor->solve(std::vector<double>(size, 1.0))));

  EXPECT_EQ(digest.hex(), "94fa25beb0be6db09ce8555aff000f97227f40d47445887e70873a16c03efda2");
}

}  // namespace
