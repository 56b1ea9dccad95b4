// One table of a scenario, being read.
//
// A value is checked where it is read, each problem is kept with its place in the file, and a key
// that nobody read is a problem too: a misspelt lever must never silently keep its default.
// Reading goes on after a problem, with a harmless value, so that one run reports them all.
//
// A number that is an estimate is written { value =, low =, high =, unit =, source =, note = }.
// The unit is the one the reader states. The source is never empty; where it begins with ASSUMED,
// the range is required. Whatever is read is entered in the register.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scenarios/draw.h"
#include "scenarios/node.h"
#include "scenarios/register.h"
#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"

namespace scenarios {

/// What one reading of a scenario has found so far.
struct Reading {
  std::vector<Diagnostic> problems;
  std::set<std::string> wrong{};  ///< The keys that they are about.
  Register assumptions;
  const Draw* draw = nullptr;  ///< Instead of central values; the numbers are judged all the same.
  /// All this has been read before, and only its numbers are wanted: units, sources and notes have
  /// been judged, and are left out of the register.
  bool numbers_alone = false;

  /// Throws: ScenarioError with every problem, if there is any.
  void judge() const;
};

/// " in line 5", and of which file if not of the one in which `seen_from` stands.
std::string in_line(const Place& place, const Place& seen_from);

/// The first and the last day on which a step may begin.
struct Period {
  sim::Date first;
  sim::Date last;
};

template <class Value>
struct Step {
  sim::Date from;
  Value value;
};

/// Dates strictly rise.
template <class Value>
using Steps = std::vector<Step<Value>>;

struct MoneyEstimate {
  sim::Money value;
  sim::Money low;
  sim::Money high;
};

template <class Meaning>
struct Word {
  std::string_view word;
  Meaning meaning;
};

class Section {
 public:
  static constexpr std::size_t longest_array = 10'000;

  /// Keeps references: the tree of `table` and `reading` must outlive the section.
  Section(const Node& table, Reading& reading);
  Section(Section&&) = default;
  Section& operator=(Section&&) = delete;

  /// Of an element of an array of tables; empty otherwise.
  const std::string& id() const { return id_; }
  /// A key that is asked for is a known key, and still a problem when it is there and nobody reads
  /// it.
  bool has(std::string_view key);
  /// Every key, in the order written; for a table whose keys are ids.
  std::vector<std::string> keys() const;
  /// The key with its value and its line, for a rule that measures `by` by it.
  std::string told(std::string_view key, std::string_view by) const;
  /// True until something is found wrong with the key or below it: what is wrong already is
  /// measured by no further rule, nor anything by it.
  bool is_good(std::string_view key) const;
  std::uint32_t line() const { return table_->place().line; }
  /// Whether only the numbers are wanted, of a scenario that was read and judged before.
  bool is_of_numbers_alone() const { return reading_->numbers_alone; }

  // Settings: choices, not estimates, so a bare value will do. A missing key is a problem.
  std::string text(std::string_view key);
  std::int64_t whole_number(std::string_view key, std::int64_t least, std::int64_t most);
  double real(std::string_view key, double least, double most, std::string_view unit);
  double probability(std::string_view key);  ///< In [0, 1].
  sim::Date date(std::string_view key, sim::Date first, sim::Date last);
  bool boolean(std::string_view key);
  sim::Money money(std::string_view key, std::int64_t least_pounds, std::int64_t most_pounds);
  /// The index of the word written, which must be one of `allowed`; else 0.
  std::size_t choice(std::string_view key, const std::vector<std::string>& allowed);
  /// What the word written means: `words` is an array of Word.
  template <class Meaning, std::size_t count>
  Meaning choice(std::string_view key, const Word<Meaning> (&words)[count]);
  std::vector<std::string> texts(std::string_view key);
  /// A list of `count` numbers, which is no part of the register; empty after a problem.
  std::vector<double> reals(std::string_view key, std::size_t count, double least, double most);
  /// The indices of the words written, each one of `allowed`, none twice.
  std::vector<std::size_t> choices(std::string_view key, const std::vector<std::string>& allowed);

