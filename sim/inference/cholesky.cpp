#include "sim/inference/cholesky.h"

#include <utility>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"

#if !defined(EIGEN_DONT_VECTORIZE) || !defined(EIGEN_DONT_PARALLELIZE)
#error "sim/libraries.cmake says how Eigen is built, so that results are the same everywhere"
#endif

namespace sim {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using ConstMatrix = Eigen::Map<const Matrix>;
using ConstVector = Eigen::Map<const Eigen::VectorXd>;

/// Eigen cuts long sums into blocks that fit the caches it finds, which would make their rounding
/// depend on the machine. It is told of caches so large that no sum of ours is cut.
const bool caches_are_named = [] {
  Eigen::setCpuCacheSizes(1 << 20, 1 << 23, 1 << 25);
  return true;
}();

Eigen::Index index(std::size_t size) {
  return static_cast<Eigen::Index>(size);
}

ConstMatrix matrix_of(std::span<const double> values, std::size_t rows, std::size_t columns) {
  return {values.data(), index(rows), index(columns)};
}

ConstVector vector_of(std::span<const double> values) {
  return {values.data(), index(values.size())};
}

}  // namespace

Cholesky::Cholesky(std::vector<double> factor, std::size_t size)
    : factor_(std::move(factor)), size_(size) {}

std::optional<Cholesky> Cholesky::of(std::vector<double> matrix, std::size_t size) {
  expects(caches_are_named && matrix.size() == size * size, "a matrix to factorise is square");
  Eigen::Map<Matrix> in_place(matrix.data(), index(size), index(size));
  const Eigen::LLT<Eigen::Ref<Matrix>, Eigen::Lower> factorised(in_place);
  if (factorised.info() != Eigen::Success) return std::nullopt;
  for (std::size_t i = 0; i < size; ++i) {
    if (!(matrix[i * size + i] > 0)) return std::nullopt;  // also where it is not a number
    for (std::size_t j = i + 1; j < size; ++j) matrix[i * size + j] = 0;
  }
  return Cholesky(std::move(matrix), size);
}

std::vector<double> Cholesky::half_solve(std::span<const double> b) const {
  expects(b.size() == size_, "a system has as many sides as unknowns");
  std::vector<double> x(b.begin(), b.end());
  Eigen::Map<Eigen::VectorXd> in_place(x.data(), index(size_));
  matrix_of(factor_, size_, size_).triangularView<Eigen::Lower>().solveInPlace(in_place);
  return x;
}

std::vector<double> Cholesky::solve(std::span<const double> b) const {
  std::vector<double> x = half_solve(b);
  Eigen::Map<Eigen::VectorXd> in_place(x.data(), index(size_));
  matrix_of(factor_, size_, size_)
      .transpose()
      .triangularView<Eigen::Upper>()
      .solveInPlace(in_place);
  return x;
}

std::vector<double> Cholesky::half_times(std::span<const double> b) const {
  expects(b.size() == size_, "a product has as many terms as columns");
  std::vector<double> product(size_);
  for (std::size_t i = 0; i < size_; ++i)
    for (std::size_t j = 0; j <= i; ++j) product[i] += factor_[i * size_ + j] * b[j];
  return product;
}

std::vector<double> Cholesky::inverse() const {
  Matrix half = Matrix::Identity(index(size_), index(size_));
  matrix_of(factor_, size_, size_).triangularView<Eigen::Lower>().solveInPlace(half);
  std::vector<double> result(size_ * size_);
  Eigen::Map<Matrix> whole(result.data(), index(size_), index(size_));
  whole.setZero();
  whole.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose());
  for (std::size_t i = 0; i < size_; ++i)
    for (std::size_t j = 0; j < i; ++j) result[j * size_ + i] = result[i * size_ + j];
  return result;
}

double Cholesky::log_determinant() const {
  double sum = 0;
  for (std::size_t i = 0; i < size_; ++i) sum += log(factor_[i * size_ + i]);
  return 2 * sum;
}

std::vector<double> weighted_gram(std::span<const double> rows, std::size_t columns,
                                  std::span<const double> weights) {
  expects(rows.size() == columns * weights.size(), "every row has a weight");
  const ConstMatrix all = matrix_of(rows, weights.size(), columns);
  const Matrix weighted = vector_of(weights).asDiagonal() * all;
  std::vector<double> gram(columns * columns);
  Eigen::Map<Matrix>(gram.data(), index(columns), index(columns)).noalias() =
      all.transpose() * weighted;
  return gram;
}

}  // namespace sim
