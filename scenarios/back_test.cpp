#include "scenarios/back_test.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include "scenarios/document.h"
#include "scenarios/section.h"
#include "scenarios/spelling.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t first_year = 1980;
constexpr std::int64_t last_year = 2100;
constexpr std::int64_t most_replications = 20'000;

/// A file or folder below that of the protocol.
fs::path path_below(Section& section, std::string_view key, const fs::path& folder) {
  const std::string name = section.text(key);
  const fs::path path(name);
  bool inside = !name.empty() && !path.is_absolute() && name.find('\\') == std::string::npos;
  for (const fs::path& part : path) inside = inside && part != "..";
  if (!inside && section.is_good(key))
    section.complain(key, "must be a name below the folder of this file",
                     "Put the file beside the protocol and write its name.");
  return folder / path;
}

/// SERIES/PHASE of the evidence.
std::vector<SeriesName> series_names(Section& section, std::string_view key,
                                     const EvidenceIndex& evidence) {
  std::vector<SeriesName> names;
  for (const std::string& text : section.texts(key)) {
    const std::size_t stroke = text.find('/');
    const SeriesName name{text.substr(0, stroke),
                          stroke == std::string::npos ? "" : text.substr(stroke + 1)};
    const auto& known = evidence.series();
    if (std::find(known.begin(), known.end(), name.series) == known.end()) {
      const auto meant = nearest(name.series, known);
      section.complain(key,
                       "must name series of the evidence as SERIES/PHASE, not " + spelled(text),
                       meant ? "Did you mean " + *meant + "?" : "Check the name.");
    } else {
      const auto& figures = evidence.all(name.series);
      const bool has_phase = std::any_of(figures.begin(), figures.end(), [&](const auto* figure) {
        return same_phase(figure->phase, name.phase);
      });
      if (!has_phase)
        section.complain(key, "must name a phase that the series has, not " + spelled(text),
                         "Write SERIES/PHASE, such as " + name.series + "/" +
                             (figures.empty() ? "total" : figures.front()->phase) + ".");
    }
    names.push_back(name);
  }
  return names;
}

void read_arms(Section& root, BackTest& test, const fs::path& folder) {
  for (Section& section : root.sections("arm")) {
    BackTestArm arm;
    arm.id = section.id();
    arm.name = section.text("name");
    arm.scenario = path_below(section, "scenario", folder);
    section.finish();
    test.arms.push_back(std::move(arm));
  }
  if (test.arms.size() != 2)
    root.complain("arm", "must be there twice: without the plan, then with it",
                  "Write [[arm]] for each of the two scenarios.");
}

void read_origins(Section& root, BackTest& test, const fs::path& folder) {
  int mains = 0;
  for (Section& section : root.sections("origin")) {
    BackTestOrigin origin;
    origin.id = section.id();
    origin.about = section.text("about");
    origin.to = section.date("to", sim::date(static_cast<int>(first_year), 1, 1),
                             sim::date(static_cast<int>(last_year), 12, 31));
    if (section.has("posterior")) origin.posterior = path_below(section, "posterior", folder);
    origin.years_ahead = static_cast<int>(section.whole_number("years_ahead", 1, 20));
    origin.is_main = section.optional_boolean("main").value_or(false);
    origin.tells_apart = section.optional_boolean("tells_apart").value_or(false);
    mains += origin.is_main ? 1 : 0;
    section.finish();
    test.origins.push_back(std::move(origin));
  }
  if (mains != 1)
    root.complain("origin", "must be there at least once, and one of them be the main one",
                  "Write main = true in the [[origin]] that the verdict is about.");
}

/// What naive forecasts go by: of a year its own past, unless something else is said.
void read_naive(Section& section, BackTestMeasure& measure, const EvidenceIndex& evidence) {
  if (!section.has("naive")) {
    if (!measure.autumn && measure.plus.empty() && measure.less.empty())
      measure.naive = measure.observed;
    return;
  }
  Section naive = section.section("naive");
  measure.naive = series_names(naive, "rows", evidence);
  measure.share = naive.real("share", 0.001, 1, "of a year");
  if (naive.text("source").empty())
    naive.complain("source", "must not be empty", "Say where the share is from, or ASSUMED.");
  naive.finish();
}

/// MEASURE or MEASURE/BREAKDOWN of the model.
std::vector<ModelCount> model_counts(Section& section) {
  std::vector<ModelCount> counts;
  for (const std::string& text : section.texts("counts")) {
    const std::size_t stroke = text.find('/');
    counts.push_back(
        {text.substr(0, stroke), stroke == std::string::npos ? "" : text.substr(stroke + 1)});
  }
  if (counts.empty() && section.is_good("counts"))
    section.complain("counts", "must name a measure of the model",
                     "semh explain lists the measures.");
  return counts;
}