  // The same, for a key that may be missing.
  std::optional<std::string> optional_text(std::string_view key);
  std::optional<std::int64_t> optional_whole_number(std::string_view key, std::int64_t least,
                                                    std::int64_t most);
  std::optional<double> optional_real(std::string_view key, double least, double most,
                                      std::string_view unit);
  std::optional<sim::Date> optional_date(std::string_view key, sim::Date first, sim::Date last);
  std::optional<bool> optional_boolean(std::string_view key);
  std::optional<std::size_t> optional_choice(std::string_view key,
                                             const std::vector<std::string>& allowed);

  // Assumptions: { value =, unit =, source = ... }. `unit` may be "" for a pure number, which is
  // then written without a unit or with unit = "".
  Estimate assumption(std::string_view key, double least, double most, std::string_view unit);
  /// The same, whose value, low and high are whole.
  Estimate whole_assumption(std::string_view key, std::int64_t least, std::int64_t most,
                            std::string_view unit);
  /// In pounds and whole pence.
  MoneyEstimate money_assumption(std::string_view key, std::int64_t least_pounds,
                                 std::int64_t most_pounds, std::string_view unit);
  std::optional<Estimate> optional_assumption(std::string_view key, double least, double most,
                                              std::string_view unit);
  std::optional<MoneyEstimate> optional_money_assumption(std::string_view key,
                                                         std::int64_t least_pounds,
                                                         std::int64_t most_pounds,
                                                         std::string_view unit);

  /// { values = [...], unit =, source = ... } with `count` numbers; `low` and `high` are lists too.
  std::vector<Estimate> assumptions(std::string_view key, std::size_t count, double least,
                                    double most, std::string_view unit);

  /// A table with one part for each name, probabilities that sum to 1 (within 1e-9, never
  /// renormalised). A part is a number or an estimate; `source` and `note` of the table hold for
  /// the parts that have none of their own.
  std::vector<Estimate> shares(std::string_view key, const std::vector<std::string>& names);

  // Dated steps: [ { from = DATE, value = ..., source = ... }, ... ] with the fields of an
  // estimate, unit optional. The first step may leave out `from`: it holds from `period.first`.
  // A single { value = ... } without `from` is one such step. Dates rise strictly inside `period`.
  // Ensures: at least one step, in rising order, also after a problem.
  Steps<Estimate> steps(std::string_view key, double least, double most, std::string_view unit,
                        Period period);
  Steps<Estimate> whole_steps(std::string_view key, std::int64_t least, std::int64_t most,
                              std::string_view unit, Period period);
  Steps<MoneyEstimate> money_steps(std::string_view key, std::int64_t least_pounds,
                                   std::int64_t most_pounds, std::string_view unit, Period period);
  /// What a draw adds after the `last` step of `key`, as if the scenario had stated its last value
  /// on those days too.
  Steps<Estimate> steps_added(std::string_view key, sim::Date last, double least, double most,
                              std::string_view unit, Period period);
  /// The date that a draw puts in the place of the one under `key`; nothing where it leaves it.
  std::optional<sim::Date> date_drawn(std::string_view key) const;
  /// Lets the register show `date`, which a draw has put in the place of the one read.
  void move_date(std::string_view key, sim::Date date);
  /// Steps of true and false, or of words; a source is welcome and not required.
  Steps<bool> boolean_steps(std::string_view key, Period period);
  Steps<std::size_t> choice_steps(std::string_view key, const std::vector<std::string>& allowed,
                                  Period period);
  /// Steps with fields of their own: each section has `from` already read.
  Steps<Section> section_steps(std::string_view key, Period period);

  /// The table under `key`. When it is missing, that is one problem and reads of it add no more.
  Section section(std::string_view key);
  std::optional<Section> optional_section(std::string_view key);
  /// An array of tables, [[key]], each with a unique `id` (lower case, digits and -); may be
  /// absent.
  std::vector<Section> sections(std::string_view key);

  /// An array of tables that have no ids, one at least.
  std::vector<Section> tables(std::string_view key);

  /// A problem with what is under `key` (or with the table, when it is missing) that only a reader
  /// who knows several keys can see. `rule` says what must be; the value is shown for you.
  void complain(std::string_view key, std::string rule, std::string action = {});

