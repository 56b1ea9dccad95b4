// The command `semh`: reads the command line, does what is asked, and turns every failure into a
// plain message and an exit code. Results go to standard output, talk to standard error.
#include <clocale>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <new>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "output/utf8.h"
#include "scenarios/diagnostic.h"
#include "scenarios/spelling.h"
#include "sim/experiment/folder_lock.h"
#include "sim/experiment/manifest.h"
#include "sim/kernel/arithmetic.h"
#include "sim/kernel/expects.h"
#include "tools/semh/believed_commands.h"
#include "tools/semh/commands.h"
#include "tools/semh/compare/compare_command.h"
#include "tools/semh/sensitivity/sensitivity_command.h"
#include "tools/semh/standard_output.h"

namespace {

constexpr int our_fault = 1;
constexpr int scenario_fault = 2;
constexpr int place_fault = 3;
constexpr int in_use = 4;
constexpr int ran_out = 5;

const std::vector<std::string> commands{"run",      "compare",   "merge",    "verify",
                                        "check",    "trace",     "explain",  "evidence",
                                        "validate", "calibrate", "forecast", "sensitivity"};

/// CLI11 says only that a command is required; say which one was probably meant.
bool explain_mistyped_command(int count, char** words) {
  if (count < 2 || words[1][0] == '-') return false;
  const std::string word = words[1];
  for (const std::string& command : commands)
    if (word == command) return false;
  std::cerr << "semh: " << scenarios::shown(word) << " is not a command";
  if (const auto meant = scenarios::nearest(word, commands))
    std::cerr << "; did you mean " << *meant << "?";
  std::cerr << "\nThe commands are run, merge, verify, check, trace, explain, evidence, "
               "validate, calibrate, forecast and sensitivity: see semh --help.\n";
  return true;
}

/// 2/8: the second of eight.
const CLI::Validator shard_of_run{
    [](std::string& text) {
      const std::size_t stroke = text.find('/');
      const auto number = [&](const std::string& digits) {
        const bool whole = !digits.empty() && digits.size() <= 5 &&
                           digits.find_first_not_of("0123456789") == std::string::npos;
        return whole ? std::stoul(digits) : 0;
      };
      const bool two = stroke != std::string::npos;
      const auto shard = two ? number(text.substr(0, stroke)) : 0;
      const auto shards = two ? number(text.substr(stroke + 1)) : 0;
      return shard >= 1 && shard <= shards ? std::string()
                                           : "must be two numbers such as 2/8, from 1/8 to 8/8";
    },
    "I/N"};

struct CommandLine {
  CommandLine();
  void add_run();
  void add_printing(CLI::App& command, tools::RunRequest& request);
  void add_merge_and_verify();
  void add_explain();
  void add_evidence();

