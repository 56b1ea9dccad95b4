// semh forecast: the forecast of record. What every scenario foresees of the figures that will be
// published, as quantiles, so that others can score it when they are.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "scenarios/evidence.h"
#include "scenarios/evidence_index.h"
#include "sim/experiment/disk.h"
#include "sim/kernel/expects.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "sim/random/variate.h"
#include "sim/statistics/estimate.h"
#include "sim/statistics/quantile.h"
#include "sim/statistics/tally.h"
#include "tools/semh/carry_out.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

namespace fs = std::filesystem;

constexpr int first_year = 2017;
constexpr int last_year = 2021;
constexpr int known_autumn = 2017;  ///< School year whose autumn has been counted.
constexpr double levels[] = {0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99};
constexpr std::uint32_t ratio_purpose = 1;
constexpr std::uint32_t error_purpose = 2;

/// A figure that is forecast, and where it comes from in a run.
struct Figure {
  const char* name;     ///< In the forecast.
  const char* measure;  ///< In a run.
  const char* breakdown;
  const char* definition;  ///< council, dfe, or - where there is one alone.
  const char* phase;
  double error;  ///< Of what is published, against what the measure counts [log].
};

/// Errors are those that the fit allows fixed-term exclusions and rolls of units; those of plans
/// are ASSUMED, as no published figure counts plans for SEMH.
constexpr Figure figures[] = {
    {"permanent_exclusions", "permanent_exclusions", "", "council", "total", 0},
    {"permanent_exclusions", "permanent_exclusions", "primary", "council", "primary", 0},
    {"permanent_exclusions", "permanent_exclusions", "secondary", "council", "secondary", 0},
    {"permanent_exclusions", "permanent_exclusions", "", "dfe", "total", 0},
    {"permanent_exclusions", "permanent_exclusions", "primary", "dfe", "primary", 0},
    {"permanent_exclusions", "permanent_exclusions", "secondary", "dfe", "secondary", 0},
    {"fixed_term_exclusions", "fixed_term_exclusions", "", "council", "total", 0.03},
    {"fixed_term_exclusions", "fixed_term_exclusions", "primary", "council", "primary", 0.03},
    {"fixed_term_exclusions", "fixed_term_exclusions", "secondary", "council", "secondary", 0.03},
    {"fixed_term_exclusions", "fixed_term_exclusions", "", "dfe", "total", 0.03},
    {"fixed_term_exclusions", "fixed_term_exclusions", "primary", "dfe", "primary", 0.03},
    {"fixed_term_exclusions", "fixed_term_exclusions", "secondary", "dfe", "secondary", 0.03},
    {"pru_roll_january", "pru_roll_january", "", "-", "-", 0.08},
    {"pru_roll_january_all", "pru_roll_january_all", "", "-", "-", 0.08},
    {"pru_roll_january_ehcp", "pru_roll_january_ehcp", "", "-", "-", 0.08},
    {"out_of_borough_pupils_january", "out_of_borough_pupils_january", "", "-", "-", 0},
    {"ehcp_semh_january", "ehcp_semh_january", "", "-", "-", 0.2},
    {"semh_spend", "semh_spend", "", "-", "-", 0},
    {"high_needs_in_year_balance", "in_year_balance", "", "-", "-", 0},
    {"dsg_cumulative_balance", "balance_carried_forward", "", "-", "-", 0},
};

/// log(council / department), over the years that both have counted.
struct Ratio {
  double mean = 0;
  double deviation = 0;
  double years = 0;

  /// Of a year yet to come: Student's t, with the ignorance of the mean.
  double drawn(double u) const {
    return mean + deviation * std::sqrt(1 + 1 / years) * sim::student_t_quantile(u, years - 1);
  }
};

