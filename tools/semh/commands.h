// What the command can be asked to do. Each function does it and returns the exit code (style: 0
// done, 1 our fault, 2 the scenario's, 3 a place cannot be read or written, 5 disk or memory ran
// out).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tools {

struct RunRequest {
  std::vector<std::filesystem::path> scenarios;
  std::uint32_t replications = 200;
  std::uint32_t first_replication = 0;
  std::uint64_t seed = 1;
  unsigned threads = 0;  ///< 0: as many as the machine runs at once.
  std::filesystem::path folder;
  std::vector<std::string> measures;  ///< NAME or NAME:BREAKDOWN; the headline when empty.
  std::vector<std::string> sections;  ///< Parts of the headline to print; all when empty.
  std::string years;                  ///< "2016" or "2016-2018"; empty for the usual ones.
  bool weekly = false;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
};
int run(const RunRequest& request);
/// The parts of what it prints, in their order.
std::vector<std::string> headline_sections();

struct CheckRequest {
  std::vector<std::filesystem::path> scenarios;
};
int check(const CheckRequest& request);

struct TraceRequest {
  std::filesystem::path scenario;
  std::uint32_t pupil = 0;
  bool by_number = false;  ///< Else by `find`.
  std::string find;
  std::string provider;     ///< Instead of one pupil: all that is told of a provider ...
  std::string partnership;  ///< ... of the meetings of a partnership's panel ...
  std::string words;        ///< ... or with these words.
  int year = 0;             ///< The school year that begins in it; 0 for all reported ones.
  std::size_t most = 40;    ///< Sentences to print.
  std::uint32_t replication = 0;
  std::uint64_t seed = 1;
};
int trace(const TraceRequest& request);
/// The words that --find understands.
std::vector<std::string> findable();

struct ExplainRequest {
  std::vector<std::string> words;  ///< A measure or key, and files of scenarios; may be none.
  bool json = false;
  bool measures = false;    ///< All of them, as a table of Markdown.
  bool parameters = false;  ///< The same of the keys that hold numbers.
};
int explain(const ExplainRequest& request);

/// Name, version and source of this program, as results carry it.
std::string version_text();

}  // namespace tools
