#include <algorithm>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/diary.h"
#include "models/model.h"
#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"
#include "scenarios/spelling.h"
#include "sim/kernel/expects.h"
#include "tools/semh/broken_contract.h"
#include "tools/semh/commands.h"
#include "tools/semh/crash.h"
#include "tools/semh/explained.h"

namespace tools {
namespace {

constexpr std::size_t width = 80;
constexpr std::size_t margin = 12;  ///< Of sentences, behind the date.

/// What --find looks for: the words of a sentence that the diary writes when it happens.
struct Wanted {
  const char* word;
  const char* sentence;
};

constexpr Wanted wanted[] = {
    {"excluded", "The exclusion stands"},
    {"withdrawn", "The exclusion is withdrawn"},
    {"reintegrated", "on trial"},
    {"waiting", "tuition until there is"},
    {"specialist", "Placed at "},
    {"panel", "The panel of "},
    {"quota-spent", "the quota is spent"},
    {"above-quota", "Above quota: "},
    {"recharged", "is recharged to"},
    {"managed-move", "A managed move begins"},
    {"fair-access", "The Fair Access Panel finds"},
    {"vocational", "Takes up a vocational place"},
    {"part-time", "on a part-time timetable"},
    {"home-education", "to be educated at home"},
    {"not-traced", "and not traced"},
    {"otherwise", "Too ill or too anxious"},
    {"in-care", "A decision on care"},
};

/// Options of the menu, told as "Goes to NAME".
constexpr std::pair<const char*, models::OptionKind> options[] = {
    {"short-break", models::OptionKind::short_break},
    {"alternative-provision", models::OptionKind::alternative_provision},
    {"school-provision", models::OptionKind::school_provision},
    {"partnership-place", models::OptionKind::partnership_place},
};

/// The sentences that tell of what the word names in this borough.
std::vector<std::string> sentences_of(const models::Borough& borough, const std::string& word) {
  std::vector<std::string> sentences;
  for (const Wanted& each : wanted)
    if (word == each.word) sentences.emplace_back(each.sentence);
  for (const auto& [name, kind] : options)
    for (const models::Option& option : borough.options)
      if (word == name && option.kind == kind) sentences.push_back("Goes to " + option.name);
  return sentences;
}

bool mentions(const models::DiaryEntry& entry, const std::vector<std::string>& sentences) {
  return std::any_of(sentences.begin(), sentences.end(), [&](const std::string& sentence) {
    return entry.text.find(sentence) != std::string::npos;
  });
}

/// The first pupil, in order of number, of whom it is told in a reported year, or else at all.
std::optional<models::PupilId> found(const models::Borough& borough, const models::Diary& diary,
                                     const std::vector<std::string>& sentences) {
  const sim::Instant from = sim::date(borough.period.report_from, 9, 1);
  std::optional<models::PupilId> reported;
  std::optional<models::PupilId> best;
  for (const models::DiaryEntry& entry : diary.entries()) {
    if (!mentions(entry, sentences)) continue;
    if (!best || entry.pupil < *best) best = entry.pupil;
    if (entry.at >= from && (!reported || entry.pupil < *reported)) reported = entry.pupil;
  }
  return reported ? reported : best;
}

void print_pupil(const models::World& world, const models::Diary& diary, models::PupilId id) {
  const int reception = world.borough.period.first_school_year - models::last_year +
                        models::Population::cohort_of(id);
  const int path = world.population.path_of(id);
  const auto partnership =
      static_cast<std::size_t>(world.ground.partnership_of_path[static_cast<std::size_t>(path)]);
  std::cout << broken("A simulated child, not a real one: pupil " + std::to_string(id.value) +
                          ", who entered Reception in September " + std::to_string(reception) +
                          ", primary school " + std::to_string(path + 1) + ", partnership " +
                          std::to_string(partnership + 1) + " (" +
                          world.borough.partnerships[partnership].name + ").",
                      width, 0)
            << "\n\n";
  std::string last_day;
  const auto entries = diary.entries_of(id);
  for (const models::DiaryEntry& entry : entries) {
    const std::string day = sim::to_string(sim::date_of(entry.at));
    std::cout << (day == last_day ? std::string(margin, ' ') : day + "  ")
              << broken(entry.text, width, margin) << "\n";
    last_day = day;
  }
  if (entries.empty()) std::cout << "Nothing ever came to notice.\n";
}

struct Named {
  std::string id;
  std::string name;
};

/// What --provider can name, and as what the diary tells of it.
std::vector<Named> providers_of(const models::Borough& borough) {
  std::vector<Named> all;
  for (const models::Unit& unit : borough.units) all.push_back({unit.id, unit.name});
  for (const models::Specialist& given : borough.specialists) all.push_back({given.id, given.name});
  for (const models::Option& option : borough.options) all.push_back({option.id, option.name});
  return all;
}

std::vector<Named> partnerships_of(const models::Borough& borough) {
  std::vector<Named> all;
  for (const models::Partnership& given : borough.partnerships)
    all.push_back({given.id, "The panel of " + given.name});
  return all;
}

/// Nothing, having said so, when there is no such id.
std::optional<std::string> name_of(const std::string& id, const std::vector<Named>& all,
                                   const char* kind) {
  std::vector<std::string> ids;
  for (const Named& each : all) {
    if (each.id == id) return each.name;
    ids.push_back(each.id);
  }
  std::cerr << "semh: " << scenarios::shown(id) << " is not the id of a " << kind;
  if (const auto meant = scenarios::nearest(id, ids))
    std::cerr << "; did you mean " << *meant << "?";
  std::cerr << "\nThere are " << listed(ids) << ".\n";
  return std::nullopt;
}

/// "2016-02-03  Pupil 12: ..."
std::string told_of(const models::DiaryEntry& entry) {
  return sim::to_string(sim::date_of(entry.at)) + "  " +
         broken("Pupil " + std::to_string(entry.pupil.value) + ": " + entry.text, width, margin);
}

/// All that is told of a school year with those words, of whichever pupil.
int print_sentences(const models::Borough& borough, const models::Diary& diary,
                    const std::string& words, const TraceRequest& request) {
  const int year = request.year > 0 ? request.year : borough.period.report_from;
  const sim::Instant from = sim::date(year, 9, 1);
  const sim::Instant end = request.year > 0 ? sim::date(year + 1, 9, 1) : borough.period.end();
  std::size_t told = 0;
  std::size_t more = 0;
  for (const models::DiaryEntry& entry : diary.entries()) {
    if (entry.at < from || entry.at >= end || !mentions(entry, {words})) continue;
    if (told == request.most) {
      ++more;
      continue;
    }
    ++told;
    std::cout << told_of(entry) << "\n";
  }
  if (told == 0) std::cout << "Nothing is told of it in these years.\n";
  if (more > 0)
    std::cout << "... and " << more << " more; --most shows them, --year YEAR a single year.\n";
  return 0;
}

void print_heading(const scenarios::Scenario& scenario, const TraceRequest& request) {
  std::cout << scenario.id << ", seed " << request.seed << ", replication " << request.replication
            << "\n";
}

int trace_pupil(const scenarios::Scenario& scenario, const models::World& world,
                const models::Diary& diary, const TraceRequest& request) {
  std::optional<models::PupilId> id = models::PupilId{request.pupil};
  const std::string word = request.find.empty() ? "excluded" : request.find;
  if (!request.by_number) id = found(world.borough, diary, sentences_of(world.borough, word));
  if (!id) {
    std::cerr << "No pupil of replication " << request.replication << " has a story of " << word
              << "; try another --replication, or a scenario that has it.\n";
    return 2;
  }
  if (!world.population.exists(*id)) {
    std::cerr << "There is no pupil " << id->value << " in replication " << request.replication
              << "; semh trace ... --find excluded names one.\n";
    return 2;
  }
  print_heading(scenario, request);
  print_pupil(world, diary, *id);
  std::cerr << "\nThe same child under another scenario: semh trace OTHER.toml --pupil "
            << id->value << " --replication " << request.replication << " --seed " << request.seed
            << "\n";
  return 0;
}

/// All but the replication of what was asked, as a command.
std::string repeat_command(const TraceRequest& request) {
  return "semh trace " + scenarios::escaped(request.scenario.string()) + " --seed " +
         std::to_string(request.seed) + " --replication ";
}

/// Throws: ContractError with the last that the diary tells, and the command that repeats it.
void live(models::Model& model, models::Diary& diary, const TraceRequest& request) {
  leave_last_words(version_text() + ", seed " + std::to_string(request.seed) + "; trace of " +
                       scenarios::escaped(request.scenario.filename().string()),
                   repeat_command(request));
  note_replication(request.replication);
  try {
    model.run(request.replication, diary);
  } catch (const sim::ContractError& error) {
    if (!diary.entries().empty())
      std::cerr << "The last that is told before the fault:\n"
                << told_of(diary.entries().back()) << "\n";
    throw located(error, model.world(), request.seed, request.replication,
                  repeat_command(request) + std::to_string(request.replication));
  }
}

}  // namespace

std::vector<std::string> findable() {
  std::vector<std::string> words;
  for (const Wanted& each : wanted) words.emplace_back(each.word);
  for (const auto& [name, kind] : options) words.emplace_back(name);
  return words;
}

int trace(const TraceRequest& request) {
  const scenarios::Scenario scenario = scenarios::read_scenario(request.scenario);
  std::optional<std::string> words;
  if (!request.provider.empty()) {
    words = name_of(request.provider, providers_of(scenario.borough), "provider");
    if (!words) return 2;
  } else if (!request.partnership.empty()) {
    words = name_of(request.partnership, partnerships_of(scenario.borough), "partnership");
    if (!words) return 2;
  } else if (!request.words.empty()) {
    words = request.words;
  }
  const models::Ground ground(scenario.borough);
  models::Model model(ground, {.seed = request.seed, .keeps_weeks = false});
  models::Diary diary;
  live(model, diary, request);
  if (!words) return trace_pupil(scenario, model.world(), diary, request);
  print_heading(scenario, request);
  std::cout << "Simulated children, not real ones.\n\n";
  return print_sentences(scenario.borough, diary, *words, request);
}

}  // namespace tools