  CLI::App app{
      "Simulates provision for pupils with social, emotional and mental health needs in a "
      "borough.\n"
      "\nExamples:\n"
      "  semh run scenarios/rotherham/as_planned_2018.toml scenarios/rotherham/pru_at_55.toml\n"
      "  semh check my_option.toml\n"
      "  semh trace scenarios/rotherham/as_planned_2018.toml --find excluded\n"
      "  semh explain permanent_exclusions",
      "semh"};
  tools::RunRequest run;
  tools::CheckRequest check;
  tools::TraceRequest trace;
  tools::ExplainRequest explain;
  tools::EvidenceRequest evidence;
  tools::MergeRequest merge;
  tools::BelievedCommands believed;
  tools::CompareCommand comparison;
  tools::SensitivityCommand matters;
  std::filesystem::path verified;
  std::string shard;
  bool no_input = false;
  CLI::App* run_command = nullptr;
  CLI::App* merge_command = nullptr;
  CLI::App* verify_command = nullptr;
  CLI::App* check_command = nullptr;
  CLI::App* trace_command = nullptr;
  CLI::App* explain_command = nullptr;
  CLI::App* evidence_command = nullptr;
  CLI::Option* by_number = nullptr;
};

CommandLine::CommandLine() {
  app.set_version_flag("--version", tools::version_text());
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  app.footer(
      "Exit codes: 0 done; 1 a fault of this program; 2 a fault in a scenario or the command "
      "line;\n"
      "3 a place that cannot be read or written, or results that are not as written;\n"
      "4 a folder that another run is writing to;\n"
      "5 disk or memory ran out; 10 the precision asked for was not reached; 130, 143 stopped.");

  add_run();
  comparison.add_to(app);
  matters.add_to(app);
  add_merge_and_verify();
  app.add_flag("--no-input", no_input, "Accepted for scripts: nothing is ever asked");

  check_command =
      app.add_subcommand("check", "Read and judge scenarios: mistakes, assumptions, differences");
  check_command->add_option("SCENARIO", check.scenarios, "Scenario files, or posteriors")
      ->required();

  trace_command = app.add_subcommand("trace", "Follow simulated children in plain sentences");
  trace_command->add_option("SCENARIO", trace.scenario, "Scenario file")->required();
  by_number = trace_command->add_option("--pupil", trace.pupil, "Number of the pupil");
  auto* find = trace_command->add_option("--find", trace.find, "The first pupil who was ...")
                   ->check(CLI::IsMember(tools::findable()));
  by_number->excludes(find);
  auto* several = trace_command->add_option_group("Several pupils");
  several->add_option("--provider", trace.provider, "All that is told of a provider, by its id");
  several->add_option("--partnership", trace.partnership, "The meetings of a partnership's panel");
  several->add_option("--words", trace.words, "All sentences with these words");
  several->require_option(0, 1);
  trace_command->add_option("--year", trace.year, "Of several pupils: school year, by its start")
      ->check(CLI::Range(1980, 2100));
  trace_command->add_option("--most", trace.most, "Of several pupils: sentences to print")
      ->capture_default_str();
  trace_command->add_option("--replication", trace.replication, "Which simulated future")
      ->capture_default_str();
  trace_command->add_option("--seed", trace.seed, "Which universe of chance")
      ->check(tools::whole_seed())
      ->capture_default_str();
  add_explain();
  add_evidence();
  believed.add_to(app);
}

void CommandLine::add_run() {
  run_command = app.add_subcommand("run", "Run scenarios side by side, the same children in each");
  run_command->add_option("SCENARIO", run.scenarios, "Scenario files")->required();
  run_command->add_option("--replications", run.replications, "Simulated futures of each scenario")
      ->check(CLI::Range(2U, 1'000'000U))
      ->capture_default_str();
  run_command->add_option("--first-replication", run.first_replication, "Number of the first one")
      ->check(CLI::Range(0U, 1'000'000'000U))
      ->capture_default_str();
  run_command->add_option("--seed", run.seed, "Which universe of chance")
      ->check(tools::whole_seed())
      ->capture_default_str();
  run_command
      ->add_option("--threads", run.threads, "Threads; as many as the machine has if left out")
      ->check(CLI::Range(1U, 1024U));
  run_command->add_flag("--weekly", run.weekly, "Keep weekly series as well");
  auto* central = run_command->add_flag(
      "--central", run.central, "At central values, even if the scenarios name a posterior");
  run_command
      ->add_option("--structure", run.structure,
                   "Only draws of the posterior that have this structure")
      ->excludes(central);
  run_command
      ->add_option("--shard", shard,
                   "Run only part I of N of the replications, for many machines (semh merge)")
      ->check(shard_of_run);
  run_command
      ->add_option("--batch", run.batch, "Replications saved at once; as time allows if left out")
      ->check(CLI::Range(1U, 1'000'000U));
  add_printing(*run_command, run);
  run_command->footer(
      "A run is saved as it goes. Stopped or killed, the same command continues it; asked for "
      "more\n"
      "replications, it adds to those that are there; fewer than its results hold it refuses.\n"
      "Its folder holds run.toml and the scenarios as they were,\n"
      "batches of finished replications, and at the end the results and "
      "MANIFEST.sha256.");
}

void CommandLine::add_printing(CLI::App& command, tools::RunRequest& request) {
  command.add_option("-o,--output", request.folder,
                     "Folder of the run; out/NAMES-DIGEST if left out");
  command.add_flag("--discard", request.discard, "Throw an older run in the folder away");
  command.add_flag("--force", request.force, "Begin even if the disk seems too small");
  command.add_option("--measure", request.measures,
                     "Print this measure alone, NAME or NAME:BREAKDOWN (NAME:* for each); may be "
                     "given several times");
  command.add_option("--section", request.sections, "Print this part of the headline alone")
      ->check(CLI::IsMember(tools::headline_sections()));
  command.add_option("--years", request.years, "Years to print, by the year they begin: 2016-2018")
      ->check(tools::years_of_run());
  command.add_flag("--json", request.json, "Print the headline as JSON, for programs");
  command.add_flag("-q,--quiet", request.quiet, "Print results only");
  command.add_flag("-v,--verbose", request.verbose, "Say what is run, and how long it took");
}

void CommandLine::add_merge_and_verify() {
  merge_command = app.add_subcommand(
      "merge", "Make one run of all its shards: the same bytes as if it had been run at once");
  merge_command->add_option("DIR", merge.shards, "Folders of the shards")->required();
  add_printing(*merge_command, merge.run);
  verify_command =
      app.add_subcommand("verify", "Hold a folder of results against its manifest, byte for byte");
  verify_command->add_option("DIR", verified, "Folder of a run")->required();
}

void CommandLine::add_explain() {
  explain_command = app.add_subcommand(
      "explain", "Say what a measure counts and what moves it, or what a key of a scenario does");
  explain_command->add_option("NAME", explain.words,
                              "A measure or key (all measures if left out), and the scenario to "
                              "look it up in; the synthetic borough if left out");
  explain_command->add_flag("--json", explain.json, "Print JSON, for programs");
  explain_command->add_flag("--measures", explain.measures, "Every measure, as Markdown");
  explain_command->add_flag("--parameters", explain.parameters,
                            "Every number of the scenarios, as Markdown");
}

void CommandLine::add_evidence() {
  evidence_command = app.add_subcommand(
      "evidence",
      "Say where the evidence contradicts itself, what is used, and what the other would do");
  evidence_command->add_option("FOLDER", evidence.folder, "Folder of the evidence")
      ->capture_default_str();
  evidence_command->add_option("--finding", evidence.finding, "Print the finding of this number")
      ->check(CLI::Range(1, 9999));
  evidence_command->add_flag("--json", evidence.json, "Print JSON, for programs");
}

int obey(CommandLine& line) {
  if (!line.shard.empty()) {
    const std::size_t stroke = line.shard.find('/');
    line.run.shard = static_cast<std::uint32_t>(std::stoul(line.shard.substr(0, stroke)));
    line.run.shards = static_cast<std::uint32_t>(std::stoul(line.shard.substr(stroke + 1)));
  }
  if (line.run_command->parsed()) return tools::run(line.run);
  if (line.merge_command->parsed()) return tools::merge(line.merge);
  if (line.verify_command->parsed()) return tools::verify(line.verified);
  if (line.check_command->parsed()) return tools::check(line.check);
  if (line.explain_command->parsed()) return tools::explain(line.explain);
  if (line.evidence_command->parsed()) return tools::evidence(line.evidence);
  if (const auto exit_code = line.believed.obeyed()) return *exit_code;
  if (const auto exit_code = line.comparison.obeyed()) return *exit_code;
  if (const auto exit_code = line.matters.obeyed()) return *exit_code;
  line.trace.by_number = line.by_number->count() > 0;
  return tools::trace(line.trace);
}

int answer(int count, char** words) {
  if (explain_mistyped_command(count, words)) return scenario_fault;
  CommandLine line;
  try {
    line.app.parse(count, words);
  } catch (const CLI::ParseError& error) {
    std::ostringstream told;  // which may hold what somebody else wrote into a script
    const int status = line.app.exit(error, std::cout, told);
    std::cerr << output::printable(told.str());
    return status == 0 ? 0 : scenario_fault;
  }
  return obey(line);
}

}  // namespace

int tools::exit_code_of(const std::error_code& code) {
  const auto is = [&](std::errc cause) { return code == cause; };
  const bool out = is(std::errc::no_space_on_device) || is(std::errc::not_enough_memory) ||
                   is(std::errc::file_too_large) || code.value() == EDQUOT ||
                   is(std::errc::resource_unavailable_try_again);  // No room for a thread.
  return out ? ran_out : place_fault;
}

std::string tools::plain_text(const std::system_error& error) {
  std::string text = error.what();
  const std::string preface = "filesystem error: ";
  if (text.rfind(preface, 0) == 0) text.erase(0, preface.size());
  return scenarios::escaped(text);
}

namespace {

/// What to do about a failure of the machine, as a line of its own; empty where nobody can say.
std::string advice(const std::error_code& code) {
  if (code == std::errc::no_such_file_or_directory)
    return "  Is the name right? To write there, make the folder that it is in first.\n";
  if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted ||
      code == std::errc::read_only_file_system)
    return "  Name another place (-o), or ask whoever looks after this one.\n";
  if (code == std::errc::file_too_large)
    return "  Your account may only write smaller files (ulimit -f): raise that, or use another.\n";
  if (tools::exit_code_of(code) == ran_out) return "  Free some and run the same command again.\n";
  return {};
}

}  // namespace

int tools::command(int count, char** words) {
  const StandardOutput& out = StandardOutput::of_program();
  std::signal(SIGXFSZ, SIG_IGN);  // A file grown too large is an error like others, and is told.
  // Results are the same bytes whatever the language of the machine. There are no threads yet.
  std::setlocale(LC_ALL, "C");  // NOLINT(concurrency-mt-unsafe)
  try {
    sim::expect_exact_arithmetic();
    const int exit_code = answer(count, words);
    if (std::cout.flush()) return exit_code;
    // A stream goes bad without a failed write where there is no memory to hold what was said.
    throw std::system_error(
        out.cause() ? out.cause() : std::make_error_code(std::errc::not_enough_memory),
        "cannot write to standard output");
  } catch (const scenarios::ScenarioError& error) {
    std::cerr << error.what() << "\n";
    return scenario_fault;
  } catch (const sim::ContractError& error) {
    std::cerr << "semh: this is a fault of the program, please report it: " << error.what() << "\n"
              << "  " << tools::version_text() << "\n";
    return our_fault;
  } catch (const std::system_error& error) {  // filesystem_error is one of them.
    std::cerr << "semh: " << tools::plain_text(error) << "\n" << advice(error.code());
    return tools::exit_code_of(error.code());
  } catch (const sim::DamagedManifest& error) {
    std::cerr << "semh: " << scenarios::escaped(error.what()) << "\n";
    return place_fault;
  } catch (const sim::FolderInUse& error) {
    std::cerr << "semh: " << scenarios::escaped(error.what()) << "\n";
    return in_use;
  } catch (const std::bad_alloc&) {
    std::cerr << "semh: memory ran out; ask for fewer replications or scenarios at once.\n";
    return ran_out;
  } catch (const std::exception& error) {
    std::cerr << "semh: this is a fault of the program, please report it: " << error.what() << "\n";
    return our_fault;
  }
}
