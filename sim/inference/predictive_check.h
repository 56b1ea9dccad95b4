// Whether what a fitted model predicts looks like what was observed, figure by figure and together.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sim {

/// Where `observed` falls in its prediction, in (0, 1): evenly spread if the predictions are right.
/// A count that some draws equal is placed among them by a uniform `u` in (0, 1).
/// Requires: as many weights as draws, none negative, one positive.
/// Source: Czado, Gneiting & Held (2009), Biometrics 65(4).
double randomised_pit(double observed, std::span<const double> draws,
                      std::span<const double> weights, double u);

/// Where each value of a sample falls among all of them, as standard normal scores; equal values
/// share the score of their middle rank.
std::vector<double> normal_scores(std::span<const double> sample);

/// How the outputs of a model hang together beyond their own laws.
struct Correlations {
  std::size_t outputs = 0;
  std::vector<double>
      matrix;             ///< of normal scores, shape (outputs x outputs), ones on its diagonal
  double largest = 0;     ///< |correlation| of two different outputs
  std::size_t first = 0;  ///< the pair that has it
  std::size_t second = 0;
};

/// Of `runs` at the same parameters, shape (runs x outputs). An output that never varies is
/// correlated with none. Requires: at least three runs and one output.
Correlations correlations(std::span<const double> runs, std::size_t outputs);

/// What a Gaussian copula of `correlations` adds to the sum of the outputs' own log densities, at
/// their normal scores. Requires: a score an output.
/// Source: Song (2000), Scandinavian J. of Statistics 27(2).
double gaussian_copula_log_density(std::span<const double> scores, const Correlations& of);

}  // namespace sim
