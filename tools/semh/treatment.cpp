#include "tools/semh/treatment.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <utility>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "scenarios/diagnostic.h"
#include "scenarios/document.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/explained.h"

namespace tools {
namespace {

using scenarios::Posterior;
using scenarios::RegisterRow;
using scenarios::Scenario;

bool sets(const std::string& keys, const std::optional<sim::Date>& from, const RegisterRow& row) {
  return (!from || from == row.from) && scenarios::fits(keys, row.key);
}

std::string word_of(scenarios::How how) {
  switch (how) {
    case scenarios::How::times: return "times";
    case scenarios::How::plus: return "plus";
    case scenarios::How::set: break;
  }
  return "set to";
}

std::string counted(std::size_t number) {
  return scenarios::grouped(static_cast<std::int64_t>(number));
}

/// "levels, first-causes": the parameters that set a number.
std::string names_of(const Treatments& treatments, const RegisterRow& row) {
  std::vector<std::string> names;
  for (const std::size_t parameter : treatments.parameters_of(row))
    names.push_back(treatments.posterior().parameters[parameter].id);
  return names.empty() ? "structure" : listed(names);
}

std::string table_of_fitted(const Treatments& treatments, const Scenario& scenario) {
  std::vector<output::PlainColumn> columns{{"fitted setting", output::Align::left, {}},
                                           {"from", output::Align::left, {}},
                                           {"as it stands", output::Align::right, {}},
                                           {"median (5% to 95%)", output::Align::left, {}},
                                           {"parameter", output::Align::left, {}}};
  for (const RegisterRow& row : scenario.assumptions.rows) {
    if (treatments.of(row) != Treatment::fitted) continue;
    const std::string cells[] = {
        row.key, row.from ? sim::to_string(*row.from) : "", output::text_of(row.estimate->value, 3),
        middle_and_range(treatments.fitted(row)), names_of(treatments, row)};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].cells.push_back(cells[c]);
  }
  return columns[0].cells.empty() ? std::string() : output::plain_table(columns, 110) + "\n";
}

std::vector<std::string> keys_held(const Treatments& treatments, const Scenario& scenario) {
  std::vector<std::string> keys;
  for (const RegisterRow& row : scenario.assumptions.rows) {
    const std::string key = scenarios::without_index(row.key);
    if (treatments.of(row) == Treatment::held && (keys.empty() || keys.back() != key))
      keys.push_back(key);
  }
  return keys;
}

constexpr std::size_t most_tried = 100;

/// Returns how many draws were read.
std::size_t read_first_draws(const Scenario& scenario, const Posterior& posterior) {
  const auto document = scenarios::parse(scenario.canonical, scenario.id + ".toml");
  const std::string name = std::filesystem::path(scenario.posterior->name).filename().string();
  auto order = scenarios::order_of(posterior);
  if (order.size() > most_tried) order.resize(most_tried);
  for (const std::size_t draw : order)
    static_cast<void>(scenarios::read_borough(document, scenarios::draw_of(posterior, draw, name)));
  return order.size();
}

std::string draws_by_structure(const Posterior& posterior) {
  std::string text;
  for (std::size_t i = 0; i < posterior.structures.size(); ++i) {
    const auto draws = std::count_if(posterior.draws.begin(), posterior.draws.end(),
                                     [&](const auto& draw) { return draw.structure == i; });
    text += "  " + posterior.structures[i].id + ", " + counted(static_cast<std::size_t>(draws)) +
            " draws: " + scenarios::escaped(posterior.structures[i].meaning) + "\n";
  }
  return text;
}

std::string table_of_parameters(const Posterior& posterior) {
  std::vector<output::PlainColumn> columns{{"parameter", output::Align::left, {}},
                                           {"unit", output::Align::left, {}},
                                           {"prior (9 in 10)", output::Align::left, {}},
                                           {"posterior (9 in 10)", output::Align::left, {}},
                                           {"contraction", output::Align::right, {}},
                                           {"identified by", output::Align::left, {}}};
  for (const Posterior::Parameter& one : posterior.parameters) {
    const std::string cells[] = {
        one.id,
        scenarios::escaped(one.unit),
        middle_and_range(one.prior),
        middle_and_range(one.posterior),
        output::fixed(one.contraction, 2),
        one.moved ? scenarios::escaped(one.identified_by) : "not moved: an assumption"};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].cells.push_back(cells[c]);
  }
  return output::plain_table(columns, 110);
}

std::string in_cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  return text;
}

}  // namespace

std::string name_of(Treatment treatment) {
  switch (treatment) {
    case Treatment::fitted: return "fitted";
    case Treatment::held: return "held";
    case Treatment::sampled: return "sampled from its range";
    case Treatment::central: break;
  }
  return "as it stands";
}

std::string middle_and_range(const scenarios::Estimate& estimate) {
  return output::text_of(estimate.value, 3) + " (" + output::text_of(estimate.low, 3) + " to " +
         output::text_of(estimate.high, 3) + ")";
}

Treatments::Treatments(const Scenario& scenario)
    : posterior_(scenarios::named_posterior(scenario.posterior)) {
  for (const std::size_t draw : scenarios::order_of(posterior_))
    draws_.push_back(scenarios::draw_of(posterior_, draw));
}

