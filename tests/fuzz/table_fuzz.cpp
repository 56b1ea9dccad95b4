// Any bytes, read as a table of comma-separated values: as any rows, as rows under a heading, and,
// where they begin as a table of evidence does, as evidence that every rule is held against.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "scenarios/csv_table.h"
#include "scenarios/evidence.h"
#include "scenarios/evidence_rules.h"
#include "scenarios/source_file.h"
#include "tests/fuzz/judged.h"

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, const char*>, 5> tables{
    {{"series,", "observed.csv"},
     {"rule,", "relations.csv"},
     {"kind,", "stated.csv"},
     {"finding,", "readings.csv"},
     {"parameter,", "parameters.csv"}}};

/// A folder of evidence in which each table can be exchanged for the input.
class Evidence {
 public:
  Evidence() {
    const char* given = std::getenv("SEMH_FUZZ_FOLDER");
    folder_ = fs::path(given != nullptr ? given : ".") / "evidence";
    fs::create_directories(folder_);
    write("observed.csv",
          "series,phase,year,value,unit,source,address,confidence,status\n"
          "pupils,primary,2012/13,1538,pupils,a census,,,observed\n"
          "pupils,total,2012/13,1600,pupils,a census,,,observed\n");
  }

  void judge(const char* name, const std::string& text) const {
    const fs::path file = folder_ / name;
    std::string before;
    if (fs::exists(file)) {
      std::ifstream stream(file, std::ios::binary);
      before.assign(std::istreambuf_iterator<char>(stream), {});
    }
    write(name, text);
    try {
      const scenarios::Evidence evidence = scenarios::read_evidence(folder_);
      for (const auto& one : scenarios::disagreements_in(evidence))
        static_cast<void>(scenarios::reading_of(evidence, one));
      static_cast<void>(scenarios::missing_in(evidence));
      static_cast<void>(scenarios::gaps_in(evidence));
    } catch (const scenarios::ScenarioError& error) {
      fuzz::judge(error);
    }
    if (before.empty())
      fs::remove(file);
    else
      write(name, before);
  }

 private:
  void write(const char* name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  fs::path folder_;
};

void read_rows(const std::string& text) {
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
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const Evidence evidence;
  const std::string text = fuzz::text_of(bytes, size);
  read_rows(text);
  for (const auto& [begins, name] : tables)
    if (text.compare(0, begins.size(), begins) == 0) evidence.judge(name, text);
  return 0;
}
