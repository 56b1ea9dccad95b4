// Any bytes, read as a scenario: alone, in the small test borough, and in the real one, which they
// may extend; and as a posterior. Either a scenario or a posterior comes of it, whose text reads
// back as itself, or a complaint.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "scenarios/posterior.h"
#include "scenarios/scenario_reader.h"
#include "tests/fuzz/judged.h"
#include "tests/scenarios/small_borough.h"

namespace {

namespace fs = std::filesystem;

/// Beside the borough that the input may extend: the folder that SEMH_FUZZ_FOLDER names.
fs::path input_file() {
  const char* folder = std::getenv("SEMH_FUZZ_FOLDER");
  return fs::path(folder != nullptr ? folder : ".") / "input.toml";
}

template <class Read>
void judged(Read read) {
  try {
    read();
  } catch (const scenarios::ScenarioError& error) {
    fuzz::judge(error);
  }
}

void read_alone(const std::string& text) {
  const scenarios::Document document = scenarios::parse(text, "input.toml");
  const std::string canonical = document.canonical_text();
  sim::expects(scenarios::parse(canonical, "canonical.toml").canonical_text() == canonical,
               "a canonical text is its own canonical text");
  static_cast<void>(small_borough::read(document).assumptions.assumptions_text());
}

void read_as_borough(const std::string& text) {
  static const fs::path file = input_file();
  std::ofstream(file, std::ios::binary) << text;
  static_cast<void>(scenarios::read_scenario(file));
}

void read_as_posterior(const std::string& bytes) {
  const std::string text =
      scenarios::posterior_text(scenarios::parse_posterior(bytes, "posterior.toml"));
  sim::expects(scenarios::posterior_text(scenarios::parse_posterior(text, "again.toml")) == text,
               "a posterior reads back as itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text = fuzz::text_of(bytes, size);
  const bool extends = text.find("extends") != std::string::npos;
  if (!extends) judged([&] { read_alone(text); });
  if (extends || text.find("first_school_year") != std::string::npos)
    judged([&] { read_as_borough(text); });
  if (text.find("draw") != std::string::npos) judged([&] { read_as_posterior(text); });
  return 0;
}
