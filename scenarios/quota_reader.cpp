// [quota]: the agreement of schools on how many places at units are theirs to fill.
#include <cstddef>
#include <utility>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

using models::Quota;

constexpr std::int64_t dearest = 1'000'000;  // [pounds per place per year]
constexpr std::string_view per_place = "pounds per place per year";

constexpr Word<Quota::Rule> rules[] = {
    {"headcount", Quota::Rule::headcount},
    {"history", Quota::Rule::history},
    {"given", Quota::Rule::given},
};
constexpr Word<Quota::Per> counted[] = {{"held", Quota::Per::held},
                                        {"admission", Quota::Per::admission}};
constexpr Word<Quota::Above> answers[] = {{"charge", Quota::Above::charge},
                                          {"refuse", Quota::Above::refuse}};

/// What a partnership gets when the total is shared by a list.
void read_given(Section& section, std::size_t partnerships, Quota& quota) {
  if (quota.rule != Quota::Rule::given) return;
  double sum = 0;
  for (const Estimate& weight : section.assumptions("given", partnerships, 0, 100'000, "pupils")) {
    quota.given.push_back(weight.value);
    sum += weight.value;
  }
  if (sum <= 0)
    section.complain("given", "must have a number above 0",
                     "Give at least one partnership a place.");
}

/// Prices by how far above quota: `charge` from the first place on, each step from a later one.
void read_bands(Section& section, const Period& period, Quota& quota) {
  if (section.has("charge"))
    quota.bands.push_back({0, dated(section.money_steps("charge", 0, dearest, per_place, period))});
  for (Section& step : section.sections("step")) {
    const auto above = static_cast<int>(step.whole_number("above", 1, 10'000));
    if (quota.bands.empty()) quota.bands.push_back({0, sim::Money{}});
    if (above <= quota.bands.back().above)
      step.complain("above", "must be more than in the step before",
                    "Put the steps in rising order.");
    quota.bands.push_back({above, dated(step.money_steps("price", 0, dearest, per_place, period))});
    step.finish();
  }
}

}  // namespace

models::Quota read_quota(Section section, const models::Borough& borough) {
  const Period period = step_period(borough.period);
  Quota quota;
  const auto total = [&](std::string_view key) {
    return section.has(key) ? dated_whole(section.whole_steps(key, 0, 100'000, "pupils", period))
                            : models::StepFunction<int>(0);
  };
  quota.total = {total("primary"), total("secondary")};
  quota.pooled_primary = section.optional_boolean("pooled_primary").value_or(true);
  if (section.has("rule")) quota.rule = section.choice("rule", rules);
  read_given(section, borough.partnerships.size(), quota);
  if (section.has("per")) quota.per = section.choice("per", counted);
  if (section.has("above")) quota.above = section.choice("above", answers);
  read_bands(section, period, quota);
  quota.pooling = section.optional_boolean("pooling").value_or(false);
  if (quota.pooling && quota.per == Quota::Per::admission)
    section.complain("pooling", "must be false where admissions are counted",
                     "Only places held at once can be set off against one another.");
  if (section.has("participation"))
    quota.participation = dated(section.steps("participation", 0, 1, "share", period));
  section.finish();
  return quota;
}

}  // namespace scenarios
