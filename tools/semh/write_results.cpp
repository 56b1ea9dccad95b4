#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <sys/ioctl.h>
#include <unistd.h>

#include "output/csv.h"
#include "output/hdf5_file.h"
#include "sim/experiment/replicate.h"
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

/// Writes one file of the results after another, from a yearbook of its own: what a yearbook keeps
/// unpacked is not shared between threads.
class Writer {
 public:
  Writer(const Yearbook& book, std::filesystem::path folder)
      : book_(&book), folder_(std::move(folder)), tables_(tables_of(book)) {}
  Writer(const RunResults& results, std::filesystem::path folder)
      : own_(std::make_unique<Yearbook>(results)),
        book_(own_.get()),
        folder_(std::move(folder)),
        tables_(tables_of(*own_)) {}

  /// The file that takes longest comes first. Ensures: returns its number.
  std::uint32_t operator()(std::uint32_t file) {
    if (file == 0)
      output::write_hdf5(folder_ / "results.h5", record_of(book_->results()), series_of(*book_));
    else
      output::write_csv(tables_[file - 1](), folder_);
    return file;
  }

 private:
  std::unique_ptr<const Yearbook> own_;
  const Yearbook* book_;
  std::filesystem::path folder_;
  std::vector<TableToMake> tables_;
};

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
                   const sim::ReplicateOptions& options) {
  const std::size_t files = 1 + tables_of(book).size();
  bool is_taken = false;
  const auto writer = [&] {
    return std::exchange(is_taken, true) ? Writer(book.results(), folder) : Writer(book, folder);
  };
  const bool all = !sim::replicate(0, files, writer, options).stopped;
  return all && !(options.stop != nullptr && options.stop->load());
}

std::string answer_text(const Yearbook& book, const RunRequest& request,
                        const std::vector<ChosenMeasure>& chosen) {
  const View view = view_of(request);
  return request.json      ? headline_json(book, chosen)
         : !chosen.empty() ? chosen_text(book, chosen, view)
                           : headline_text(book, view);
}

}  // namespace tools
