#include "tools/semh/compare/robust.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "models/measures.h"
#include "scenarios/diagnostic.h"
#include "sim/decision/regret.h"
#include "sim/experiment/disk.h"
#include "sim/kernel/expects.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/compare/compared_measures.h"
#include "tools/semh/compare/variants.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

using scenarios::Future;
using scenarios::Scenario;

/// A future with the worlds that it is simulated in.
struct Column {
  const Future* future = nullptr;  ///< Null for what is assumed.
  std::shared_ptr<const Sampling> sampling;
};

std::vector<Column> columns_of(const std::vector<Scenario>& options, const RobustRequest& request,
                               const std::vector<Future>& futures, std::string& left_out) {
  const auto usual = Sampling::of(options, request.run);
  std::vector<Column> columns{{nullptr, usual}};
  for (const Future& future : futures) {
    if (future.structure.empty()) {
      columns.push_back({&future, usual});
    } else if (usual == nullptr) {
      left_out += (left_out.empty() ? "" : "; ") + future.words;
    } else {
      RunRequest of_one = request.run;
      of_one.structure = future.structure;
      columns.push_back({&future, Sampling::of(options, of_one)});
    }
  }
  return columns;
}

/// Says of each problem in which future it is.
[[noreturn]] void refuse(const scenarios::ScenarioError& error, const Future& future,
                         const Scenario& option) {
  auto problems = error.diagnostics();
  for (scenarios::Diagnostic& problem : problems) {
    problem.what += ", in scenario " + option.id + " in the future " + future.id;
    problem.action = "Change that future, or leave the option out.";
  }
  throw scenarios::ScenarioError(std::move(problems));
}

Variant cell_of(const Scenario& option, const Column& column) {
  auto document = scenarios::parse(option.canonical, option.id + ".toml");
  if (column.future == nullptr) return variant_of(option.id, std::move(document), column.sampling);
  const Future& future = *column.future;
  document = scenarios::in_future(document, future);
  scenarios::Draw central;
  central.changes = scenarios::changes_in(future, option.assumptions);
  try {
    static_cast<void>(scenarios::read_borough(document, central));
  } catch (const scenarios::ScenarioError& error) {
    refuse(error, future, option);
  }
  return variant_of(option.id + " in the future " + future.id, std::move(document), column.sampling,
                    central.changes);
}

const models::YearlyMeasure* measure_of(const std::vector<models::YearlyMeasure>& measures,
                                        const Objective& objective) {
  for (const models::YearlyMeasure& one : measures)
    if (one.measure.name == objective.measure && one.breakdown == objective.breakdown) return &one;
  return nullptr;
}

/// What is asked of each cell, and how an average year of it is shown.
struct Asked {
  Wanted wanted;
  std::string objective;
  std::string unit;
  std::string span;
  bool is_money = false;
  Better better = Better::lower;
  double stored_in_one = 1;
};

std::vector<Asked> all_asked(const Scenario& base, const RobustRequest& request) {
  const auto measures = models::yearly_measures(base.borough);
  std::vector<Asked> all;
  for (const Objective& objective : request.objectives) {
    const models::YearlyMeasure* measure = measure_of(measures, objective);
    const ComparedRow* row = compared_row(objective.measure, objective.breakdown);
    if (measure == nullptr || row == nullptr) continue;
    const bool school = measure->basis == models::Basis::school_year;
    const int first = school ? request.first_school_year : request.first_financial_year;
    const int last = school ? request.last_school_year : request.last_financial_year;
    if (last < first) continue;
    Asked asked{.wanted = {objective.measure, objective.breakdown, first, last},
                .objective = row->label,
                .unit = models::shown_unit(*measure),
                .span = year_name(measure->basis, first)};
    if (last > first) asked.span += " to " + year_name(measure->basis, last);
    asked.is_money = measure->shown == models::Shown::money;
    asked.better = row->better;
    const double years = last - first + 1;
    asked.stored_in_one = measure->shown == models::Shown::money ? 100 * years : years;
    if (measure->shown == models::Shown::mean)
      asked.stored_in_one =
          static_cast<double>((sim::date(last + 1, 9, 1) - sim::date(first, 9, 1)).count());
    all.push_back(std::move(asked));
  }
  return all;
}

std::vector<double> shown_values(const VariantRuns& runs, std::size_t cell, std::size_t which,
                                 const Asked& asked) {
  std::vector<double> values;
  for (const std::int64_t stored : runs.values(cell, which)) {
    if (stored == sim::not_available) return {};
    values.push_back(static_cast<double>(stored) / asked.stored_in_one);
  }
  return values;
}

/// The numbers of every option and column, and where each is among the variants.
class Cells {
 public:
  Cells(const VariantRuns& runs, const std::vector<Column>& columns, std::uint32_t first)
      : runs_(runs), columns_(columns), first_(first) {}

  std::size_t columns() const { return columns_.size(); }
  std::string words(std::size_t column) const {
    const Future* future = columns_[column].future;
    return future == nullptr ? "As assumed" : future->words;
  }

  /// Of its futures: accounts of the posterior take other draws.
  std::vector<std::size_t> clusters(std::size_t column) const {
    return deep_clusters_of(columns_[column].sampling.get(), first_, runs_.replications());
  }

  std::size_t place(std::size_t option, std::size_t column) const {
    return option * columns_.size() + column;
  }

