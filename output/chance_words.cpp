#include "output/chance_words.h"

#include <cmath>
#include <cstddef>

#include "output/number_text.h"
#include "sim/kernel/expects.h"

namespace output {

const std::vector<LikelihoodWord>& likelihood_scale() {
  static const std::vector<LikelihoodWord> scale{
      {0, 5, "remote chance"},           {10, 20, "highly unlikely"}, {25, 35, "unlikely"},
      {40, 50, "realistic possibility"}, {55, 75, "likely"},          {80, 90, "highly likely"},
      {95, 100, "almost certain"}};
  return scale;
}

std::string likelihood(double chance) {
  sim::expects(chance >= 0 && chance <= 1, "a chance lies in [0, 1]");
  const auto hundredths = static_cast<int>(std::lround(100 * chance));  // as it is printed
  const auto& scale = likelihood_scale();
  std::size_t word = hundredths <= 50 ? 0 : scale.size() - 1;  // towards the less extreme
  while (hundredths <= 50 && hundredths > scale[word].to) ++word;
  while (hundredths > 50 && hundredths < scale[word].from) --word;
  return scale[word].words;
}

std::string likelihood_that(double chance) {
  const std::string words = likelihood(chance);
  const bool is_noun = words == "remote chance" || words == "realistic possibility";
  return (is_noun ? "there is a " : "it is ") + words + " (" + output::chance(chance) +
         " futures) that";
}

}  // namespace output
