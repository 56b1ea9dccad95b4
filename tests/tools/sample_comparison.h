// A comparison made by hand, of the size and kind that the command makes: three options, eight
// years, every part filled. No number of it was simulated.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/semh/compare/comparison.h"

namespace sample {

inline constexpr std::int64_t futures = 1'000;

inline tools::Chance chance(double share) {
  return {static_cast<std::int64_t>(share * static_cast<double>(futures) + 0.5), futures};
}

inline tools::Spread spread(double middle, double below, double above) {
  return {middle, middle - below, middle + above};
}

/// A difference that is better in `better` of the futures, and the same in `same` of them.
inline tools::OptionDifference difference(const tools::Spread& futures_of_it, double mean,
                                          double half_width, double better, double same) {
  tools::OptionDifference made;
  made.futures = futures_of_it;
  made.mean.difference = {mean, half_width, static_cast<std::size_t>(futures)};
  made.mean.correlation = 0.83;
  made.mean.variance_ratio = 5.6;
  made.better = chance(better);
  made.same = chance(same);
  return made;
}

/// `effect` of each option on the base's level, growing from the third year on.
struct Shape {
  const char* measure;
  const char* label;
  const char* unit;
  models::Basis basis;
  bool is_money;
  tools::Better better;
  double level;
  std::vector<double> effect;
};

inline tools::ComparedMeasure measure(const Shape& shape) {
  tools::ComparedMeasure made{shape.measure,  "",           shape.label, shape.unit,  shape.basis,
                              shape.is_money, shape.better, {},          std::nullopt};
  const bool school = shape.basis == models::Basis::school_year;
  for (int y = 0; y < 8; ++y) {
    tools::ComparedYear year;
    year.begins = 2014 + y;
    year.name = std::to_string(2014 + y) + (school ? "/" : "-") + std::to_string(15 + y);
    const double grown = std::max(0.0, std::min(1.0, (y - 1) / 4.0));
    for (std::size_t o = 0; o < 3; ++o) {
      const double change = o == 0 ? 0 : shape.effect[o - 1] * grown;
      const double level = shape.level * (1 + 0.03 * y) + change;
      const double width = std::max(level, -level);
      year.levels.push_back(spread(level, 0.3 * width, 0.5 * width));
      if (o == 0) {
        year.differences.emplace_back();
        continue;
      }
      const double size = std::max(change, -change);
      const double better = shape.better == tools::Better::neither ? 0 : change < 0 ? 0.93 : 0.21;
      year.differences.emplace_back(difference(spread(change, 0.9 * size, 0.8 * size), change,
                                               0.08 * size, grown > 0 ? better : 0,
                                               grown > 0 ? 0.02 : 1));
    }
    made.years.push_back(std::move(year));
  }
  made.average = made.years.back();
  made.average->name =
      school ? "an average year, 2016/17 to 2021/22" : "an average year, 2016-17 to 2021-22";
  return made;
}

inline void add_measures(tools::Comparison& made) {
  using models::Basis;
  using tools::Better;
  const auto add = [&](const Shape& shape) { made.measures.push_back(measure(shape)); };
  add({"not_in_full_time_education",
       "Children not in full-time education",
       "pupils",
       Basis::school_year,
       false,
       Better::lower,
       39,
       {4.2, 1.1}});
  // One that cannot be told from nothing.
  for (tools::ComparedYear& year : made.measures.back().years)
    year.differences[2]->mean.difference.half_width = 3;
  made.measures.back().average->differences[2]->mean.difference.half_width = 3;
  add({"permanent_exclusions",
       "Permanent exclusions",
       "exclusions",
       Basis::school_year,
       false,
       Better::lower,
       101,
       {-51, -20}});
  add({"fixed_term_exclusions",
       "Fixed-term exclusions",
       "exclusions",
       Basis::school_year,
       false,
       Better::lower,
       5'060,
       {-840, 35}});
  add({"waited_past_day_six",
       "Children who waited past the sixth day because no unit had room",
       "pupils",
       Basis::school_year,
       false,
       Better::lower,
       60,
       {-58, 12}});
  add({"unit_roll",
       "On roll at units",
       "pupils",
       Basis::school_year,
       false,
       Better::neither,
       162,
       {-49, -31}});
  add({"out_of_borough",
       "Placed out of the borough",
       "pupils",
       Basis::school_year,
       false,
       Better::lower,
       41,
       {-2.4, -0.6}});
  add({"semh_spend",
       "Spending on SEMH",
       "pounds",
       Basis::financial_year,
       true,
       Better::lower,
       6'350'000,
       {-450'000, 120'000}});
  add({"in_year_balance",
       "In-year balance",
       "pounds",
       Basis::financial_year,
       true,
       Better::higher,
       -1'250'000,
       {450'000, -120'000}});
}

inline void add_inputs(tools::Comparison& made) {
  const sim::Date start = sim::date(2016, 9, 1);
  made.inputs = {
      {1, "Quota and charge", "quota.places", start, "none", "58 places", "[S5 s.4]"},
      {1, "Quota and charge", "quota.charge", start, "none",
       "\xC2\xA3"
       "15,000 a place",
       "ASSUMED"},
      {1, "Role of the units", "unit.aspire.places", start, "114 places", "52 places",
       "[S5 s.1] about 50 to 55"},
      {1, "Challenge to exclusions", "exclusion.withdrawn_secondary", sim::date(2017, 9, 1), "0",
       "0.33 of decisions", "[P0] 10 of 30 in autumn 2017"},
      {2, "Challenge to exclusions", "exclusion.withdrawn_secondary", sim::date(2017, 9, 1), "0",
       "0.33 of decisions", "[P0] 10 of 30 in autumn 2017"},
  };
  for (int i = 0; i < 14; ++i)
    made.inputs.push_back({2, i < 8 ? "Early intervention" : "Alternative provision",
                           "intervention." + std::to_string(i) + ".reach", std::nullopt, "none",
                           "0.2 of pupils", i % 2 == 0 ? "ASSUMED" : "[P4 s.3]"});
}

inline void add_sources(tools::Comparison& made) {
  made.sources = {{"[P0]", "A briefing of January 2018", "The council; meeting of 23 January"},
                  {"[P4]", "A strategy <of 2015>", ""},
                  {"[S5]", "", ""}};
}

inline tools::MonthlyRoll roll(const std::string& label, double level, double places) {
  tools::MonthlyRoll made{label, {}, {}};
  made.options.resize(3);
  for (int m = 0; m < 96; ++m) {
    made.months.push_back(
        sim::date(2014 + (m + 8) / 12, static_cast<unsigned>((m + 8) % 12 + 1), 1));
    const double season = m % 12 < 10 ? 0.85 + 0.03 * (m % 12) : 0.8;
    for (std::size_t o = 0; o < 3; ++o) {
      tools::MonthlyRoll::Option& option = made.options[o];
      const double cut = m < 24 ? 1 : o == 1 ? 0.5 : o == 2 ? 0.78 : 1;
      const double middle = level * season * cut * (1 + 0.002 * m);
      const double width = 0.04 + 0.0022 * m;
      option.low.push_back(middle * (1 - width));
      option.lower.push_back(middle * (1 - width / 2));
      option.middle.push_back(middle);
      option.upper.push_back(middle * (1 + 0.6 * width));
      option.high.push_back(middle * (1 + 1.3 * width));
      option.places.push_back(o == 1 && m >= 24 ? 0.46 * places : places);
    }
  }
  return made;
}

inline void add_attributions(tools::Comparison& made) {
  const auto lever = [](const char* name, double mean, double half_width) {
    return tools::AttributedLever{name, {mean, half_width, mean}};
  };
  made.attributions.push_back(
      {1,
       "permanent_exclusions",
       "",
       "Permanent exclusions",
       "exclusions",
       false,
       "2016/17 to 2021/22 together",
       true,
       200,
       -247.4,
       {lever("Role of the units", 8.2, 3.1), lever("Menu of alternative provision", -21.5, 4.0),
        lever("Locality partnerships", -60.3, 9.4), lever("Quota and charge", -171.2, 14.2),
        lever("Fair Access Protocol", -2.6, 2.9)}});
  made.attributions.push_back(
      {1,
       "semh_spend",
       "",
       "Spending on SEMH",
       "pounds",
       true,
       "2016-17 to 2020-21 together",
       true,
       200,
       -2'134'000,
       {lever("Role of the units", -2'400'000, 110'000),
        lever("Menu of alternative provision", 610'000, 40'000),
        lever("Locality partnerships", -94'000, 60'000),
        lever("Quota and charge", -250'000, 80'000), lever("Fair Access Protocol", 0, 0)}});
  std::vector<tools::AttributedLever> many;
  double total = 0;
  for (int i = 0; i < 9; ++i) {
    many.push_back(lever(i % 2 == 0 ? "Early intervention in primary schools" : "Workforce",
                         -3.0 - 2 * i, 1.5));
    total += many.back().share.mean;
  }
  made.attributions.push_back({2, "permanent_exclusions", "", "Permanent exclusions", "exclusions",
                               false, "2016/17 to 2021/22 together", false, 200, total, many});
  for (tools::ComparedAttribution& each : made.attributions)
    each.whole = {each.total, 0.1 * std::abs(each.total), 200};
}

inline void add_displacement(tools::Comparison& made) {
  made.displacement_span = "2016/17 to 2021/22";
  const auto add = [&](const char* reason, double pupils, double factor) {
    tools::DisplacementRow row{reason, {}, {}};
    for (const double share : {1.0, factor, 0.9}) {
      row.pupils.push_back(spread(pupils * share, 0.3 * pupils * share, 0.5 * pupils * share));
      row.pounds.push_back(
          spread(59'000 * pupils * share, 20'000 * pupils * share, 30'000 * pupils * share));
      const double elsewhere = pupils > 0 ? 0.4 * pupils : 5.3;
      row.elsewhere.push_back(spread(elsewhere * share, elsewhere * share, elsewhere));
      row.mean_pupils.push_back(1.04 * pupils * share);
      row.mean_pounds.push_back(60'000 * pupils * share);
      row.mean_elsewhere.push_back(1.1 * elsewhere * share);
    }
    made.displacement.push_back(row);
  };
  add("PRU full", 6.1, 0.3);
  add("Quota spent", 0, 1);
  add("No specialist place", 21.4, 1.1);
  add("Not open yet", 3.2, 1);
  add("Need", 9.8, 1);
}

inline void add_routes(tools::Comparison& made) {
  const auto add = [&](const char* route, std::vector<double> means) {
    tools::RouteRow row{route, {}, {}};
    for (const double mean : means) {
      row.pupils.push_back(spread(0.95 * mean, 0.3 * mean, 0.5 * mean));
      row.mean.push_back(mean);
    }
    made.routes.push_back(row);
  };
  add("on a part-time timetable", {21.0, 22.4, 21.5});
  add("at home after a warning", {1.7, 8.3, 1.8});
  add("waiting past the sixth day", {6.0, 1.3, 5.1});
}

inline void add_success(tools::Comparison& made) {
  const auto add = [&](int step, const char* text, const char* aim, std::vector<double> shares) {
    tools::ComparedSuccess success{step, text, aim, {}};
    for (const double share : shares) success.met.emplace_back(chance(share));
    for (const double share : shares) success.met_by_end.emplace_back(chance(0.9 * share));
    success.end = "2020/21";
    made.success.push_back(success);
  };
  add(1, "the number of pupils attending the Aspire PRU reduce to agreed levels",
      "at most 51 pupils by 2017/18", {0.002, 0.41, 0.03});
  add(1, "attendance levels increase", "at least 750 sessions in 1,000 by 2017/18",
      {0.001, 0.12, 0.10});
  add(2, "the number of alternative providers available in Rotherham increases",
      "at least 10 providers by 2016/17", {0, 1, 1});
  add(3, "the partnership retains the majority of its learners in its learning community",
      "at least 51 decisions in 100 by 2017/18", {0.5, 0.88, 0.86});
  add(4, "the number of permanent exclusions reduce", "30% lower than in 2014/15 by 2017/18",
      {0.01, 0.62, 0.24});
  add(5, "young people have a school place identified without delay",
      "at most 25 school days by 2017/18", {0.56, 0.98, 0.55});
  made.success[3].met[0].reset();
}

inline void add_choice(tools::Comparison& made) {
  made.best.push_back({"Fewest permanent exclusions",
                       "an average year, 2016/17 to 2021/22",
                       {chance(0.04), chance(0.86), chance(0.12)},
                       {spread(612, 150, 260), spread(365, 90, 140), spread(520, 130, 210)},
                       {sim::Standing::worse, sim::Standing::may_be_best, sim::Standing::worse},
                       {{247, 20, 400}, {0, 0, 400}, {155, 14, 400}},
                       5,
                       "exclusions",
                       "With at least 95 in 100 certainty the best option is among these, or one "
                       "that is at most 5 exclusions worse."});
  made.best.push_back({"Fewest children not in full-time education",
                       "an average year, 2016/17 to 2021/22",
                       {chance(0.52), chance(0.18), chance(0.47)},
                       {spread(39, 14, 25), spread(43, 15, 27), spread(40, 14, 26)},
                       {sim::Standing::may_be_best, sim::Standing::worse, sim::Standing::as_good},
                       {{0, 0, 400}, {4, 1.2, 400}, {0.4, 0.3, 400}},
                       1,
                       "pupils",
                       "With at least 95 in 100 certainty the best option is among these, or one "
                       "that is at most 1 pupil worse."});
  tools::RobustMatrix matrix{
      "Permanent exclusions",
      "exclusions",
      false,
      {"As assumed", "Plans grow fast", "Plans grow slowly", "New places open a year late",
       "Nobody responds to charges", "Exclusions spread among pupils", "Funding ends in 2019"},
      {},
      {}};
  for (std::size_t o = 0; o < 3; ++o) {
    std::vector<tools::RobustCell> cells;
    double worst = 0;
    for (std::size_t f = 0; f < matrix.futures.size(); ++f) {
      const double values[] = {612, f == 4 ? 560.0 : 365.0, 520};
      const double best = std::min({values[0], values[1], values[2]});
      cells.push_back({.value = spread(values[o] - 7, 120, 180),
                       .regret = values[o] - best,
                       .mean = values[o],
                       .regret_half_width = values[o] > best ? 6.4 : 0,
                       .is_untouched = o == 0 && f == 4});
      worst = std::max(worst, values[o] - best);
    }
    matrix.worst_future.push_back(o == 1 ? 4 : 0);
    matrix.cells.push_back(cells);
    matrix.worst_regret.push_back(worst);
  }
  matrix.span = "2016/17 to 2021/22";
  matrix.simulated = 200;
  matrix.left_out = "Exclusions run in families of schools";
  made.robust.push_back(matrix);
}

/// The base and two options.
inline tools::Comparison comparison() {
  tools::Comparison made;
  made.options = {{"arrangements_2014", "Arrangements of 2014", "As things stood in 2014/15."},
                  {"five_steps_2015", "Five steps of 2015",
                   "The five steps of the 2015 strategy, from September 2016."},
                  {"as_planned_2018", "As planned in January 2018",
                   "What was in place or public on 23 January 2018."}};
  add_inputs(made);
  add_sources(made);
  add_measures(made);
  made.rolls = {roll("On roll at Aspire", 118, 114), roll("On roll at Rowan", 24, 30)};
  add_attributions(made);
  add_displacement(made);
  add_routes(made);
  add_success(made);
  add_choice(made);
  made.chance = {
      {"permanent_exclusions", "", "Permanent exclusions", "exclusions", false, "2017/18", 0.38,
       0.62, 19},
      {"fixed_term_exclusions", "", "Fixed-term exclusions", "exclusions", false, "2017/18", 0.07,
       0.93, 412},
      {"semh_spend", "", "Spending on SEMH", "pounds", true, "2017-18", 0.22, 0.78, 310'000}};
  made.precision = {futures, 4'000, 0.05, 0.031, "Permanent exclusions, Five steps of 2015", true};
  made.authority = "Rotherham";
  made.seed = 20'140'901;
  made.run_id = "7f3a21c9";
  made.version = "0.1.0";
  made.what_the_range_holds =
      "The ranges hold the luck of single children and what the evidence leaves open about 14 "
      "parameters of the model.";
  return made;
}

}  // namespace sample