Ratio ratio_of(const scenarios::EvidenceIndex& index, const std::string& council,
               const std::string& department) {
  sim::Tally logs;
  for (int year = 2012; year <= 2016; ++year) {
    const std::string period = year_name(models::Basis::school_year, year);
    const auto* ours = index.find(council, "total", period);
    const auto* theirs = index.find(department, "total", period);
    if (ours != nullptr && theirs != nullptr && ours->value && theirs->value)
      logs.add(sim::log(ours->value->value) - sim::log(theirs->value->value));
  }
  sim::expects(logs.count() >= 3, "both definitions have counted some years");
  return {logs.mean(), logs.standard_deviation(), static_cast<double>(logs.count())};
}

class Forecast {
 public:
  Forecast(const Yearbook& book, const scenarios::Evidence& evidence)
      : book_(book),
        index_(evidence),
        permanent_(ratio_of(index_, "permanent_exclusions_local", "permanent_exclusions_dfe")),
        fixed_term_(ratio_of(index_, "fixed_term_exclusions_local", "fixed_term_exclusions_dfe")) {}

  std::string csv() const {
    std::string text = "scenario,measure,definition,phase,year,quantile,value\n";
    for (std::size_t scenario = 0; scenario < book_.scenarios(); ++scenario)
      for (const Figure& figure : figures) add_rows(text, scenario, figure);
    return text;
  }

  /// Of the block's spending, what the model makes up of children, in the middle of the futures.
  double modelled_share(std::size_t scenario, int year) const {
    const auto semh = values(scenario, "semh_spend", "", year);
    const auto rest = values(scenario, "money", "rest_of_block", year);
    if (!semh || !rest) return 0;
    const double ours = sim::OrderedSample(*semh).quantile(0.5);
    return ours / (ours + sim::OrderedSample(*rest).quantile(0.5));
  }

 private:
  std::optional<std::vector<double>> values(std::size_t scenario, const std::string& measure,
                                            const std::string& breakdown, int year) const {
    const YearlySeries* series = book_.find(scenario, measure, breakdown);
    if (series == nullptr) return std::nullopt;
    for (std::size_t i = 0; i < series->years.size(); ++i)
      if (book_.begins(*series, i) == year) return book_.values(*series, i);
    return std::nullopt;
  }

  void add_rows(std::string& text, std::size_t scenario, const Figure& figure) const {
    for (int year = first_year; year <= last_year; ++year) {
      auto found = values(scenario, figure.measure, figure.breakdown, year);
      if (!found) continue;
      if (year == known_autumn) know_autumn(*found, scenario, figure);
      if (std::string(figure.measure) == "balance_carried_forward")
        open_balance(*found, scenario, year);
      redefine(*found, figure, year);
      found->erase(std::remove_if(found->begin(), found->end(),
                                  [](double value) { return std::isnan(value); }),
                   found->end());
      if (found->empty()) continue;
      const std::string head =
          book_.id(scenario) + "," + figure.name + "," + figure.definition + "," + figure.phase +
          "," +
          year_name(book_.find(scenario, figure.measure, figure.breakdown)->measure->basis, year) +
          ",";
      add_law(text, head, std::move(*found), figure.error > 0 || is_money(figure));
    }
  }

  /// The autumn of 2017 has happened: what it counted stands for what each future made of it. Only
  /// for a scenario that lives through the autumn that was: that of as_planned_2018.
  void know_autumn(std::vector<double>& found, std::size_t scenario, const Figure& figure) const {
    if (std::string(figure.measure) != "permanent_exclusions" || !lived_through(scenario)) return;
    const std::string phase = figure.breakdown;
    const auto* counted = index_.find("permanent_exclusions_local_part_year",
                                      phase.empty() ? "total" : phase, "2017/18 autumn");
    if (counted == nullptr || !counted->value) return;
    const std::vector<double> simulated = autumn_of(scenario, phase);
    for (std::size_t r = 0; r < found.size(); ++r) found[r] += counted->value->value - simulated[r];
  }

  bool lived_through(std::size_t scenario) const {
    for (std::size_t base = 0; base < book_.scenarios(); ++base)
      if (book_.id(base) == "as_planned_2018")
        return autumn_of(scenario, "") == autumn_of(base, "");
    return false;
  }

