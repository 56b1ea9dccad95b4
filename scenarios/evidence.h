// The evidence of a borough: what was observed, what was said, and what is used where they
// disagree.
//
// A folder of tables. observed.csv holds one figure a row, with its source; relations.csv what the
// series are to one another; stated.csv what the papers say in words; readings.csv which of two
// contradicting figures is used, and what the other would do; parameters.csv what is known of
// parameters. Only observed.csv must be there. A figure that is missing is a symbol and never zero.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/diagnostic.h"

namespace scenarios {

/// A figure as it was printed: how many decimals it has says how exact it is.
struct Quantity {
  double value = 0;
  int decimals = 0;
  std::string text{};

  /// Half of one in the last place that was printed; zeros at the end of a whole number may be
  /// rounding too when `trailing_zeros` may.
  double half_unit(bool trailing_zeros = false) const;
};

/// 2012/13 (September to August), 2017, 2017-01, 2017-11-10, 2018/19 to 2021/22, 2017/18 autumn.
struct EvidencePeriod {
  std::string text{};
  int first = 0;  ///< [months since year 0] The first it touches.
  int last = 0;   ///< The last it touches.
};

struct ObservedFigure {
  std::string series{};
  std::string phase{};
  EvidencePeriod period{};
  std::optional<Quantity> value{};  ///< Empty when `symbol` says why it is missing.
  std::string symbol{};  ///< c, x, z, low, u or k, as in official statistics; - for an empty cell.
  std::string unit{};
  std::string source{};
  std::string address{};
  std::string confidence{};
  std::string status{};  ///< observed, plan or forecast.
  Place place{};

  bool is_total() const { return phase == "total" || phase == "all"; }
};

/// What a series, or one phase of it, is to others.
struct Relation {
  std::string rule{};
  std::string result{};  ///< SERIES or SERIES/PHASE; of rule same, what they all count.
  std::vector<std::string> of{};
  std::string note{};
  Place place{};
};

/// What a paper says in words, in a form that can be held against figures and dates.
struct Statement {
  std::string kind{};  ///< rises, credited, date or ages.
  std::string subject{};
  std::string from{};
  std::string to{};
  std::string value{};
  std::vector<std::string> after{};
  std::string text{};
  std::string source{};
  std::string address{};
  Place place{};
};

/// What is used where evidence disagrees. Rule `note` stands for what no rule can find.
struct EvidenceReading {
  int finding = 0;
  std::string rule{};
  std::string about{};
  std::string title{};
  std::string used{};
  std::string key{};
  std::string effect{};
  std::string measured{};  ///< Of the effect: first 8 digits of the model's digest that it was
                           ///< simulated with; empty where nothing was simulated.
  Place place{};
};

struct ParameterRow {
  std::string name{};
  std::optional<Quantity> central{};
  std::optional<Quantity> low{};
  std::optional<Quantity> high{};
  std::string unit{};
  std::string source{};
  std::string note{};
  Place place{};
};

struct Evidence {
  std::filesystem::path folder{};
  std::vector<ObservedFigure> figures{};
  std::vector<Relation> relations{};
  std::vector<Statement> statements{};
  std::vector<EvidenceReading> readings{};
  std::vector<ParameterRow> parameters{};
};

/// Throws: ScenarioError with every mistake of the first table that has any; filesystem_error when
/// the folder has no observed.csv or a table may not be read.
Evidence read_evidence(const std::filesystem::path& folder);

/// The figures of one table in the form of observed.csv; its column `status` may be missing, and
/// then all are observed. Throws: ScenarioError with every mistake; filesystem_error.
std::vector<ObservedFigure> read_figures(const std::filesystem::path& file);

/// What a symbol for a missing figure stands for: "withheld, as it might point at a child" for c.
std::string meaning_of_symbol(const std::string& symbol);

/// Throws: nothing; empty when `text` is no number of at most 15 digits.
std::optional<Quantity> quantity_of(const std::string& text);

/// Empty when `text` is no period.
std::optional<EvidencePeriod> period_of(const std::string& text);

}  // namespace scenarios
