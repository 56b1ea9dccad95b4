#include "scenarios/evidence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "scenarios/advice.h"
#include "scenarios/csv_table.h"
#include "scenarios/source_file.h"
#include "scenarios/spelling.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> relation_rules{"same",     "quotient", "within",
                                              "capacity", "share",    "one rate"};
const std::vector<std::string> statement_kinds{"rises", "credited", "date", "ages"};
const std::vector<std::string> statuses{"observed", "plan", "forecast"};

struct Meaning {
  std::string_view symbol;
  std::string_view meaning;
};
constexpr std::array<Meaning, 7> meanings{{{"c", "withheld, as it might point at a child"},
                                           {"k", "low: it rounds to zero"},
                                           {"low", "low: it rounds to zero"},
                                           {"u", "withheld as unreliable"},
                                           {"x", "not available"},
                                           {"z", "not applicable"},
                                           {"-", "an empty cell, no reason given"}}};

/// Collects what is wrong with a table, so that one run shows it all.
/// A cell for a message. Letters that only look right are shown by their codes; a £ looks like
/// itself.
std::string told(const std::string& text) {
  if (text.empty()) return "\"\"";
  return text.find("\u00A3") == std::string::npos ? spelled(text) : shown(text);
}

class Mistakes {
 public:
  void add(const CsvCell& cell, const std::string& what, std::string rule, std::string action) {
    if (list_.size() < 100)
      list_.push_back(
          {cell.place, {}, what + " " + told(cell.text), std::move(rule), std::move(action)});
  }

  void one_of(const CsvCell& cell, const std::string& what,
              const std::vector<std::string>& allowed) {
    if (std::find(allowed.begin(), allowed.end(), cell.text) != allowed.end()) return;
    std::string rule = "must be one of ";
    for (const std::string& each : allowed) rule += (&each == &allowed.front() ? "" : ", ") + each;
    const auto meant = nearest(cell.text, allowed);
    add(cell, what, rule, meant ? "Did you mean " + *meant + "?" : "Write one of them.");
  }

  void filled(const CsvCell& cell, const std::string& what) {
    if (cell.text.empty()) add(cell, what, "must not be empty", "Write it.");
  }

  void throw_if_any() {
    if (!list_.empty()) throw ScenarioError(std::move(list_));
  }

 private:
  std::vector<Diagnostic> list_;
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('|', at), text.size());
    if (end > at) parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// A number of `digits` digits that stands at `at`; -1 if none does.
int digits_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (at + digits > text.size()) return -1;
  int number = 0;
  for (std::size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  return number;
}

/// The year in which 2012/13 begins; -1 if it is none.
int school_year_of(std::string_view text) {
  const int year = digits_at(text, 0, 4);
  if (text.size() != 7 || text[4] != '/' || year < 0) return -1;
  return digits_at(text, 5, 2) == (year + 1) % 100 ? year : -1;
}

const std::vector<std::string_view> columns_of_figures{
    "series", "phase", "year", "value", "unit", "source", "address", "confidence", "status"};

constexpr int september = 8;
constexpr int december = 11;

/// Each is held against each: with many more, the rules would take minutes.
constexpr std::size_t most_rows = 3'000;

void expect_few(const std::vector<CsvRow>& rows) {
  if (rows.size() > most_rows)
    throw ScenarioError(
        {{.place = rows[most_rows].front().place,
          .key = {},
          .what = grouped(static_cast<std::int64_t>(rows.size())) + " rows",
          .rule = "must be at most " + grouped(std::int64_t{most_rows}),
          .action = "Keep the figures of the borough alone, or part them into folders."}});
}

std::vector<CsvRow> table(const fs::path& file, const std::vector<std::string_view>& columns) {
  if (!fs::exists(file)) return {};
  std::vector<CsvRow> rows = csv_table(read_source(file), columns);
  expect_few(rows);
  return rows;
}

/// A percentage may be meant as it is or as a share, so that alone is not guessed at.
std::string advice_on(const std::string& text, const std::string& otherwise) {
  const std::string advice = text.find('%') == std::string::npos ? number_advice(text) : "";
  return advice.find("comma") == std::string::npos ? otherwise : advice;
}

