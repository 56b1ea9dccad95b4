#include "scenarios/fit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "scenarios/document.h"
#include "scenarios/evidence.h"
#include "scenarios/evidence_index.h"
#include "scenarios/section.h"
#include "sim/experiment/disk.h"
#include "sim/random/elementary.h"
#include "sim/random/variate.h"

namespace scenarios {
namespace {

constexpr Word<How> ways[] = {{"set", How::set}, {"times", How::times}, {"plus", How::plus}};
constexpr Word<TargetLaw> laws[] = {{"count", TargetLaw::count}, {"rough", TargetLaw::rough}};

constexpr std::int64_t most_points = 5'000;
constexpr std::int64_t most_replications = 1'000;

std::size_t size_of(Section& section, std::string_view key, std::int64_t least, std::int64_t most) {
  return static_cast<std::size_t>(section.whole_number(key, least, most));
}

/// KEY or KEY@2014-09-01.
Change change_of(const std::string& text, How how) {
  Change change{.keys = text, .from = {}, .how = how, .value = 0};
  const std::size_t at = text.find('@');
  if (at == std::string::npos) return change;
  change.keys = text.substr(0, at);
  if (const auto day = period_of(text.substr(at + 1)); day && text.size() - at == 11)
    change.from = sim::date(std::stoi(text.substr(at + 1, 4)),
                            static_cast<unsigned>(std::stoul(text.substr(at + 6, 2))),
                            static_cast<unsigned>(std::stoul(text.substr(at + 9, 2))));
  return change;
}

std::optional<std::size_t> index_of(const std::vector<FitParameter>& parameters,
                                    const std::string& id) {
  for (std::size_t i = 0; i < parameters.size(); ++i)
    if (parameters[i].id == id) return i;
  return std::nullopt;
}

/// The parameter that `key` names, which must stand before this one.
std::size_t earlier(Section& section, std::string_view key, const Fit& fit) {
  const auto found = index_of(fit.parameters, section.text(key));
  if (!found) section.complain(key, "must be the id of a parameter before this one");
  return found.value_or(0);
}

void read_range(Section& section, FitParameter& parameter) {
  parameter.low = section.real("low", -1e9, 1e9, parameter.unit);
  parameter.value = section.real("value", -1e9, 1e9, parameter.unit);
  parameter.high = section.real("high", -1e9, 1e9, parameter.unit);
  parameter.logarithmic = section.optional_boolean("logarithmic").value_or(false);
  parameter.least = section.optional_real("least", -1e9, 1e9, parameter.unit).value_or(-1e9);
  parameter.most = section.optional_real("most", -1e9, 1e9, parameter.unit).value_or(1e9);
  if (parameter.low > parameter.value || parameter.value > parameter.high)
    section.complain("value", "must lie between low and high", "Put low, value and high in order.");
  if (parameter.least > parameter.most)
    section.complain("most", "must be at least least", "Put least and most in order.");
  if (parameter.logarithmic && parameter.low <= 0)
    section.complain("low", "must be above 0 on a scale of logarithms");
}

void read_step(Section& section, FitParameter& parameter, const Fit& fit) {
  parameter.is_step = true;
  parameter.step = earlier(section, "step", fit);
  parameter.from_year = static_cast<int>(section.whole_number("from_year", 1980, 2100));
  if (section.has("follows")) parameter.follows = earlier(section, "follows", fit);
  if (!parameter.follows)
    parameter.value = section.optional_real("start", -10, 10, "log").value_or(0);
}

void read_parameters(Section& root, Fit& fit) {
  for (Section& section : root.sections("parameter")) {
    FitParameter parameter;
    parameter.id = section.id();
    parameter.meaning = section.text("meaning");
    parameter.unit = section.text("unit");
    parameter.source = section.text("source");
    parameter.identified_by = section.text("identified_by");
    if (section.has("step"))
      read_step(section, parameter, fit);
    else
      read_range(section, parameter);
    parameter.compared = section.optional_boolean("compared").value_or(false);
    const How how = section.choice("how", ways);
    for (const std::string& text : section.texts("sets")) {
      const Change change = change_of(text, how);
      if (text.find('@') != std::string::npos && !change.from)
        section.complain("sets", "must be keys, or KEY@YEAR-MONTH-DAY");
      parameter.sets.push_back(change);
    }
    section.finish();
    fit.parameters.push_back(std::move(parameter));
  }
}

void read_structures(Section& root, Fit& fit) {
  for (Section& section : root.sections("structure")) {
    FitStructure structure;
    structure.id = section.id();
    structure.meaning = section.text("meaning");
    structure.coordinate = section.real("coordinate", -1e6, 1e6, "");
    Section sets = section.section("sets");
    for (const std::string& key : sets.keys())
      structure.sets.push_back(
          {.keys = key, .from = {}, .how = How::set, .value = sets.real(key, -1e9, 1e9, "")});
    sets.finish();
    if (auto times = section.optional_section("times")) {
      for (const std::string& key : times->keys())
        structure.sets.push_back(
            {.keys = key, .from = {}, .how = How::times, .value = times->real(key, 0, 1e9, "")});
      times->finish();
    }
    section.finish();
    fit.structures.push_back(std::move(structure));
  }
}

/// The last day of a period that is counted in months since year 0.
sim::Date last_day(const EvidencePeriod& period) {
  const int next = period.last + 1;
  return sim::date(next / 12, static_cast<unsigned>(next % 12) + 1, 1) - sim::Days{1};
}

/// SERIES/PHASE/PERIOD of the evidence. Complains where there is no such figure.
const ObservedFigure* figure(Section& section, std::string_view key, const EvidenceIndex& index,
                             const std::string& text) {
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string::npos ? first : text.find('/', first + 1);
  const ObservedFigure* found = nullptr;
  if (second != std::string::npos)
    found = index.find(text.substr(0, first), text.substr(first + 1, second - first - 1),
                       text.substr(second + 1));
  if (found == nullptr || !found->value) {
    section.complain(key,
                     "must name figures of the evidence, SERIES/PHASE/PERIOD, that have a value");
    return nullptr;
  }
  return found;
}

/// A count may be none; a rough figure has a logarithm.
bool is_possible(const FitTarget& target, double observed) {
  return target.law == TargetLaw::count ? observed >= 0 : observed > 0;
}

void read_observed(Section& section, FitTarget& target, const EvidenceIndex& index) {
  double less = 0;
  if (section.has("less"))
    for (const std::string& row : section.texts("less"))
      if (const auto* found = figure(section, "less", index, row)) less += found->value->value;
  const double divisor = section.optional_real("divided_by", 1e-6, 1e9, "").value_or(1);
  for (const std::string& row : section.texts("observed")) {
    const ObservedFigure* found = figure(section, "observed", index, row);
    if (found == nullptr) continue;
    target.observed.push_back((found->value->value - less) / divisor);
    target.ends = std::max(target.ends, last_day(found->period));
    target.source += (target.source.empty() ? "" : " or ") + row;
    if (!is_possible(target, target.observed.back()))
      section.complain("observed", "must leave no count below 0, and no rough figure of 0");
  }
  if (target.observed.empty() && section.is_good("observed"))
    section.complain("observed", "must name at least one figure");
}

void read_targets(Section& root, Fit& fit, const EvidenceIndex& index) {
  for (Section& section : root.sections("target")) {
    FitTarget target;
    target.id = section.id();
    target.measure = section.text("measure");
    target.breakdown = section.optional_text("breakdown").value_or("");
    target.year = static_cast<int>(section.whole_number("year", 1980, fit.last_school_year));
    target.law = section.choice("law", laws);
    if (target.law == TargetLaw::rough) target.error = section.real("error", 0.001, 1, "log");
    target.compared = section.optional_boolean("compared").value_or(false);
    read_observed(section, target, index);
    section.finish();
    fit.targets.push_back(std::move(target));
  }
}

void read_posteriors(Section& root, Fit& fit) {
  for (Section& section : root.sections("posterior")) {
    FitPosterior posterior;
    posterior.id = section.id();
    posterior.about = section.text("about");
    posterior.to = static_cast<int>(section.whole_number("to", 1980, fit.last_school_year));
    posterior.draws = size_of(section, "draws", 2, 10'000);
    section.finish();
    fit.posteriors.push_back(std::move(posterior));
  }
  if (fit.posteriors.empty())
    root.complain("posterior", "must be there at least once", "Write [[posterior]].");
}

void read_settings(Section& root, Fit& fit) {
  fit.last_school_year = static_cast<int>(root.whole_number("last_school_year", 1980, 2100));
  fit.seed = static_cast<std::uint64_t>(root.whole_number("seed", 0, 1'000'000'000));
  fit.held = root.texts("held");
  Section design = root.section("design");
  fit.points = size_of(design, "points", 20, most_points);
  fit.later_points = size_of(design, "later_points", 0, most_points);
  fit.waves = size_of(design, "waves", 1, 5);
  fit.hold_out = size_of(design, "hold_out", 0, most_points);
  fit.replications = size_of(design, "replications", 2, most_replications);
  design.finish();
  Section sampling = root.section("sampling");
  fit.particles = size_of(sampling, "particles", 100, 100'000);
  fit.check_draws = size_of(sampling, "check_draws", 0, 2'000);
  fit.check_replications = size_of(sampling, "check_replications", 2, most_replications);
  sampling.finish();
}

/// What the inference asks of a design; each is a number that the author can change.
void judge_sizes(Section& root, const Fit& fit) {
  const std::size_t dimensions = fit.dimensions();
  const auto at_least = [&](std::string_view table, std::string_view key, std::size_t given,
                            std::size_t least) {
    if (given >= least) return;
    root.complain(table, std::string(key) + " must be at least " + std::to_string(least) + " for " +
                             std::to_string(dimensions) + " parameters, not " +
                             std::to_string(given));
  };
  at_least("design", "points", fit.points, 2 * dimensions);
  if (fit.waves > 1) at_least("design", "later_points", fit.later_points, dimensions + 2);
  at_least("sampling", "particles", fit.particles, 2 * (dimensions + 2));  // a check has half
  if (fit.check_draws > 0) at_least("sampling", "check_draws", fit.check_draws, 25);
}

}  // namespace

sim::Date Fit::evidence_ends(int to) const {
  sim::Date ends{};
  for (const FitTarget& target : targets)
    if (target.year <= to) ends = std::max(ends, target.ends);
  return ends;
}

std::size_t Fit::structure_of(std::span<const double> z) const {
  if (structures.empty()) return 0;
  std::size_t place = 0;
  while (place + 1 < structures.size() &&
         z[0] >=
             sim::normal(static_cast<double>(place + 1) / static_cast<double>(structures.size())))
    ++place;
  return place;
}

std::vector<double> Fit::values_of(std::span<const double> z) const {
  const std::size_t first = structures.empty() ? 0 : 1;
  std::vector<double> values;
  values.reserve(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const FitParameter& each = parameters[i];
    const double luck = z[first + i];
    if (each.is_step) {
      const double before = each.follows ? values[*each.follows] : each.value;
      values.push_back(before + values[each.step] * luck);
    } else if (each.logarithmic) {
      values.push_back(sim::exp(sim::two_piece_normal(luck, sim::log(each.low),
                                                      sim::log(each.value), sim::log(each.high))));
    } else {
      values.push_back(std::clamp(sim::two_piece_normal(luck, each.low, each.value, each.high),
                                  each.least, each.most));
    }
  }
  return values;
}

std::vector<double> Fit::inputs_of(std::span<const double> z) const {
  std::vector<double> inputs;
  inputs.reserve(dimensions());
  if (!structures.empty()) inputs.push_back(structures[structure_of(z)].coordinate);
  const std::vector<double> values = values_of(z);
  for (std::size_t i = 0; i < parameters.size(); ++i)
    inputs.push_back(parameters[i].logarithmic ? sim::log(values[i]) : values[i]);
  return inputs;
}

std::vector<Change> Fit::changes_of(std::size_t structure, std::span<const double> values,
                                    int to) const {
  std::vector<Change> changes;
  if (!structures.empty()) changes = structures[structure].sets;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].from_year > to) continue;  // A step that the evidence has not reached.
    for (Change change : parameters[i].sets) {
      change.value = values[i];
      changes.push_back(std::move(change));
    }
  }
  changes.push_back(
      {.keys = "*.free_from", .from = sim::date(to + 1, 9, 1), .how = How::set, .value = 0});
  return changes;
}

Fit read_fit(const std::filesystem::path& file) {
  const Document document = load(file);
  Reading reading;
  Section root(document.root, reading);
  Fit fit;
  const std::string base = root.text("base");
  const std::string folder = root.text("evidence");
  for (const auto& [key, path] : {std::pair{"base", base}, std::pair{"evidence", folder}})
    if (path.find("..") != std::string::npos || std::filesystem::path(path).is_absolute())
      root.complain(key, "must be a path below the folder of this file");
  read_settings(root, fit);
  reading.judge();
  fit.base = file.parent_path() / base;
  const std::filesystem::path evidence_folder = file.parent_path() / folder;
  const Evidence evidence = read_evidence(evidence_folder);
  const EvidenceIndex index(evidence);
  read_structures(root, fit);
  read_parameters(root, fit);
  read_targets(root, fit, index);
  read_posteriors(root, fit);
  judge_sizes(root, fit);
  root.finish();
  reading.judge();
  fit.canonical =
      document.canonical_text() + sim::read_whole_file(evidence_folder / "observed.csv");
  return fit;
}

}  // namespace scenarios