  /// Permanent exclusions of the autumn by replication; of a phase, or of both when it is empty.
  std::vector<double> autumn_of(std::size_t scenario, const std::string& phase) const {
    std::vector<double> sum(book_.results().replications.size());
    for (const char* ages : {"primary", "years-7-to-9", "year-10", "year-11"}) {
      const bool primary = std::string(ages) == "primary";
      if (!phase.empty() && (phase == "primary") != primary) continue;
      const auto part = values(scenario, "permanent_exclusions_in_autumn", ages, known_autumn);
      for (std::size_t r = 0; part && r < sum.size(); ++r) sum[r] += (*part)[r];
    }
    return sum;
  }

  /// The balance with which the first year begins that the model carries forward is the end of the
  /// year before it.
  void open_balance(std::vector<double>& found, std::size_t scenario, int year) const {
    const auto after = values(scenario, "balance_carried_forward", "", year + 1);
    const auto within = values(scenario, "in_year_balance", "", year + 1);
    if (!after || !within) return;
    for (std::size_t r = 0; r < found.size(); ++r)
      if (std::isnan(found[r])) found[r] = (*after)[r] - (*within)[r];
  }

  static bool is_money(const Figure& figure) {
    const std::string name = figure.name;
    return name.find("spend") != std::string::npos || name.find("balance") != std::string::npos;
  }

  static void add_law(std::string& text, const std::string& head, std::vector<double> found,
                      bool whole) {
    sim::Tally tally;
    for (const double value : found) tally.add(value);
    const sim::OrderedSample sample(std::move(found));
    for (const double level : levels)
      text += head + output::fixed(level, 2) + "," +
              output::fixed(sample.quantile(level), whole ? 0 : 1) + "\n";
    text += head + "mean," + output::fixed(tally.mean(), whole ? 0 : 1) + "\n";
  }

  /// From what the measure counts to what is published: each future with its own luck, the same
  /// in every scenario.
  void redefine(std::vector<double>& found, const Figure& figure, int year) const {
    const bool by_department = std::string(figure.definition) == "dfe";
    if (!by_department && figure.error == 0) return;
    const bool permanent = std::string(figure.measure) == "permanent_exclusions";
    const Ratio& ratio = permanent ? permanent_ : fixed_term_;
    const std::uint64_t seed = book_.results().seed;
    for (std::size_t r = 0; r < found.size(); ++r) {
      const sim::Universe universe(
          seed, sim::Domain::bootstrap,
          book_.results().first_replication + static_cast<std::uint32_t>(r));
      const auto of_year = static_cast<std::uint32_t>(year);
      const std::uint32_t kind = permanent ? 0 : 1;
      double log = 0;
      if (by_department) log -= ratio.drawn(universe.uniform({ratio_purpose, of_year, kind}));
      if (figure.error > 0)
        log += figure.error *
               sim::normal(universe.uniform({error_purpose, of_year, permanent ? 0U : 1U}));
      found[r] *= sim::exp(log);
    }
  }

  const Yearbook& book_;
  scenarios::EvidenceIndex index_;
  Ratio permanent_;
  Ratio fixed_term_;
};

/// Those of a folder that extend another: the base alone is never compared, and a fit is none.
std::vector<fs::path> shipped_in(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const std::string& name : sim::names_in(folder)) {
    if (fs::path(name).extension() != ".toml") continue;
    const std::string text = "\n" + sim::read_whole_file(folder / name);
    if (text.find("\nextends") != std::string::npos) found.push_back(folder / name);
  }
  return found;
}