  /// Reports every key not read so far. Call once, after the last read.
  void finish();

 private:
  struct Limits;  // of a number: its kind, range and unit
  enum class Labels { required, step, share };

  static constexpr std::size_t longest_text = 200;    // [characters] of a name
  static constexpr std::size_t longest_note = 2'000;  // [characters]
  static constexpr std::size_t most_problems = 10'000;

  Section(const Node& table, Reading& reading, std::string path, std::string tables,
          std::string owner);
  Section below(const Node& table, std::string_view key) const;
  Section element(const Node& table, std::string_view key, const std::string& id) const;
  Section step(const Node& table, std::string_view key, std::size_t number) const;

  const Node* look(std::string_view key);  // Marks `key` as read; null when it is missing.
  const Node* require(std::string_view key, const std::string& rule);  // Its absence is a problem.
  const Node* require(std::string_view key, const Limits& limits);  // ... that breaks their rule.
  const Array* array(const Node& at, std::string_view key, const std::string& of);
  void complain_at(const Node& at, std::string_view key, std::string rule, std::string action);
  void complain_missing(std::string_view key, std::string rule, std::string action);
  void note_problem(const Place& place, std::string key, std::string what, std::string rule,
                    std::string action);
  std::string path_of(std::string_view key) const;
  std::string place_in_words() const;
  std::string header_of(std::string_view key) const;

  RegisterRow row_of(const Node& at, std::string_view key) const;
  void enter(RegisterRow row);
  void enter_word(const Node& at, std::string_view key, std::string word);

  std::optional<double> number(const Node& at, std::string_view key, const Limits& limits);
  std::optional<double> setting(std::string_view key, const Limits& limits);
  std::optional<std::string> words(const Node& at, std::string_view key, std::size_t longest);
  std::optional<bool> truth(const Node& at, std::string_view key);
  std::optional<sim::Date> day(const Node& at, std::string_view key, Period period);
  std::optional<std::size_t> index(const Node& at, std::string_view key,
                                   const std::vector<std::string>& allowed);

  std::optional<Estimate> estimate(std::string_view key, const Limits& limits);
  void complain_unlabelled(const Node& at, std::string_view key, const Limits& limits);
  Estimate labelled(RegisterRow& row, const Limits& limits, Labels labels);
  Estimate ranged(RegisterRow& row, const Limits& limits, double value);
  Estimate drawn(RegisterRow& row, const Limits& limits) const;
  void draw_shares(std::string_view key, std::vector<Estimate>& found);
  void read_labels(RegisterRow& row, const Limits& limits, Labels labels);
  Estimate share(const Node& part, std::string_view name, const RegisterRow& common);
  void judge_sum(const Node& table, std::string_view key, const std::vector<std::string>& names,
                 const std::vector<Estimate>& found);
  std::vector<double> numbers(std::string_view key, std::size_t count, const Limits& limits,
                              bool required);

  template <class Read>
  void each_step(std::string_view key, Period period, const std::string& example, Read read);
  sim::Date start_of(Period period, const Place& before, std::optional<sim::Date> previous);
  void read_origin(RegisterRow& row);
  Steps<Estimate> estimate_steps(std::string_view key, const Limits& limits, Period period);

  const Node* table_;
  Reading* reading_;
  std::string path_;    // Of this table, such as provider[aspire].terms; empty for the root.
  std::string tables_;  // Its dotted name below `owner_`.
  std::string owner_;   // Such as provider "aspire", in words; empty below the root alone.
  std::string id_{};
  bool absent_ = false;  // Missing where it was required, which has been said already.
  struct KnownKey {
    std::string name;
    bool read = false;
  };
  /// Makes `key` known, if it is not yet.
  KnownKey& know(std::string_view key);
  std::vector<KnownKey> known_{};  // every key that has been asked for: too few for a tree
};

template <class Meaning, std::size_t count>
Meaning Section::choice(std::string_view key, const Word<Meaning> (&words)[count]) {
  std::vector<std::string> allowed;
  for (const Word<Meaning>& word : words) allowed.emplace_back(word.word);
  return words[choice(key, allowed)].meaning;
}

}  // namespace scenarios
