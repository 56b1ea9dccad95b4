#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario_reader.h"

namespace scenarios {
namespace {

using models::Option;
using models::OptionKind;

constexpr std::string_view of_ten = "of 10 referrals";

constexpr Word<OptionKind> kinds[] = {
    {"support-in-school", OptionKind::support_in_school},
    {"managed-move", OptionKind::managed_move},
    {"short-break", OptionKind::short_break},
    {"alternative-provision", OptionKind::alternative_provision},
    {"school-provision", OptionKind::school_provision},
    {"partnership-place", OptionKind::partnership_place},
    {"unit", OptionKind::unit},
    {"exclude", OptionKind::exclude},
    {"plan-request", OptionKind::plan_request},
    {"part-time", OptionKind::part_time},
    {"home-education", OptionKind::home_education},
};

constexpr Word<models::OptionPayer> payers[] = {
    {"authority", models::OptionPayer::authority},
    {"school", models::OptionPayer::school},
    {"partnership", models::OptionPayer::partnership},
};

models::StepFunction<bool> dated_truth(const Steps<bool>& steps) {
  std::vector<models::StepFunction<bool>::Step> read;
  for (const auto& step : steps) read.emplace_back(step.from, step.value);
  return models::StepFunction<bool>(std::move(read));
}

models::PartnershipRegime read_regime(Section section, const Period& period) {
  models::PartnershipRegime read;
  read.live = dated_truth(section.boolean_steps("live", period));
  read.refer = {section.assumption("refer_primary", -100, 20, "logit").value,
                section.assumption("refer_secondary", -100, 20, "logit").value};
  if (section.has("hears_decisions"))
    read.hears_decisions = dated(section.steps("hears_decisions", 0, 1, "share", period));
  read.refer_record = section.assumption("refer_record", -2, 5, "logit").value;
  section.finish();
  return read;
}

models::PanelRules read_rules(Section section, const Period& period) {
  models::PanelRules read;
  read.meeting_weeks = section.assumption("meeting_weeks", 1, 52, "weeks").value;
  read.most_cases =
      static_cast<int>(section.whole_assumption("most_cases", 1, 1000, "cases").value);
  read.weight_effect = section.assumption("weight_effect", 0, 20, "logit").value;
  read.weight_distance = section.assumption("weight_distance", 0, 5, "logit per mile").value;
  read.response = dated(section.steps("response", 0, 2, "times", period));
  // Not all ten: then nobody would choose the unit, whatever the charge.
  read.diverted_by_charge = section.assumption("diverted_by_charge", 0, 9.9, of_ten).value / 10;
  read.diverted_by_quota = section.assumption("diverted_by_quota", 0, 9.9, of_ten).value / 10;
  read.reference_charge =
      section.money_assumption("reference_charge", 1, 100'000, "pounds per year").value;
  section.finish();
  return read;
}

/// What only a stay away from one's own class has: its length, its places, its price.
void read_stay(Section& section, Option& option, const Period& period) {
  option.weeks = section.assumption("weeks", 0.2, 200, "school weeks").value;
  option.places = dated_whole(section.whole_steps("places", 0, 100'000, "places", period));
  if (const auto each = section.optional_boolean("each_partnership"))
    option.each_partnership = *each;
  if (section.has("before_panels"))
    option.before_panels =
        dated(section.steps("before_panels", 0, 1000, "pupils per year", period));
  if (section.has("distance"))
    option.distance = dated(section.steps("distance", 0, 200, "miles", period));
  if (const auto share = section.optional_assumption("back_to_panel", 0, 1, "probability"))
    option.back_to_panel = share->value;
  if (section.has("price")) {
    option.price =
        dated(section.money_steps("price", 0, 1'000'000, "pounds per pupil per year", period));
    option.paid_by = section.choice("paid_by", payers);
  }
  if (section.has("providers"))
    option.providers = dated_whole(section.whole_steps("providers", 0, 1000, "providers", period));
  if (section.has("quality_assurance_cost"))
    option.quality_assurance = dated(
        section.money_steps("quality_assurance_cost", 0, 10'000'000, "pounds per year", period));
}

void read_move(Section& section, Option& option) {
  option.success = section.assumption("success", 0, 1, "probability").value;
  if (const auto share = section.optional_assumption("failed_move_excluded", 0, 1, "probability"))
    option.failed_excluded = share->value;
  if (option.failed_excluded + option.back_to_panel > 1)
    section.complain("failed_move_excluded", "must leave room for back_to_panel: at most 1 in all",
                     "Reduce one of the two shares.");
  if (const auto share = section.optional_assumption("exposure_share", 0, 1, "share"))
    option.exposure_share = share->value;
  else
    option.exposure_share = 1;
}

Option read_option(Section& section, const std::vector<models::Unit>& units, const Period& period) {
  Option option;
  option.id = section.id();
  option.name = section.text("name");
  option.kind = section.choice("kind", kinds);
  option.first_year = static_cast<int>(section.whole_number("first_year", 0, models::last_year));
  option.last_year = static_cast<int>(section.whole_number("last_year", 0, models::last_year));
  if (option.first_year > option.last_year)
    section.complain("last_year", "must not be before " + section.told("first_year", "last_year"),
                     "Put the younger year group first.");
  if (section.has("share")) option.share = dated(section.steps("share", 0, 10, of_ten, period));
  if (section.has("effect")) {
    option.effect = dated(section.steps("effect", 0, 1, "share", period));
    option.effect_weeks = section.assumption("effect_weeks", 0, 500, "weeks").value;
  }
  if (has_stay(option.kind)) read_stay(section, option, period);
  if (option.kind == OptionKind::managed_move) read_move(section, option);
  if (option.kind == OptionKind::support_in_school)
    if (const auto weeks = section.optional_assumption("weeks", 0, 200, "school weeks"))
      option.weeks = weeks->value;
  if (option.kind == OptionKind::unit) option.dual = section.boolean("dual");
  if (section.has("host")) {
    std::vector<std::string> ids;
    for (const models::Unit& unit : units) ids.push_back(unit.id);
    option.host = static_cast<std::uint8_t>(section.choice("host", ids));
  }
  section.finish();
  return option;
}

bool is_ever(const models::StepFunction<bool>& live) {
  return std::any_of(live.steps().begin(), live.steps().end(),
                     [](const auto& step) { return step.second; });
}

/// A panel that has nothing to choose for a year group would drop every case of it.
void check_menu(Section& root, const models::Borough& borough) {
  for (int group = 0; group <= models::last_year; ++group) {
    const auto serves = [group](const Option& option) {
      return option.first_year <= group && group <= option.last_year &&
             option.share.steps().back().second > 0;
    };
    if (std::any_of(borough.options.begin(), borough.options.end(), serves)) continue;
    root.complain("option",
                  "must include one with a share for year group " + std::to_string(group) +
                      ", as partnerships are live",
                  "Write [[option]] tables whose year groups cover 0 to 11.");
    return;
  }
}

}  // namespace

void read_panels(Section& root, models::Borough& borough) {
  const Period period = step_period(borough.period);
  if (auto regime = root.optional_section("partnerships"))
    borough.regime = read_regime(std::move(*regime), period);
  const bool live = is_ever(borough.regime.live);
  if (live || root.has("panel")) borough.panel = read_rules(root.section("panel"), period);
  constexpr std::size_t most_options = 200;  // They are numbered in one byte.
  std::vector<Section> sections = root.sections("option");
  if (sections.size() > most_options)
    root.complain("option", "must be at most 200 tables, not " + std::to_string(sections.size()),
                  "Merge some of them.");
  for (Section& section : sections)
    borough.options.push_back(read_option(section, borough.units, period));
  if (live) check_menu(root, borough);
}

}  // namespace scenarios
