// Symmetric positive definite matrices, factorised: what regressions, emulators and moves need of
// linear algebra, and the only file with a library for it behind it.
//
// A fit must be the same bits on every machine and under every compiler, so the library (Eigen) is
// kept from whatever could change the order of a sum: vector instructions, threads, and blocks cut
// to the size of this machine's caches (see the .cpp and sim/libraries.cmake).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sim {

/// A = L L' with L lower triangular.
class Cholesky {
 public:
  Cholesky() = default;  ///< Of no rows.

  /// `matrix` has shape (size x size), symmetric; nothing where it is not positive definite.
  static std::optional<Cholesky> of(std::vector<double> matrix, std::size_t size);

  std::size_t size() const { return size_; }

  /// x with A x = b. Requires: b has `size` elements, as everywhere below.
  std::vector<double> solve(std::span<const double> b) const;

  /// x with L x = b.
  std::vector<double> half_solve(std::span<const double> b) const;

  /// L b: independent standard normals `b` become normals with covariance A.
  std::vector<double> half_times(std::span<const double> b) const;

  /// The inverse of A, shape (size x size).
  std::vector<double> inverse() const;

  /// log of the determinant of A.
  double log_determinant() const;

 private:
  Cholesky(std::vector<double> factor, std::size_t size);

  std::vector<double> factor_;  ///< L, shape (size x size), zero above the diagonal
  std::size_t size_ = 0;
};

/// R' diag(weights) R, shape (columns x columns), of `rows` R with shape (rows x columns).
/// Requires: a weight for every row.
std::vector<double> weighted_gram(std::span<const double> rows, std::size_t columns,
                                  std::span<const double> weights);

}  // namespace sim
