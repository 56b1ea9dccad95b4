// A small posterior of the synthetic borough, made by hand: two structures, two parameters, four
// draws. No fit was ever behind it.
#pragma once

#include <string>

#include "scenarios/posterior.h"

namespace small_posterior {

inline scenarios::Posterior made() {
  using scenarios::How;
  scenarios::Posterior made;
  made.program = "semh 0.1.0";
  made.command = "semh calibrate tests";
  made.seed = 7;
  made.inputs = std::string(64, 'a');
  made.to = sim::date(2018, 1, 31);
  made.held = {"panel.*"};
  made.structures = {
      {.id = "few",
       .meaning = "Exclusions repeat because a few pupils are excluded often.",
       .sets = {{"fixed_term_exclusions.shape", {}, How::set, 0.037},
                {"fixed_term_exclusions.contagion", {}, How::set, 0}}},
      {.id = "repeats",
       .meaning = "Exclusions repeat because one leads to another.",
       .sets = {{"fixed_term_exclusions.shape", {}, How::set, 0.1},
                {"fixed_term_exclusions.contagion", {}, How::set, 0.5}}},
  };
  made.parameters = {
      {.id = "first-causes",
       .unit = "times",
       .meaning = "First causes of fixed-term exclusion in every year group.",
       .sets = {{"fixed_term_exclusions.rate[*]", {}, How::times}},
       .prior = {1, 0.5, 2},
       .posterior = {1.02, 0.96, 1.08},
       .contraction = 0.97,
       .moved = true,
       .identified_by = "fixed-term exclusions of each year"},
      {.id = "secondary-2015",
       .unit = "logit",
       .meaning = "Secondary decisions in 2015/16.",
       .sets = {{"exclusion.level_secondary.known", sim::date(2015, 9, 1), How::plus}},
       .prior = {0, -0.5, 0.5},
       .posterior = {-0.1, -0.6, 0.4},
       .contraction = 0.02,
       .moved = false,
       .identified_by = "nothing that was observed"},
  };
  made.draws = {{0, 1, {1.01, -0.2}}, {1, 1, {0.98, 0.1}}, {0, 1, {1.05, -0.4}}, {1, 1, {1, 0.3}}};
  return made;
}

}  // namespace small_posterior
