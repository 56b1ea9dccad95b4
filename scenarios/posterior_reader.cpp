// A posterior's file, judged as a scenario is: whatever is wrong is said with its place, at once.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "scenarios/posterior.h"
#include "scenarios/section.h"
#include "scenarios/source_file.h"
#include "scenarios/toml_parser.h"

namespace scenarios {
namespace {

constexpr double most = 1e12;
constexpr std::size_t most_parameters = 500;
const Period days{sim::date(1980, 1, 1), sim::date(2150, 1, 1)};

constexpr Word<How> ways[] = {{"set", How::set}, {"times", How::times}, {"plus", How::plus}};

Estimate read_range(Section section) {
  Estimate range;
  range.low = section.real("low", -most, most, {});
  range.value = section.real("value", -most, most, {});
  range.high = section.real("high", -most, most, {});
  if (range.low > range.value)
    section.complain("low", "must be at most " + section.told("value", "low"),
                     "Put low, value and high in order.");
  else if (range.high < range.value)
    section.complain("high", "must be at least " + section.told("value", "high"),
                     "Put low, value and high in order.");
  section.finish();
  return range;
}

/// Reads what is common to what a parameter and what a structure sets.
Posterior::Sets read_keys(Section& section) {
  Posterior::Sets sets;
  sets.keys = section.text("keys");
  sets.from = section.optional_date("from", days.first, days.last);
  sets.how = section.choice("how", ways);
  return sets;
}

Posterior::Parameter read_parameter(Section& section) {
  Posterior::Parameter read;
  read.id = section.id();
  read.unit = section.optional_text("unit").value_or("");
  read.meaning = section.text("meaning");
  for (Section& one : section.tables("sets")) {
    read.sets.push_back(read_keys(one));
    one.finish();
  }
  read.prior = read_range(section.section("prior"));
  read.posterior = read_range(section.section("posterior"));
  read.contraction = section.real("contraction", -most, 1, {});
  read.moved = section.boolean("moved_by_data");
  read.identified_by = section.text("identified_by");
  section.finish();
  return read;
}

Posterior::Structure read_structure(Section& section) {
  Posterior::Structure read;
  read.id = section.id();
  read.meaning = section.text("meaning");
  if (section.has("sets"))
    for (Section& one : section.tables("sets")) {
      const Posterior::Sets sets = read_keys(one);
      read.sets.push_back({sets.keys, sets.from, sets.how, one.real("value", -most, most, {})});
      one.finish();
    }
  section.finish();
  return read;
}

void read_fit(Section section, Posterior& read) {
  read.program = section.text("program");
  read.command = section.text("command");
  constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
  read.seed = static_cast<std::uint64_t>(section.whole_number("seed", 0, largest));
  read.inputs = section.text("inputs");
  if (read.inputs.size() != 64 ||
      read.inputs.find_first_not_of("0123456789abcdef") != std::string::npos)
    section.complain("inputs", "must be a SHA-256 digest, 64 digits of 0 to 9 and a to f",
                     "Take the file as the fit wrote it.");
  read.to = section.date("to", days.first, days.last);
  read.held = section.texts("held");
  section.finish();
}

Posterior::Draw read_draw(Section& section, const std::vector<std::string>& structures,
                          std::size_t parameters) {
  Posterior::Draw read;
  read.structure = section.choice("structure", structures);
  read.weight = section.real("weight", 0, most, {});
  if (read.weight <= 0 && section.has("weight"))
    section.complain("weight", "must be above 0", "Take the file as the fit wrote it.");
  read.values = section.reals("values", parameters, -most, most);
  section.finish();
  return read;
}

Posterior read(const Node& root_table) {
  Reading reading;
  Section root(root_table, reading);
  Posterior read;
  read_fit(root.section("fit"), read);
  std::vector<std::string> structures;
  for (Section& section : root.sections("structure")) {
    read.structures.push_back(read_structure(section));
    structures.push_back(section.id());
  }
  for (Section& section : root.sections("parameter")) {
    if (read.parameters.size() == most_parameters) {
      root.complain("parameter", "must be at most 500 tables", "Fit fewer parameters.");
      break;
    }
    read.parameters.push_back(read_parameter(section));
  }
  if (structures.empty())
    root.complain("structure", "must be one or more [[structure]] tables",
                  "Write one, to which every draw belongs.");
  if (read.parameters.empty())
    root.complain("parameter", "must be one or more [[parameter]] tables",
                  "Take the file as the fit wrote it.");
  Section draws = root.section("draws");
  for (Section& one : draws.tables("draw"))
    read.draws.push_back(read_draw(one, structures, read.parameters.size()));
  draws.finish();
  root.finish();
  reading.judge();
  return read;
}

}  // namespace

Posterior read_posterior(const std::filesystem::path& file) {
  return read_posterior(read_source(file));
}

Posterior read_posterior(const std::shared_ptr<const Source>& source) {
  return read(parse_toml(source));
}

Posterior named_posterior(const std::shared_ptr<const Source>& source) {
  try {
    return read_posterior(source);
  } catch (const ScenarioError&) {
    const auto unseen = std::make_shared<const Source>(Source{.name = source->name, .text = {}});
    throw ScenarioError({{.place = {.source = unseen},
                          .key = "uncertainty.posterior",
                          .what = "not a posterior",
                          .rule = "must be one to be run from",
                          .action = "Check that file by itself (semh check) to see what is wrong "
                                    "in it."}});
  }
}

Posterior parse_posterior(const std::string& text, std::string name) {
  return read_posterior(source_from(text, std::move(name)));
}

}  // namespace scenarios