std::optional<Quantity> number_in(const CsvCell& cell, Mistakes& mistakes) {
  if (cell.text.empty()) return std::nullopt;
  auto number = quantity_of(cell.text);
  if (!number)
    mistakes.add(cell, "value", "must be a number such as 1538 or 0.12",
                 advice_on(cell.text, "Write digits without commas or signs of money."));
  return number;
}

void read_value(const CsvCell& cell, ObservedFigure& figure, Mistakes& mistakes) {
  figure.symbol = cell.text.empty() ? "-" : cell.text;
  if (!meaning_of_symbol(figure.symbol).empty()) return;
  figure.symbol.clear();
  figure.value = quantity_of(cell.text);
  if (!figure.value)
    mistakes.add(cell, "value", "must be a number such as 1538, or c, k, low, u, x or z",
                 advice_on(cell.text, "Write digits without commas, or why there is none."));
}

/// What `read` makes of each row. Throws: ScenarioError with every mistake that it has noted.
template <class Kind, class Read>
std::vector<Kind> read_rows(const std::vector<CsvRow>& rows, const Read& read) {
  std::vector<Kind> all;
  Mistakes mistakes;
  for (const CsvRow& row : rows) all.push_back(read(row, mistakes));
  mistakes.throw_if_any();
  return all;
}

template <class Kind, class Read>
std::vector<Kind> read_rows(const fs::path& file, const std::vector<std::string_view>& columns,
                            const Read& read) {
  return read_rows<Kind>(table(file, columns), read);
}

/// Rows of nine cells, or of eight where the last, the status, is not a column.
std::vector<ObservedFigure> figures_in(const std::vector<CsvRow>& rows) {
  const auto read = [](const CsvRow& row, Mistakes& mistakes) {
    ObservedFigure figure;
    figure.series = row[0].text;
    figure.phase = row[1].text;
    mistakes.filled(row[0], "series");
    mistakes.filled(row[1], "phase");
    if (auto period = period_of(row[2].text))
      figure.period = *period;
    else
      mistakes.add(row[2], "year",
                   "must be 2012/13, 2017, 2017-01, 2017-11-10, 2018/19 to 2021/22 or "
                   "2017/18 autumn",
                   "Write it in one of these ways.");
    read_value(row[3], figure, mistakes);
    figure.unit = row[4].text;
    figure.source = row[5].text;
    mistakes.filled(row[5], "source");
    figure.address = row[6].text;
    figure.confidence = row[7].text;
    figure.status = statuses.front();
    if (row.size() > 8) {
      figure.status = row[8].text;
      mistakes.one_of(row[8], "status", statuses);
    }
    figure.place = row[0].place;
    return figure;
  };
  return read_rows<ObservedFigure>(rows, read);
}

std::vector<Relation> read_relations(const fs::path& file,
                                     const std::vector<ObservedFigure>& figures) {
  std::vector<std::string> known;
  for (const ObservedFigure& figure : figures)
    if (known.empty() || known.back() != figure.series) known.push_back(figure.series);
  const auto read = [&](const CsvRow& row, Mistakes& mistakes) {
    Relation relation{row[0].text, row[1].text, split(row[2].text), row[3].text, row[0].place};
    mistakes.one_of(row[0], "rule", relation_rules);
    const std::size_t needed =
        relation.rule == "same" || relation.rule == "quotient" || relation.rule == "share" ? 2 : 1;
    if (relation.of.size() < needed)
      mistakes.add(row[2], "of", "must name " + std::to_string(needed) + " series or more",
                   "Write them with | between.");
    const auto look_up = [&](const CsvCell& cell, const std::string& name) {
      const std::string series = name.substr(0, name.find('/'));
      if (std::find(known.begin(), known.end(), series) != known.end()) return;
      const auto meant = nearest(series, known);
      mistakes.add(cell, "series " + spelled(series) + " in", "must be a series of observed.csv",
                   meant ? "Did you mean " + *meant + "?" : "Check the name.");
    };
    if (relation.rule != "same") look_up(row[1], relation.result);
    for (const std::string& name : relation.of) look_up(row[2], name);
    return relation;
  };
  return read_rows<Relation>(file, {"rule", "result", "of", "note"}, read);
}

