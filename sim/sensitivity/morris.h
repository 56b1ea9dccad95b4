// Which of many inputs matter at all: walks through the inputs' ranges that move one at a time.
//
// A trajectory begins at a random point of a grid and moves every input once, by a fixed step, in a
// random order; what a move changes, over the step, is an elementary effect. Their mean size (mu*)
// ranks the inputs, their mean (mu) gives the direction, and their standard deviation (sigma) says
// how far the effect depends on the others. That is for screening, at few runs an input; it splits
// no variance. Where the model answers with noise, mu* is never 0: the noise floor says what
// chance alone would make of it.
// Source: Morris (1991), Technometrics 33(2); Campolongo, Cariboni & Saltelli (2007), Environmental
// Modelling & Software 22(10).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sim {

struct MorrisSettings {
  std::uint64_t seed = 1;
  std::uint32_t design = 0;  ///< Which design of this seed.
  std::size_t levels = 4;    ///< Of the grid, even.
  /// Of so many random trajectories those are kept that lie furthest apart; at least as many as are
  /// asked for.
  std::size_t candidates = 0;
};

/// Trajectories of inputs + 1 points each; from each point to the next one input moves.
struct MorrisDesign {
  std::size_t inputs = 0;
  double step = 0;                 ///< How far an input moves, of a range from 0 to 1.
  std::vector<double> points;      ///< in [0, 1], shape (trajectories x (inputs + 1) x inputs)
  std::vector<std::size_t> moved;  ///< Which input moves next, shape (trajectories x inputs)

  std::size_t trajectories() const { return inputs == 0 ? 0 : moved.size() / inputs; }
  std::size_t size() const { return trajectories() * (inputs + 1); }
  std::span<const double> point(std::size_t number) const {
    return std::span(points).subspan(number * inputs, inputs);
  }
};

/// The step is levels / (2 (levels - 1)): of four levels, 2/3.
/// Requires: a trajectory, an input, and levels even and at least 2.
MorrisDesign morris_design(std::size_t trajectories, std::size_t inputs,
                           const MorrisSettings& settings = {});

/// How far apart two trajectories are: squared distances of all their points, summed.
double apart(const MorrisDesign& design, std::size_t one, std::size_t other);

/// What each move changes, over the step with its sign: the effect of a whole range.
/// `values` are those at the points of the design. shape (trajectories x inputs)
std::vector<double> elementary_effects(const MorrisDesign& design, std::span<const double> values);

/// Of one input; all in the unit of the values, for a whole range of the input.
struct MorrisEffect {
  double mu = 0;
  double mu_star = 0;
  double sigma = 0;
  double lower = 0;  ///< Of mu*: 95% bootstrap interval over trajectories ...
  double upper = 0;
  double floor = 0;       ///< ... and what chance alone stays below in 95 of 100 cases,
  double mean_floor = 0;  ///< and makes on average. Both 0 where values have no noise.

  /// Above what chance would make of it.
  bool stands_out() const { return lower > floor && mu_star > 0; }
  /// mu* without what chance adds to it.
  double net() const;
};

struct MorrisResampling {
  std::uint64_t seed = 1;
  std::uint32_t resamples = 1000;
  double confidence = 0.95;
};

/// By input. `values` has shape (points x replications); replications are the same luck at every
/// point, so their differences are paired. The floor turns the sign of what each replication says
/// beyond the mean, the same for all points, and so supposes at least four of them; it is 0 of one.
/// Requires: two trajectories, all values finite.
/// Source of the floor: Wu (1986), Annals of Statistics 14(4), the wild bootstrap.
std::vector<MorrisEffect> morris_effects(const MorrisDesign& design, std::span<const double> values,
                                         std::size_t replications = 1,
                                         const MorrisResampling& resampling = {});

/// Those that matter, the greatest first: that stand out, as many as make up `share` of the squares
/// of what all that stand out have above chance. (Effects of independent inputs add up in squares.)
std::vector<std::size_t> those_that_matter(const std::vector<MorrisEffect>& effects,
                                           double share = 0.9);

}  // namespace sim
