// Chances in words, on one scale for everything the project says, always with the number beside.
//
// Source: Professional Head of Intelligence Assessment, "Probability Yardstick", used by the United
// Kingdom government for judgements of likelihood. It has gaps between its words; a chance there
// gets the less extreme of the two, so that "almost certain" is never said below 95 in 100.
#pragma once

#include <string>
#include <vector>

namespace output {

/// "highly likely". Requires: `chance` in [0, 1].
std::string likelihood(double chance);

/// "it is highly likely (86 in 100 futures) that"; "there is a remote chance (3 in 100 futures)
/// that". Requires: `chance` in [0, 1].
std::string likelihood_that(double chance);

struct LikelihoodWord {
  int from = 0;  ///< In 100, both ends within.
  int to = 0;
  std::string words;
};

/// The whole scale, the rarest first.
const std::vector<LikelihoodWord>& likelihood_scale();

}  // namespace output