Treatment Treatments::of(const RegisterRow& row) const {
  if (!row.estimate || row.source.empty()) return Treatment::central;
  if (draws_.front().changed(row.key, row.from, row.estimate->value)) return Treatment::fitted;
  if (!row.may_vary) return Treatment::central;
  if (draws_.front().samples(row.key)) return Treatment::sampled;
  const auto& held = posterior_.held;
  const bool is_held = std::any_of(held.begin(), held.end(), [&](const std::string& pattern) {
    return scenarios::fits(pattern, row.key);
  });
  return is_held ? Treatment::held : Treatment::central;
}

scenarios::Estimate Treatments::fitted(const RegisterRow& row) const {
  std::vector<double> values;
  for (const scenarios::Draw& draw : draws_) {
    const double stated = row.estimate->value;
    values.push_back(draw.changed(row.key, row.from, stated).value_or(stated));
  }
  const sim::OrderedSample sample(std::move(values));
  return {
      .value = sample.quantile(0.5), .low = sample.quantile(0.05), .high = sample.quantile(0.95)};
}

std::vector<std::size_t> Treatments::parameters_of(const RegisterRow& row) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < posterior_.parameters.size(); ++i) {
    const auto& all = posterior_.parameters[i].sets;
    if (std::any_of(all.begin(), all.end(),
                    [&](const Posterior::Sets& one) { return sets(one.keys, one.from, row); }))
      found.push_back(i);
  }
  return found;
}

std::vector<std::string> Treatments::idle(const scenarios::Register& rows) const {
  std::vector<bool> used(posterior_.parameters.size(), false);
  for (const RegisterRow& row : rows.rows)
    if (row.estimate)
      for (const std::size_t parameter : parameters_of(row)) used[parameter] = true;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < used.size(); ++i)
    if (!used[i]) names.push_back(posterior_.parameters[i].id);
  return names;
}

std::string treatments_text(const Scenario& scenario) {
  if (scenario.posterior == nullptr)
    return "It names no posterior: runs use these values as they stand.\n\n";
  const Treatments treatments(scenario);
  const Posterior& posterior = treatments.posterior();
  const std::size_t tried = read_first_draws(scenario, posterior);
  std::size_t fitted = 0;
  std::size_t sampled = 0;
  for (const RegisterRow& row : scenario.assumptions.rows) {
    fitted += treatments.of(row) == Treatment::fitted ? 1U : 0U;
    sampled += treatments.of(row) == Treatment::sampled ? 1U : 0U;
  }
  const auto held = keys_held(treatments, scenario);
  const std::string said =
      "Runs sample " + counted(posterior.draws.size()) + " draws of " +
      scenarios::escaped(std::filesystem::path(scenario.posterior->name).filename().string()) +
      ", fitted by " + scenarios::escaped(posterior.program) + " to what was known on " +
      sim::to_string(posterior.to) + "; the first " + counted(tried) +
      " were read without a mistake. Of the numbers, " + counted(fitted) + " are fitted, " +
      counted(sampled) + " are sampled from their ranges, and " + counted(held.size()) +
      " settings are held" + (held.empty() ? "" : " (" + listed(held) + ")") +
      "; the rest are as they stand. --central runs all as they stand.";
  std::string text = broken(said, 110, 0) + "\n\n" + table_of_fitted(treatments, scenario);
  const auto idle = treatments.idle(scenario.assumptions);
  if (!idle.empty())
    text += broken("Parameters that set nothing here: " + listed(idle) + ".", 110, 0) + "\n\n";
  return text;
}

std::string posterior_text_for_people(const Posterior& posterior) {
  std::vector<std::string> unmoved;
  for (const Posterior::Parameter& one : posterior.parameters)
    if (!one.moved) unmoved.push_back(one.id);
  std::string text = "A posterior of " + counted(posterior.draws.size()) + " draws, fitted by " +
                     scenarios::escaped(posterior.program) + " to what was known on " +
                     sim::to_string(posterior.to) + ". It is made again by\n  " +
                     scenarios::escaped(posterior.command) + "\n\n" +
                     draws_by_structure(posterior) + "\n" + table_of_parameters(posterior) + "\n";
  if (!unmoved.empty())
    text +=
        broken("The data do not move " + listed(unmoved) + ": assumptions, not results.", 110, 0) +
        "\n\n";
  if (!posterior.held.empty())
    text += broken("Held at central values: " + listed(posterior.held) + ".", 110, 0) + "\n\n";
  return text;
}

std::string posterior_in_markdown(const Posterior& posterior) {
  std::string text =
      "| parameter | unit | meaning | sets | prior | posterior | contraction | moved by the data | "
      "identified by |\n|---|---|---|---|---|---|---|---|---|\n";
  for (const Posterior::Parameter& one : posterior.parameters) {
    std::string keys;
    for (const Posterior::Sets& each : one.sets)
      keys += (keys.empty() ? "" : "; ") + word_of(each.how) + " `" + each.keys + "`" +
              (each.from ? " from " + sim::to_string(*each.from) : "");
    text += "| " + one.id + " | " + in_cell(one.unit) + " | " + in_cell(one.meaning) + " | " +
            in_cell(keys) + " | " + middle_and_range(one.prior) + " | " +
            middle_and_range(one.posterior) + " | " + output::fixed(one.contraction, 2) + " | " +
            (one.moved ? "yes" : "no: an assumption") + " | " + in_cell(one.identified_by) + " |\n";
  }
  return text;
}

}  // namespace tools