void read_measures(Section& root, BackTest& test, const EvidenceIndex& evidence) {
  static constexpr Word<bool> parts[] = {{"year", false}, {"autumn", true}};
  for (Section& section : root.sections("measure")) {
    BackTestMeasure measure;
    measure.id = section.id();
    measure.name = section.text("name");
    measure.group = section.text("group");
    measure.counts = model_counts(section);
    measure.definition = section.text("definition");
    if (section.has("part")) measure.autumn = section.choice("part", parts);
    measure.observed = series_names(section, "observed", evidence);
    if (section.has("plus")) measure.plus = series_names(section, "plus", evidence);
    if (section.has("less")) measure.less = series_names(section, "less", evidence);
    measure.first_year =
        static_cast<int>(section.whole_number("first_year", first_year, last_year));
    measure.last_year = static_cast<int>(section.whole_number("last_year", first_year, last_year));
    if (measure.last_year < measure.first_year && section.is_good("last_year"))
      section.complain("last_year", "must not be before first_year", "Put the two in order.");
    read_naive(section, measure, evidence);
    measure.thousands = section.optional_boolean("thousands").value_or(false);
    measure.half_terms = section.optional_boolean("half_terms").value_or(false);
    section.finish();
    test.measures.push_back(std::move(measure));
  }
  if (test.measures.empty())
    root.complain("measure", "must be there at least once", "Write [[measure]].");
}

/// "2016/17"
std::string year_text(int year) {
  const int after = (year + 1) % 100;
  return std::to_string(year) + "/" + (after < 10 ? "0" : "") + std::to_string(after);
}

/// Adds the figure of a row, `times` it; false where there is none.
bool add_row(const EvidenceIndex& evidence, const SeriesName& name, const std::string& period,
             double times, FigureFound& found) {
  const ObservedFigure* figure = evidence.find(name.series, name.phase, period);
  if (figure == nullptr || !figure->value || figure->status != "observed") return false;
  found.value += times * figure->value->value;
  found.rows.push_back(name.series + "/" + name.phase + "/" + period);
  found.sum += (found.sum.empty() ? "" : times < 0 ? " less " : " plus ") + found.rows.back();
  return true;
}

}  // namespace

int BackTestOrigin::last_year() const {
  const int year = static_cast<int>(std::chrono::year_month_day{to}.year());
  return to >= sim::date(year, 8, 31) ? year - 1 : year - 2;
}

const BackTestOrigin& BackTest::main_origin() const {
  return *std::find_if(origins.begin(), origins.end(),
                       [](const BackTestOrigin& one) { return one.is_main; });
}

BackTest read_back_test(const fs::path& file) {
  const Document document = load(file);
  const fs::path folder = file.parent_path();
  Reading reading;
  Section root(document.root, reading);
  BackTest test;
  test.file = file;
  test.about = root.text("about");
  test.evidence = path_below(root, "evidence", folder);
  test.seed = static_cast<std::uint64_t>(root.whole_number("seed", 0, 1'000'000'000));
  test.replications =
      static_cast<std::uint32_t>(root.whole_number("replications", 20, most_replications));
  if (test.replications % 2 != 0)
    root.complain("replications", "must be even: each draw is simulated twice", "Add one.");
  reading.judge();
  const Evidence evidence = read_evidence(test.evidence);
  const EvidenceIndex index(evidence);
  read_arms(root, test, folder);
  read_origins(root, test, folder);
  read_measures(root, test, index);
  root.finish();
  reading.judge();
  test.canonical = document.canonical_text();
  return test;
}

std::optional<FigureFound> figure_of(const EvidenceIndex& evidence, const BackTestMeasure& measure,
                                     int year) {
  const std::string period = year_text(year) + (measure.autumn ? " autumn" : "");
  FigureFound found;
  const bool is_there = std::any_of(
      measure.observed.begin(), measure.observed.end(),
      [&](const SeriesName& name) { return add_row(evidence, name, period, 1, found); });
  if (!is_there) return {};
  for (const SeriesName& name : measure.plus)
    if (!add_row(evidence, name, period, 1, found)) return {};
  for (const SeriesName& name : measure.less)
    if (!add_row(evidence, name, period, -1, found)) return {};
  return found;
}

std::optional<FigureFound> naive_figure_of(const EvidenceIndex& evidence,
                                           const BackTestMeasure& measure, int year) {
  FigureFound found;
  const bool is_there = std::any_of(
      measure.naive.begin(), measure.naive.end(),
      [&](const SeriesName& name) { return add_row(evidence, name, year_text(year), 1, found); });
  return is_there ? std::optional<FigureFound>(std::move(found)) : std::nullopt;
}

}  // namespace scenarios
