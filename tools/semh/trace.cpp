#include <algorithm>
#include <iostream>
#include <optional>
#include <string>

#include "models/diary.h"
#include "models/model.h"
#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"
#include "sim/kernel/expects.h"
#include "tools/semh/commands.h"

namespace tools {
namespace {

struct Wanted {
  const char* word;
  bool (*fits)(const models::Pupil&);
};

constexpr Wanted wanted[] = {
    {"excluded", [](const models::Pupil& p) { return p.permanent > 0; }},
    {"withdrawn", [](const models::Pupil& p) { return p.decisions > p.permanent; }},
    {"reintegrated", [](const models::Pupil& p) { return p.trials > 0; }},
    {"waiting", [](const models::Pupil& p) { return p.tuitions > 0; }},
    {"specialist", [](const models::Pupil& p) { return p.searches > 0; }},
};

/// The first pupil, in order of number, who fits the word in a reported year, or else at all.
std::optional<models::PupilId> found(const models::World& world, const std::string& word) {
  const auto kind = std::find_if(std::begin(wanted), std::end(wanted),
                                 [&](const Wanted& w) { return word == w.word; });
  sim::expects(kind != std::end(wanted), "the command line accepts only words it knows");
  std::optional<models::PupilId> best;
  const sim::Instant from = sim::date(world.borough.period.report_from, 9, 1);
  for (const models::Pupil& pupil : world.noticed())
    if (kind->fits(pupil) && pupil.first_away >= from && pupil.first_away < sim::never &&
        (!best || pupil.id < *best))
      best = pupil.id;
  if (best) return best;
  for (const models::Pupil& pupil : world.noticed())
    if (kind->fits(pupil) && (!best || pupil.id < *best)) best = pupil.id;
  return best;
}

/// Breaks a sentence at spaces, so that dates stand alone in the left margin.
std::string wrapped(const std::string& text, std::size_t width, const std::string& margin) {
  std::string lines;
  std::size_t column = 0;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string word = text.substr(start, end - start);
    if (column > 0 && column + 1 + word.size() > width) {
      lines += "\n" + margin;
      column = 0;
    } else if (column > 0) {
      lines += " ";
      ++column;
    }
    lines += word;
    column += word.size();
    start = end + 1;
  }
  return lines;
}

void print(const models::World& world, const models::Diary& diary, models::PupilId id) {
  const int reception = world.borough.period.first_school_year - models::last_year +
                        models::Population::cohort_of(id);
  const int path = world.population.path_of(id);
  std::cout << "A simulated child, not a real one: pupil " << id.value
            << ", who entered Reception in September " << reception << ", primary school "
            << path + 1 << ", partnership "
            << world.ground.partnership_of_path[static_cast<std::size_t>(path)] + 1 << ".\n\n";
  const auto entries = diary.entries_of(id);
  std::string last_day;
  const std::string margin(12, ' ');
  for (const models::DiaryEntry& entry : entries) {
    const std::string day = sim::to_string(sim::date_of(entry.at));
    std::cout << (day == last_day ? margin : day + "  ") << wrapped(entry.text, 86, margin) << "\n";
    last_day = day;
  }
  if (entries.empty()) std::cout << "Nothing ever came to notice.\n";
}

}  // namespace

std::vector<std::string> findable() {
  std::vector<std::string> words;
  for (const Wanted& w : wanted) words.emplace_back(w.word);
  return words;
}

int trace(const TraceRequest& request) {
  const scenarios::Scenario scenario = scenarios::read_scenario(request.scenario);
  const models::Ground ground(scenario.borough);
  models::Model model(ground, {.seed = request.seed, .keeps_weeks = false});
  models::Diary diary;
  model.run(request.replication, diary);

  std::optional<models::PupilId> id = models::PupilId{request.pupil};
  if (!request.by_number)
    id = found(model.world(), request.find.empty() ? "excluded" : request.find);
  if (!id) {
    std::cerr << "No pupil of replication " << request.replication << " was " << request.find
              << "; try another --replication.\n";
    return 2;
  }
  if (!model.world().population.exists(*id)) {
    std::cerr << "There is no pupil " << id->value << " in replication " << request.replication
              << "; semh trace ... --find excluded names one.\n";
    return 2;
  }
  std::cout << scenario.id << ", seed " << request.seed << ", replication " << request.replication
            << "\n";
  print(model.world(), diary, *id);
  std::cerr << "\nThe same child under another scenario: semh trace OTHER.toml --pupil "
            << id->value << " --replication " << request.replication << " --seed " << request.seed
            << "\n";
  return 0;
}

}  // namespace tools