/// From and to of a statement, in the form that its kind wants.
void judge_range(const CsvRow& row, const Statement& statement, Mistakes& mistakes) {
  const auto month = [](const std::string& text) {
    const auto period = period_of(text);
    return period && text.find('/') == std::string::npos;
  };
  const auto year_group = [](const std::string& text) {
    return !text.empty() && text.size() <= 2 &&
           text.find_first_not_of("0123456789") == std::string::npos;
  };
  if (statement.kind == "date") {
    if (!month(statement.from))
      mistakes.add(row[2], "from", "must be a date such as 2015-04", "Write it so.");
    return;
  }
  for (const std::size_t column : {2U, 3U}) {
    if (statement.kind == "ages" ? !year_group(row[column].text)
                                 : school_year_of(row[column].text) < 0)
      mistakes.add(
          row[column], "from or to",
          statement.kind == "ages" ? "must be a year group" : "must be a year such as 2012/13",
          "Write it so.");
  }
  const bool ages = statement.value.size() >= 3 && statement.value.size() <= 5 &&
                    statement.value.find_first_not_of("0123456789-") == std::string::npos &&
                    std::count(statement.value.begin(), statement.value.end(), '-') == 1 &&
                    statement.value.front() != '-' && statement.value.back() != '-';
  if (statement.kind == "ages" && !ages)
    mistakes.add(row[4], "value", "must be two ages such as 4-6", "Write it so.");
}

std::vector<Statement> read_statements(const fs::path& file) {
  const auto read = [](const CsvRow& row, Mistakes& mistakes) {
    Statement statement{row[0].text,        row[1].text, row[2].text, row[3].text, row[4].text,
                        split(row[5].text), row[6].text, row[7].text, row[8].text, row[0].place};
    mistakes.one_of(row[0], "kind", statement_kinds);
    mistakes.filled(row[1], "subject");
    mistakes.filled(row[7], "source");
    judge_range(row, statement, mistakes);
    return statement;
  };
  return read_rows<Statement>(
      file, {"kind", "subject", "from", "to", "value", "after", "statement", "source", "address"},
      read);
}

std::vector<EvidenceReading> read_readings(const fs::path& file) {
  const auto read = [](const CsvRow& row, Mistakes& mistakes) {
    EvidenceReading reading{0,           row[1].text, row[2].text, row[3].text, row[4].text,
                            row[5].text, row[6].text, row[7].text, row[0].place};
    const auto number = quantity_of(row[0].text);
    if (number && number->decimals == 0 && number->value >= 1 && number->value <= 9'999)
      reading.finding = static_cast<int>(number->value);
    else
      mistakes.add(row[0], "finding", "must be a whole number from 1", "Number it.");
    mistakes.filled(row[1], "rule");
    mistakes.filled(row[2], "about");
    const bool digest = row[7].text.size() == 8 &&
                        row[7].text.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!row[7].text.empty() && !digest)
      mistakes.add(row[7], "measured", "must be the first 8 digits of a model's digest, or empty",
                   "Take them from what tools/effects prints.");
    return reading;
  };
  return read_rows<EvidenceReading>(
      file, {"finding", "rule", "about", "title", "used", "key", "effect", "measured"}, read);
}

std::vector<ParameterRow> read_parameters(const fs::path& file) {
  const auto read = [](const CsvRow& row, Mistakes& mistakes) {
    mistakes.filled(row[0], "parameter");
    return ParameterRow{row[0].text,
                        number_in(row[1], mistakes),
                        number_in(row[2], mistakes),
                        number_in(row[3], mistakes),
                        row[4].text,
                        row[5].text,
                        row[7].text,
                        row[0].place};
  };
  return read_rows<ParameterRow>(
      file,
      {"parameter", "central", "low", "high", "unit", "source", "address", "note", "knowable_on"},
      read);
}

}  // namespace