  /// What is asked is what it is without this future, in every one that is simulated.
  bool is_untouched(std::size_t option, std::size_t column) const {
    if (column == 0 || columns_[column].sampling != columns_.front().sampling) return false;
    for (std::size_t which = 0; which < runs_.wanted(); ++which)
      if (runs_.values(place(option, column), which) != runs_.values(place(option, 0), which))
        return false;
    return true;
  }

  /// Empty where an option lacks the measure.
  std::vector<std::vector<double>> of_column(std::size_t options, std::size_t column,
                                             std::size_t which, const Asked& asked) const {
    std::vector<std::vector<double>> values;
    for (std::size_t option = 0; option < options; ++option) {
      values.push_back(shown_values(runs_, place(option, column), which, asked));
      if (values.back().empty()) return {};
    }
    return values;
  }

 private:
  const VariantRuns& runs_;
  const std::vector<Column>& columns_;
  std::uint32_t first_;
};

/// 1 where less is better, as regret has it, else -1.
double sign_of(Better better) {
  return better == Better::higher ? -1 : 1;
}

/// The column of a matrix: values and regrets, option by option.
std::vector<RobustCell> column_of(const std::vector<std::vector<double>>& values,
                                  const std::vector<std::size_t>& clusters, Better better) {
  const double sign = sign_of(better);
  auto signed_values = values;
  for (std::vector<double>& option : signed_values)
    for (double& value : option) value *= sign;
  const auto regrets = sim::regrets(signed_values, clusters);
  std::vector<RobustCell> cells;
  for (std::size_t option = 0; option < values.size(); ++option) {
    const sim::OrderedSample sample(values[option]);
    const sim::Regret& regret = regrets[option];
    cells.push_back({.value = {sample.quantile(0.5), sample.quantile(0.1), sample.quantile(0.9)},
                     .regret = regret.regret,
                     .mean = sign * regret.mean,
                     .regret_half_width = regret.half_width});
  }
  return cells;
}

void judge(RobustMatrix& matrix, Better better) {
  const double sign = sign_of(better);
  for (const std::vector<RobustCell>& cells : matrix.cells) {
    const auto worst = std::max_element(
        cells.begin(), cells.end(),
        [sign](const RobustCell& a, const RobustCell& b) { return sign * a.mean < sign * b.mean; });
    matrix.worst_future.push_back(static_cast<std::size_t>(worst - cells.begin()));
    double regret = 0;
    for (const RobustCell& cell : cells) regret = std::max(regret, cell.regret);
    matrix.worst_regret.push_back(regret);
  }
}

/// Nothing where an option lacks the measure.
std::optional<RobustMatrix> matrix_of(const Cells& cells, std::size_t options, std::size_t which,
                                      const Asked& asked) {
  RobustMatrix matrix;
  matrix.objective = asked.objective;
  matrix.unit = asked.unit;
  matrix.is_money = asked.is_money;
  matrix.span = asked.span;
  matrix.cells.resize(options);
  for (std::size_t column = 0; column < cells.columns(); ++column) {
    const auto values = cells.of_column(options, column, which, asked);
    if (values.empty()) return std::nullopt;
    matrix.futures.push_back(cells.words(column));
    const auto made = column_of(values, cells.clusters(column), asked.better);
    for (std::size_t option = 0; option < options; ++option) {
      matrix.cells[option].push_back(made[option]);
      matrix.cells[option].back().is_untouched = cells.is_untouched(option, column);
    }
  }
  judge(matrix, asked.better);
  return matrix;
}

}  // namespace

std::optional<std::filesystem::path> futures_beside(const Scenario& scenario) {
  if (scenario.files.empty()) return std::nullopt;
  auto file = scenario.files.front().parent_path() / "futures.toml";
  if (!sim::is_there(file)) return std::nullopt;
  return file;
}

std::optional<std::vector<RobustMatrix>> robust_of(const std::vector<Scenario>& options,
                                                   const RobustRequest& request) {
  sim::expects(request.replications >= 2, "an interval needs two futures");
  const std::vector<Future> futures = scenarios::read_futures(request.futures);
  std::string left_out;
  const std::vector<Column> columns = columns_of(options, request, futures, left_out);
  std::vector<Variant> variants;
  for (const Scenario& option : options)
    for (const Column& column : columns) variants.push_back(cell_of(option, column));
  const std::vector<Asked> all = all_asked(options.front(), request);
  std::vector<Wanted> wanted;
  for (const Asked& asked : all) wanted.push_back(asked.wanted);
  VariantRuns runs(std::move(variants), wanted,
                   {.folder = request.folder,
                    .seed = request.run.seed,
                    .first_replication = request.run.first_replication,
                    .replications = request.replications,
                    .threads = request.run.threads,
                    .quiet = request.run.quiet,
                    .what = "pieces of the futures that may come"});
  if (!runs.simulate()) return std::nullopt;

  std::vector<RobustMatrix> matrices;
  const Cells cells(runs, columns, request.run.first_replication);
  for (std::size_t which = 0; which < all.size(); ++which)
    if (auto matrix = matrix_of(cells, options.size(), which, all[which])) {
      matrix->simulated = request.replications;
      matrix->left_out = left_out;
      matrices.push_back(std::move(*matrix));
    }
  return matrices;
}

}  // namespace tools
