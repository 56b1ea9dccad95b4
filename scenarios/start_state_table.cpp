#include "scenarios/start_state_table.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/advice.h"
#include "scenarios/csv_table.h"
#include "scenarios/diagnostic.h"
#include "scenarios/source_file.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 8> columns{
    "provision", "year_group", "registration", "leaving_year", "pupils", "low", "high", "source"};
constexpr const char* key_of_file = "start_state.file";
constexpr std::size_t most_rows = 2'000;

[[noreturn]] void refuse(const Place& place, std::string what, std::string rule,
                         std::string action) {
  throw ScenarioError({{.place = place,
                        .key = key_of_file,
                        .what = std::move(what),
                        .rule = std::move(rule),
                        .action = std::move(action)}});
}

/// A number as such; anything else as text, for the reader to refuse.
Node number_or_text(const CsvCell& cell) {
  std::int64_t number = 0;
  const char* end = cell.text.data() + cell.text.size();
  const auto [stop, error] = std::from_chars(cell.text.data(), end, number);
  if (error == std::errc{} && stop == end) return {number, cell.place};
  if (const auto real = decimal(cell.text)) return {*real, cell.place};
  return {cell.text, cell.place};
}

Node row_of(const CsvRow& cells) {
  const Place& at = cells[0].place;
  const auto entry = [&](std::size_t column, Node value) {
    return Entry{std::string(columns[column]), cells[column].place, std::move(value)};
  };
  Table pupils;
  pupils.push_back({"value", cells[4].place, number_or_text(cells[4])});
  for (const std::size_t bound : {5U, 6U})
    if (!cells[bound].text.empty()) pupils.push_back(entry(bound, number_or_text(cells[bound])));
  pupils.push_back({"unit", cells[4].place, Node(std::string("pupils"), cells[4].place)});
  pupils.push_back(entry(7, Node(cells[7].text, cells[7].place)));
  Table row;
  row.push_back({"id", at, Node("row-" + std::to_string(at.line), at)});
  row.push_back(entry(0, Node(cells[0].text, cells[0].place)));
  row.push_back(entry(1, number_or_text(cells[1])));
  row.push_back(entry(2, Node(cells[2].text, cells[2].place)));
  row.push_back(entry(3, number_or_text(cells[3])));
  row.push_back(entry(4, Node(std::move(pupils), cells[4].place)));
  return {std::move(row), at};
}

Array rows_of(const std::shared_ptr<const Source>& source) {
  Array rows;
  for (const CsvRow& cells : csv_table(source, {columns.begin(), columns.end()}, key_of_file))
    rows.push_back(row_of(cells));
  if (rows.empty() || rows.size() > most_rows)
    refuse({source, 0, 0, 1}, grouped(static_cast<std::int64_t>(rows.size())) + " rows",
           "must be 1 to " + grouped(std::int64_t{most_rows}), "Add or merge rows.");
  return rows;
}

/// The file named, in the folder of the scenario that names it, reached by no link that leads away.
fs::path file_named(const Node& at) {
  const auto* name = at.as<std::string>();
  const bool plain = name != nullptr && name->size() > 4 && name->size() <= 200 &&
                     name->ends_with(".csv") &&
                     name->find_first_of("/\\:~\n\t") == std::string::npos;
  const fs::path folder = fs::path(at.place().file()).parent_path();
  std::error_code failed;
  if (plain) {
    const fs::path home = fs::canonical(folder.empty() ? fs::path(".") : folder, failed);
    if (!failed && fs::weakly_canonical(home / *name, failed).parent_path() == home && !failed)
      return folder / *name;
  }
  refuse(at.place(), "file = " + shown(at), "must be the name of a .csv file in the same folder",
         "Write the name alone, such as file = \"start_state.csv\".");
}

}  // namespace

void take_in_start_state(Node& root) {
  Node* state = root.find("start_state");
  const Node* file = state != nullptr ? state->find("file") : nullptr;
  if (file == nullptr) return;
  const Place place = file->place();
  Array rows;
  try {
    rows = rows_of(read_source(file_named(*file)));
  } catch (const fs::filesystem_error& error) {
    if (!is_fault_of_name(error)) throw;
    refuse(place, "file = " + shown(*file), "must name a file that is there and can be read",
           "Check the name.");
  }
  Table& table = *state->as<Table>();
  std::erase_if(table,
                [](const Entry& entry) { return entry.key == "file" || entry.key == "row"; });
  table.push_back({"row", place, Node(std::move(rows), place)});
}

}  // namespace scenarios
