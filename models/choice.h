// Choosing one of several: the multinomial logit, and the same choice made with given luck.
//
// With one Gumbel variate an alternative, the largest utility plus variate wins with exactly the
// probabilities of the logit. An alternative that closes without having won changes no choice, and
// one that gains utility draws choices only to itself.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace models {

/// Something that may be chosen.
struct Alternative {
  double utility = 0;
  bool open = true;
};

/// P(chosen) of each, 0 of those not open. Requires: one is open.
std::vector<double> choice_probabilities(const std::vector<Alternative>& all);

/// The expected utility of choosing among those open, up to a constant. Requires: one is open.
double logsum(const std::vector<Alternative>& all);

/// The Gumbel variate of luck `u`, in (0, 1).
double gumbel(double u);

/// The open alternative with the largest utility plus Gumbel variate; none if none is open.
/// Requires: `luck` in (0, 1), one an alternative.
std::optional<std::size_t> choose(const std::vector<Alternative>& all,
                                  const std::vector<double>& luck);

/// By how much the utility of an alternative chosen with probability `share` must fall so that of
/// those who choose it the share `diverted` chooses another.
/// Requires: 0 < share < 1, 0 <= diverted < 1.
double utility_lost(double share, double diverted);

}  // namespace models
