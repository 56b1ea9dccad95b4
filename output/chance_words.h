// Chances in words, on one scale for everything the project says, always with the number beside.
//
// Source: Professional Head of Intelligence Assessment, "Probability Yardstick", used by the United
// Kingdom government for judgements of likelihood. It has gaps between its words, because it is
// read to the nearest 5 in 100; so is a chance here before it gets its word.
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
  int from = 0;  ///< In 100, to the nearest five.
  int to = 0;
  std::string words;
};

/// The whole scale, the rarest first.
const std::vector<LikelihoodWord>& likelihood_scale();

}  // namespace output
