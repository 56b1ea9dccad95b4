// Any bytes, read as a table of comma-separated values: as any rows, as rows under a heading, and
// as the start state of the borough.
#include <cstddef>
#include <cstdint>
#include <string>

#include "scenarios/csv_table.h"
#include "scenarios/source_file.h"
#include "tests/fuzz/judged.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text = fuzz::text_of(bytes, size);
  try {
    const auto source = scenarios::source_from(text, "table.csv");
    for (const scenarios::CsvRow& row : scenarios::csv_rows(source))
      for (const scenarios::CsvCell& cell : row)
        sim::expects(cell.place.line > 0 && cell.place.column > 0, "a cell has a place");
    scenarios::csv_table(source, {"provision", "year_group", "registration", "leaving_year",
                                  "pupils", "low", "high", "source"});
  } catch (const scenarios::ScenarioError& error) {
    fuzz::judge(error);
  }
  return 0;
}
