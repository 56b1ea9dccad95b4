// What came out, for programs: tables and JSON.
#include <algorithm>
#include <cstdint>
#include <utility>

#include <nlohmann/json.hpp>

#include "output/number_text.h"
#include "tools/semh/filling.h"
#include "tools/semh/results.h"
#include "tools/semh/sensitivity/sensitivity.h"

namespace tools {
namespace {

using Json = nlohmann::ordered_json;

std::string kind_of(const Assumption& one) {
  switch (one.kind) {
    case Assumption::Kind::fitted: return "fitted";
    case Assumption::Kind::structure: return "structure";
    case Assumption::Kind::ranged: break;
  }
  return "range";
}

std::string whose(const Quantity& quantity) {
  return quantity.breakdown.empty() ? "all" : quantity.breakdown;
}

std::string yes_or_no(bool is_so) {
  return is_so ? "yes" : "no";
}

bool is_among(const std::vector<std::size_t>& all, std::size_t one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

sim::ResultTable assumptions_table(const Sensitivity& found) {
  Filling all;
  const auto row = [&](const Assumption& one, const std::string& kind, double share,
                       const std::string& matters) {
    all.next_row();
    all.text("assumption", "Key of the register, or parameter of the posterior.", one.id);
    all.text("kind",
             "fitted: a parameter of the posterior; range: a stated range; structure: which "
             "mechanism; held: as it stands, because the fit holds it, and not asked.",
             kind);
    all.text("meaning", "What it does.", one.meaning);
    all.text("unit", "Of the range.", one.unit);
    all.number("low", "in the unit named", "5% lie below.", one.range.low);
    all.number("middle", "in the unit named", "Half lie below.", one.range.value);
    all.number("high", "in the unit named", "95% lie below.", one.range.high);
    all.text("is_assumed", "Whether no figure has informed it.", yes_or_no(one.is_assumed));
    all.text("acts", "Whether it sets a number of the scenarios.", yes_or_no(one.acts));
    all.number("own", "1", "How closely it follows its own input: their correlation.", one.own);
    all.text("tied_to", "What it is most correlated with, by 0.3 or more.", one.tied_to);
    all.number("tie", "1", "By how much.", one.tie);
    all.number("share", "1",
               "Of the squared effects that stand out of chance: mean over the measures.", share);
    all.text("matters", "Whether it is one of those that make up 90%.", matters);
  };
  for (std::size_t i = 0; i < found.assumptions->size(); ++i)
    row((*found.assumptions)[i], kind_of((*found.assumptions)[i]), found.screening.shares[i],
        yes_or_no(is_among(found.screening.matter, i)));
  for (const Assumption& one : found.assumptions->held()) row(one, "held", 0, "not asked");
  return {.name = "assumptions",
          .definition = "Everything uncertain about " + found.about() + ", and what of it matters.",
          .columns = all.take()};
}

void add_measure(Filling& all, const Quantity& quantity) {
  all.text("measure", "Whose mean over the years is moved.", quantity.measure);
  all.text("breakdown", "Whose.", whose(quantity));
  all.count("first_year", "Calendar year in which the first year begins.", quantity.first);
  all.count("last_year", "Calendar year in which the last year begins.", quantity.last);
  all.text("unit", "Of effects.", quantity.unit);
}

sim::ResultTable screening_table(const Sensitivity& found) {
  Filling all;
  for (std::size_t q = 0; q < found.told; ++q)
    for (std::size_t i = 0; i < found.assumptions->size(); ++i) {
      const sim::MorrisEffect& effect = found.screening.quantities[q].effects[i];
      const std::string unit = "in the unit named";
      const char* interval =
          "95% bootstrap interval: Monte Carlo error. Of fewer than four walks no more than their "
          "range.";
      all.next_row();
      add_measure(all, found.quantities[q]);
      all.text("assumption", "What is moved.", (*found.assumptions)[i].id);
      all.number("mu_star", unit, "Mean size of the effect of the whole range.", effect.mu_star);
      all.number("mu_star_lower", unit, interval, effect.lower);
      all.number("mu_star_upper", unit, interval, effect.upper);
      all.number("mu", unit, "Mean effect, with its sign.", effect.mu);
      all.number("sigma", unit, "How far the effect depends on the others.", effect.sigma);
      all.number("floor", unit, "Chance alone stays below in 95 of 100 cases.", effect.floor);
      all.text("matters", "For this measure.",
               yes_or_no(is_among(found.screening.quantities[q].matter, i)));
    }
  return {.name = "screening",
          .definition = "How far each assumption moves each measure of " + found.about() +
                        " (Morris). Simulated.",
          .columns = all.take()};
}

sim::ResultTable shares_table(const Sensitivity& found) {
  Filling all;
  const Deep& deep = *found.deep;
  for (std::size_t q = 0; q < found.told; ++q)
    for (std::size_t k = 0; k < deep.assumptions.size(); ++k) {
      const sim::VarianceShare& one = deep.quantities[q].shares[k];
      all.next_row();
      add_measure(all, found.quantities[q]);
      all.text("assumption", "To which it is due.", (*found.assumptions)[deep.assumptions[k]].id);
      const auto share = [&](const char* name, const char* definition, double value) {
        all.number(name, "1", definition, value);
      };
      share("first", "Share of the variance due to it by itself.", one.first);
      share("first_lower", "95% interval, with the emulator's error.", one.first_lower);
      share("first_upper", "95% interval, with the emulator's error.", one.first_upper);
      share("total", "Share of the variance due to it and all that it meets.", one.total);
      share("total_lower", "95% interval, with the emulator's error.", one.total_lower);
      share("total_upper", "95% interval, with the emulator's error.", one.total_upper);
      share("rank_correlation", "Partial rank correlation over the points.",
            deep.quantities[q].directions[k].value);
      share("explained", "By the emulator, of what differs at points that it has not seen.",
            deep.quantities[q].explained);
    }
  return {.name = "shares",
          .definition = "To which assumptions the variance of " + found.about() +
                        " is due (Saltelli, Jansen). Simulated, then emulated.",
          .columns = all.take()};
}

void add_knowledge(Filling& all, const Choice& choice, const std::string& what,
                   const sim::PartialInformation& one) {
  const std::string unit = "in the unit named";
  all.next_row();
  all.text("objective", "For what is chosen.", choice.objective);
  all.text("unit", "Of the values.", choice.unit);
  all.text("assumption", "What would be known, one or all of a kind.", what);
  all.number("value", unit, "Of knowing it before choosing (EVPPI).", one.value);
  all.number("value_lower", unit, "95% bootstrap interval.", one.lower);
  all.number("value_upper", unit, "95% bootstrap interval.", one.upper);
  all.number("advantage", unit, "Of the option over the base, on average.", choice.advantage);
  all.number("likely", "1", "Share of the worlds in which the option is better.", choice.likely);
  all.number("everything", unit, "Value of knowing all of them (EVPI).", choice.everything.value);
}

sim::ResultTable knowledge_table(const Sensitivity& found) {
  Filling all;
  const Deep& deep = *found.deep;
  for (const Choice& choice : deep.choices) {
    for (std::size_t k = 0; k < choice.knowing.size(); ++k)
      add_knowledge(all, choice, (*found.assumptions)[deep.assumptions[k]].id, choice.knowing[k]);
    for (const KnownTogether& group : choice.together)
      add_knowledge(all, choice, group.name, group.value);
  }
  return {.name = "knowledge",
          .definition = "What it is worth to know an assumption before choosing. Simulated.",
          .columns = all.take()};
}

Json rounded(double value) {
  return Json::parse(output::text_of(value));
}

Json effects_json(const Sensitivity& found, std::size_t quantity) {
  const ScreenedQuantity& one = found.screening.quantities[quantity];
  const Quantity& about = found.quantities[quantity];
  Json rows = Json::array();
  for (std::size_t i = 0; i < one.effects.size(); ++i) {
    const sim::MorrisEffect& effect = one.effects[i];
    rows.push_back({{"assumption", (*found.assumptions)[i].id},
                    {"mu_star", rounded(effect.mu_star)},
                    {"lower", rounded(effect.lower)},
                    {"upper", rounded(effect.upper)},
                    {"mu", rounded(effect.mu)},
                    {"sigma", rounded(effect.sigma)},
                    {"floor", rounded(effect.floor)},
                    {"matters", is_among(one.matter, i)}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Json& a, const Json& b) {
    return a.at("mu_star").get<double>() > b.at("mu_star").get<double>();
  });
  return {{"measure", about.measure},  {"breakdown", whose(about)}, {"unit", about.unit},
          {"first_year", about.first}, {"last_year", about.last},   {"mean", rounded(one.mean)},
          {"effects", std::move(rows)}};
}

Json shares_json(const Sensitivity& found, std::size_t quantity) {
  const DeepQuantity& one = found.deep->quantities[quantity];
  Json rows = Json::array();
  for (std::size_t k = 0; k < one.shares.size(); ++k) {
    const sim::VarianceShare& share = one.shares[k];
    rows.push_back({{"assumption", (*found.assumptions)[found.deep->assumptions[k]].id},
                    {"first", rounded(share.first)},
                    {"first_lower", rounded(share.first_lower)},
                    {"first_upper", rounded(share.first_upper)},
                    {"total", rounded(share.total)},
                    {"total_lower", rounded(share.total_lower)},
                    {"total_upper", rounded(share.total_upper)},
                    {"rank_correlation", rounded(one.directions[k].value)}});
  }
  return {{"measure", found.quantities[quantity].measure},
          {"breakdown", whose(found.quantities[quantity])},
          {"variance", rounded(one.variance)},
          {"explained", rounded(one.explained)},
          {"shares", std::move(rows)}};
}

Json choice_json(const Sensitivity& found, const Choice& choice) {
  Json rows = Json::array();
  for (const std::size_t k : choice.order)
    rows.push_back({{"assumption", (*found.assumptions)[found.deep->assumptions[k]].id},
                    {"value", rounded(choice.knowing[k].value)},
                    {"lower", rounded(choice.knowing[k].lower)},
                    {"upper", rounded(choice.knowing[k].upper)}});
  Json groups = Json::array();
  for (const KnownTogether& group : choice.together)
    groups.push_back({{"together", group.name},
                      {"value", rounded(group.value.value)},
                      {"lower", rounded(group.value.lower)},
                      {"upper", rounded(group.value.upper)}});
  return {{"objective", choice.objective},
          {"unit", choice.unit},
          {"advantage", rounded(choice.advantage)},
          {"standard_error", rounded(choice.error)},
          {"likely", rounded(choice.likely)},
          {"everything", rounded(choice.everything.value)},
          {"knowing", std::move(rows)},
          {"together", std::move(groups)}};
}

}  // namespace

std::vector<sim::ResultTable> sensitivity_tables(const Sensitivity& found) {
  std::vector<sim::ResultTable> tables{assumptions_table(found), screening_table(found)};
  if (found.deep) {
    tables.push_back(shares_table(found));
    if (!found.deep->choices.empty()) tables.push_back(knowledge_table(found));
  }
  return tables;
}

std::string sensitivity_json(const Sensitivity& found) {
  Json all{{"schema", "semh.sensitivity/1"}, {"about", found.about()}};
  for (const auto& scenario : found.scenarios) all["scenarios"].push_back(scenario.id);
  all["seed"] = found.seed;
  all["trajectories"] = found.screening.trajectories;
  all["replications"] = found.replications;
  all["assumptions"] = Json::array();
  for (const std::size_t i : found.screening.order) {
    const Assumption& one = (*found.assumptions)[i];
    all["assumptions"].push_back({{"assumption", one.id},
                                  {"kind", kind_of(one)},
                                  {"unit", one.unit},
                                  {"low", rounded(one.range.low)},
                                  {"middle", rounded(one.range.value)},
                                  {"high", rounded(one.range.high)},
                                  {"share", rounded(found.screening.shares[i])},
                                  {"matters", is_among(found.screening.matter, i)}});
  }
  for (std::size_t q = 0; q < found.told; ++q) all["measures"].push_back(effects_json(found, q));
  if (found.deep) {
    for (std::size_t q = 0; q < found.told; ++q) all["shares"].push_back(shares_json(found, q));
    all["worth"] = rounded(found.deep->worth);
    all["choices"] = Json::array();
    for (const Choice& choice : found.deep->choices)
      all["choices"].push_back(choice_json(found, choice));
  }
  return all.dump(2) + "\n";
}

}  // namespace tools