double Quantity::half_unit(bool trailing_zeros) const {
  double unit = 1;
  for (int i = 0; i < decimals; ++i) unit /= 10;
  if (trailing_zeros && decimals == 0)
    for (std::size_t i = text.size(); i > 1 && text[i - 1] == '0'; --i) unit *= 10;
  return unit / 2;
}

std::optional<Quantity> quantity_of(const std::string& text) {
  Quantity quantity{0, 0, text};
  std::size_t at = !text.empty() && text[0] == '-' ? 1 : 0;
  const bool negative = at == 1;
  std::int64_t digits = 0;
  std::size_t count = 0;
  bool point = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !point && count > 0) {
      point = true;
      continue;
    }
    if (text[at] < '0' || text[at] > '9' || ++count > 15) return std::nullopt;
    digits = digits * 10 + (text[at] - '0');
    if (point) ++quantity.decimals;
  }
  if (count == 0 || text.back() == '.') return std::nullopt;
  double scale = 1;
  for (int i = 0; i < quantity.decimals; ++i) scale *= 10;
  quantity.value = static_cast<double>(negative ? -digits : digits) / scale;
  return quantity;
}

std::optional<EvidencePeriod> period_of(const std::string& text) {
  const auto months = [&](int first, int last) { return EvidencePeriod{text, first, last}; };
  const auto begins = [](int year) { return year * 12 + september; };
  const std::string_view whole = text;
  if (const int year = school_year_of(whole); year >= 0)
    return months(begins(year), begins(year) + 11);
  if (const int year = school_year_of(whole.substr(0, std::min<std::size_t>(7, whole.size())));
      year >= 0) {
    if (whole.substr(7) == " autumn") return months(begins(year), year * 12 + december);
    const int last = whole.substr(7, 4) == " to " ? school_year_of(whole.substr(11)) : -1;
    if (last > year) return months(begins(year), begins(last) + 11);
    return std::nullopt;
  }
  const int year = digits_at(whole, 0, 4);
  if (year < 0) return std::nullopt;
  if (whole.size() == 4) return months(year * 12, year * 12 + december);
  const int month = whole[4] == '-' ? digits_at(whole, 5, 2) : -1;
  if (month < 1 || month > 12) return std::nullopt;
  const int day = whole.size() == 10 && whole[7] == '-' ? digits_at(whole, 8, 2) : -1;
  if (whole.size() != 7 && (day < 1 || day > 31)) return std::nullopt;
  return months(year * 12 + month - 1, year * 12 + month - 1);
}

std::string meaning_of_symbol(const std::string& symbol) {
  for (const Meaning& each : meanings)
    if (each.symbol == symbol) return std::string(each.meaning);
  return {};
}

std::vector<ObservedFigure> read_figures(const fs::path& file) {
  const auto source = read_source(file);
  auto columns = columns_of_figures;
  const auto rows = csv_rows(source);
  if (!rows.empty() && rows.front().size() == columns.size() - 1) columns.pop_back();
  const auto figures = csv_table(source, columns);
  if (figures.empty())
    throw ScenarioError({{.place = {source, 0, 0, 1},
                          .key = {},
                          .what = "no figure",
                          .rule = "must have a row below its heading",
                          .action = "Write a row a figure."}});
  expect_few(figures);
  return figures_in(figures);
}

Evidence read_evidence(const fs::path& folder) {
  const fs::path observed = folder / "observed.csv";
  if (!fs::exists(observed))
    throw fs::filesystem_error("no evidence here", observed,
                               std::make_error_code(std::errc::no_such_file_or_directory));
  Evidence evidence;
  evidence.folder = folder;
  evidence.figures = figures_in(table(observed, columns_of_figures));
  evidence.relations = read_relations(folder / "relations.csv", evidence.figures);
  evidence.statements = read_statements(folder / "stated.csv");
  evidence.readings = read_readings(folder / "readings.csv");
  evidence.parameters = read_parameters(folder / "parameters.csv");
  return evidence;
}

}  // namespace scenarios