std::string shares_text(const Forecast& forecast, const Yearbook& book) {
  std::string text = "| scenario |";
  std::string rule = "| --- |";
  for (int year = first_year; year <= last_year; ++year) {
    text += " " + year_name(models::Basis::financial_year, year) + " |";
    rule += " --- |";
  }
  text += "\n" + rule + "\n";
  for (std::size_t scenario = 0; scenario < book.scenarios(); ++scenario) {
    text += "| `" + book.id(scenario) + "` |";
    for (int year = first_year; year <= last_year; ++year)
      text += " " + output::fixed(100 * forecast.modelled_share(scenario, year), 0) + " in 100 |";
    text += "\n";
  }
  return text;
}

std::string beside_text(const Forecast& forecast, const Yearbook& book, const fs::path& file) {
  std::string text = "# The forecast of record\n\n";
  text += "`" + file.filename().string() +
          "` holds, for every shipped scenario and the years 2017/18 to 2021/22, quantiles and the "
          "mean of "
          "what is foreseen, made by `semh forecast` from the evidence to January 2018. Each "
          "future has a "
          "draw of the posterior, its own luck, and a guess within its range at every other "
          "assumption but "
          "those that the fit holds at their central values (fit.toml names them: what acts in the "
          "fitted "
          "years and was not fitted); " +
          std::to_string(book.results().replications.size()) + " futures a scenario.\n\n";
  text +=
      "**Not in the ranges**: a pandemic, a change of law or of guidance, an inspection, a school "
      "that "
      "opens or closes, a change in how counts are made, any plan made public after January 2018 "
      "that no "
      "scenario is about, and error in what is held. If one of them comes, the forecast is wrong "
      "by more "
      "than it says.\n\n";
  text +=
      "**Definitions.** Council counts are those of the briefing of January 2018. Those of the "
      "Department "
      "for Education follow from them through the ratio of both in 2012/13 to 2016/17, drawn anew "
      "each "
      "year from Student's t with four degrees of freedom, the same for both phases (ASSUMED). In "
      "scenarios "
      "that live through the autumn of 2017 as it was, permanent exclusions of 2017/18 hold the 21 "
      "that it "
      "counted and what each future adds. Fixed-term exclusions and rolls of units carry the error "
      "that the "
      "fit allows published figures (3 and 8 in 100), plans for SEMH 20 in 100 (ASSUMED: nobody "
      "publishes "
      "them; Reception to Year 11 here). Pupils in January are those of 31 January; the school "
      "census is "
      "two weeks earlier.\n\n";
  text +=
      "**Money** is in nominal pounds, a deficit negative. `semh_spend` is what the high needs "
      "block pays "
      "for units, other authorities' and independent places (those after Year 11 too), tuition, "
      "spot places, "
      "new local places, alternatives and interventions, less what partnerships pay back; travel "
      "is apart, "
      "with the general fund.\n\n";
  text +=
      "**Of the high needs block, what is modelled.** The balances rest on a block of which only "
      "this share "
      "is made up of children simulated here; all else is one line that grows at an assumed rate "
      "(ranges in "
      "the register). The balance at the end of 2017-18 is the one that was forecast then, within "
      "its "
      "range.\n\n" +
      shares_text(forecast, book);
  return text;
}

}  // namespace

int forecast(const ForecastRequest& request) {
  RunRequest run = request.run;
  if (run.scenarios.empty()) run.scenarios = shipped_in(request.folder);
  std::vector<scenarios::Scenario> read;
  for (const fs::path& file : run.scenarios) read.push_back(scenarios::read_scenario(file));
  const fs::path file = request.output.empty() ? request.folder / "forecast.csv" : request.output;
  const scenarios::Evidence evidence = scenarios::read_evidence(request.folder / "evidence");
  Purpose purpose;
  purpose.tell = [&](const Yearbook& book) {
    const Forecast forecast(book, evidence);
    sim::write_whole_file(file, forecast.csv());
    const fs::path beside = fs::path(file).replace_extension(".md");
    sim::write_whole_file(beside, beside_text(forecast, book, file));
    std::cout << file.generic_string() << "\n" << beside.generic_string() << "\n";
  };
  return carry_out(run, std::move(read), purpose);
}

}  // namespace tools
