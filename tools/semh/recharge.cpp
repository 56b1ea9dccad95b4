// The recharge statement: what each partnership owes and receives in a financial year.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "output/plain_table.h"
#include "sim/statistics/quantile.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

constexpr const char* family = "recharge";

struct Item {
  const char* id;
  const char* heading;
};

/// What a partnership owes, and last what it receives.
constexpr Item items[] = {
    {"charge", "Quota charge"},         {"top-up", "Top-up"},
    {"alternatives", "Tuition, spot"},  {"provision", "Provision"},
    {"places-bought", "Places bought"}, {"devolved", "Devolved (received)"},
};

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::string thousands(double pounds) {
  return output::with_commas(pounds / 1000, 0);
}

/// The statement of one year as it is made: one value a replication in each cell.
class Statement {
 public:
  Statement(const Yearbook& book, std::size_t scenario, int begins)
      : book_(&book), scenario_(scenario), begins_(begins) {}

  /// In pounds; of all partnerships when none is named. Zeros where there is no such item.
  std::vector<double> values(const std::string& item,
                             const std::optional<std::string>& partnership) const {
    std::vector<double> sum(book_->results().replications.size());
    for (const auto& given : book_->results().scenarios[scenario_].borough.partnerships) {
      if (partnership && given.id != *partnership) continue;
      const YearlySeries* series = book_->find(scenario_, family, given.id + "/" + item);
      for (std::size_t year = 0; series != nullptr && year < series->years.size(); ++year) {
        if (book_->begins(*series, year) != begins_) continue;
        const auto column = book_->values(*series, year);
        for (std::size_t r = 0; r < sum.size(); ++r) sum[r] += column[r];
      }
    }
    return sum;
  }

  bool has(const std::string& item) const {
    const auto sum = values(item, std::nullopt);
    return std::any_of(sum.begin(), sum.end(), [](double value) { return value != 0; });
  }

 private:
  const Yearbook* book_;
  std::size_t scenario_;
  int begins_;
};

std::string statement_text(const Yearbook& book, std::size_t scenario, int begins,
                           const View& view) {
  const Statement statement(book, scenario, begins);
  std::vector<output::PlainColumn> columns{{"Partnership", output::Align::left, {}}};
  std::vector<std::pair<std::string, std::optional<std::string>>> rows;
  for (const auto& given : book.results().scenarios[scenario].borough.partnerships)
    rows.emplace_back(given.name, given.id);
  rows.emplace_back("All", std::nullopt);
  for (const auto& [name, id] : rows) columns[0].cells.push_back(name);
  for (const Item& item : items) {
    if (!statement.has(item.id)) continue;
    output::PlainColumn column{item.heading, output::Align::right, {}};

    for (const auto& [name, id] : rows)
      column.cells.push_back(thousands(mean_of(statement.values(item.id, id))));
    columns.push_back(std::move(column));
  }
  if (columns.size() == 1) return "";
  output::PlainColumn net{"Net received (8 in 10)", output::Align::right, {}};
  for (const auto& [name, id] : rows) {
    const auto values = statement.values("net", id);
    const sim::OrderedSample sample(values);
    net.cells.push_back(thousands(mean_of(values)) + " (" + thousands(sample.quantile(0.1)) +
                        " to " + thousands(sample.quantile(0.9)) + ")");
  }
  columns.push_back(std::move(net));
  return "RECHARGE by partnership, " + year_name(models::Basis::financial_year, begins) +
         ", £ thousand: " + book.results().scenarios[scenario].borough.name +
         "\n(owed but for the devolved; means, so that rows and columns add up)\n\n" +
         output::plain_table(columns, view.width) + "\n";
}

/// The last financial year that is shown.
std::optional<int> year_stated(const Yearbook& book, const View& view) {
  std::optional<int> last;
  for (const YearlySeries& series : book.series()) {
    if (series.measure->measure.name != family) continue;
    for (std::size_t year = 0; year < series.years.size(); ++year)
      if (view.shows(book.begins(series, year)))
        last = std::max(last.value_or(0), book.begins(series, year));
  }
  return last;
}

}  // namespace

std::string recharge_text(const Yearbook& book, const View& view) {
  const auto year = year_stated(book, view);
  std::string text;
  for (std::size_t s = 0; year && s < book.scenarios(); ++s)
    text += statement_text(book, s, *year, view);
  return text;
}

}  // namespace tools
