// What the command can be asked to do. Each function does it and returns the exit code (style: 0
// done, 1 our fault, 2 the scenario's, 3 a place cannot be read or written, 4 another program is
// writing there, 5 disk or memory ran out).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
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
  std::size_t batch = 0;              ///< Replications a file of the journal; 0: as time allows.
  std::uint32_t shard = 0;            ///< Which of so many parts of the run, from 1 ...
  std::uint32_t shards = 0;           ///< ... to this; 0 for the whole run.
  bool discard = false;               ///< Throw an older run in the folder away.
  bool force = false;                 ///< Run even if the disk seems too small.
  bool weekly = false;
  bool central = false;   ///< At central values, whatever posterior the scenarios name.
  std::string structure;  ///< Only draws of this one; of all when empty.
  bool json = false;
  bool quiet = false;
  bool verbose = false;
};
int run(const RunRequest& request);
/// The parts of what it prints, in their order.
std::vector<std::string> headline_sections();

struct MergeRequest {
  std::vector<std::filesystem::path> shards;
  RunRequest run;  ///< Of this, what is to be printed and where results go.
};
/// Makes one run of its shards.
int merge(const MergeRequest& request);

/// Holds a folder against its manifest. Returns 0 if every file is as it was written, else 3.
int verify(const std::filesystem::path& folder);

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

/// How the command ends after a failure of the machine: 3, or 5 where disk or memory ran out.
int exit_code_of(const std::error_code& code);
/// Its text without the library's preface, safe to print.
std::string plain_text(const std::system_error& error);

/// Name, version and source of this program, as results carry it.
std::string version_text();
/// SHA-256 of the source of all that decides the numbers of a replication.
std::string model_digest();

struct EvidenceRequest {
  std::filesystem::path folder = "scenarios/rotherham/evidence";
  int finding = 0;  ///< Number of the one to print; 0 for all.
  bool json = false;
};
int evidence(const EvidenceRequest& request);

struct ValidateRequest {
  std::filesystem::path protocol = "scenarios/rotherham/validation.toml";
  std::filesystem::path actuals;  ///< Further figures, in the form of observed.csv; may be empty.
  std::filesystem::path folder;
  unsigned threads = 0;  ///< 0: as many as the machine runs at once.
  bool quiet = false;
};
int validate(const ValidateRequest& request);

struct CalibrateRequest {
  std::filesystem::path fit = "scenarios/rotherham/fit.toml";
  std::filesystem::path folder;  ///< Of what is simulated; out/fit-NAME-DIGEST8 when empty.
  std::filesystem::path output;  ///< Of the posteriors; that of the fit when empty.
  unsigned threads = 0;          ///< 0: as many as the machine runs at once.
  std::uint32_t check = 0;       ///< Fits to made data whose truth is known; 0 for the fit itself.
  bool quiet = false;
};
/// Fits the base of a fit to the evidence and writes its posteriors; or, with `check`, fits so many
/// sets of made figures and says whether the truth lies where it should.
int calibrate(const CalibrateRequest& request);

struct ForecastRequest {
  RunRequest run;  ///< Without scenarios: every one of the folder that extends another.
  std::filesystem::path folder = "scenarios/rotherham";
  std::filesystem::path output;  ///< FOLDER/forecast.csv when empty.
};
/// Writes the forecast of record, and beside it what its ranges do not hold.
int forecast(const ForecastRequest& request);

/// Obeys a command line, catches every failure and says it plainly. Returns the exit code.
int command(int count, char** words);

}  // namespace tools
