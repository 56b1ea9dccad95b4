#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include <sys/ioctl.h>
#include <unistd.h>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "tools/semh/carry_out.h"
#include "tools/semh/commands.h"
#include "tools/semh/results.h"

namespace tools {
namespace {

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 60) return size.ws_col;
  return 80;
}

}  // namespace

View view_of(const RunRequest& request) {
  View view;
  view.width = terminal_width();
  view.sections = request.sections;
  if (request.years.empty()) return view;
  view.first_year = std::stoi(request.years.substr(0, 4));
  view.last_year = request.years.size() > 4 ? std::stoi(request.years.substr(5)) : view.first_year;
  return view;
}

output::RunRecord record_of(const RunResults& results) {
  output::RunRecord record{.seed = results.seed,
                           .price_base = "cash",
                           .history = version_text(),
                           .scenarios = {},
                           .notes = {{"simulated", "simulated, not real children"}}};
  for (const auto& scenario : results.scenarios)
    record.scenarios.emplace_back(scenario.id, scenario.canonical);
  return record;
}

bool write_results(const Yearbook& book, const std::filesystem::path& folder,
                   const std::function<bool()>& stop) {
  for (const TableToMake& make : tables_of(book)) {
    if (stop()) return false;
    output::write_csv(make(), folder);
  }
  output::write_hdf5(folder / "results.h5", record_of(book.results()), series_of(book));
  return !stop();
}

std::string answer_text(const Yearbook& book, const RunRequest& request,
                        const std::vector<ChosenMeasure>& chosen) {
  const View view = view_of(request);
  return request.json      ? headline_json(book, chosen)
         : !chosen.empty() ? chosen_text(book, chosen, view)
                           : headline_text(book, view);
}

}  // namespace tools
