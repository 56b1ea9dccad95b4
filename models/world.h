// All there is in one replication: the clock, the children who have come to notice, the places, the
// books and the counts. Handlers take it whole; nothing else holds state.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "models/arrivals.h"
#include "models/borough.h"
#include "models/census.h"
#include "models/diary.h"
#include "models/event.h"
#include "models/exposure.h"
#include "models/fair_access_panel.h"
#include "models/ledger.h"
#include "models/panel.h"
#include "models/population.h"
#include "models/pupil.h"
#include "models/purpose.h"
#include "models/quota.h"
#include "models/record.h"
#include "models/school_census.h"
#include "models/school_terms.h"
#include "models/spending.h"
#include "models/thresholds.h"
#include "sim/kernel/resource.h"
#include "sim/kernel/simulation.h"
#include "sim/kernel/waiting_list.h"
#include "sim/random/stream.h"

namespace models {

/// A school that may take a pupil on a managed move.
struct HostSchool {
  int school = 0;  ///< The primary schools first, then the secondary schools.
  int paths = 0;   ///< How many paths of schools lead through it: its size, as all are of one size.
};
/// Shape (partnerships), of each phase.
ByPhase<std::vector<std::vector<HostSchool>>> host_schools(const Schools& schools);

/// What follows from a scenario alone, shared by every replication and thread.
struct Ground {
  explicit Ground(const Borough& given);
  /// The same with terms of one's own.
  Ground(Borough given, SchoolTerms terms_given);

  Borough borough;
  SchoolTerms terms;
  std::vector<int> partnership_of_path;
  std::array<double, 64> log_of_record{};      ///< log(1 + n).
  ByPhase<std::array<double, 64>> referred{};  ///< P(brought to a panel after n exclusions).
  ByPhase<std::vector<std::vector<HostSchool>>> hosts;  ///< By partnership, in order of school.
  std::vector<double> repeats_below;                    ///< P(at most n repeats), for inversion.
  /// The 1 September of every school year in which a pupil of the run is at school, or has just
  /// left it: from `year_groups` years before the run on.
  std::vector<sim::Instant> septembers;
  Support support;
};

/// A pupil referral unit in operation.
struct UnitPlaces {
  sim::Resource places;
  sim::WaitingList<PupilId, claims> waiting;
  VocationalPlaces vocational;
  bool admits_pending = false;     ///< An admission round is already scheduled for this instant.
  std::vector<PupilId> newcomers;  ///< Who has joined the list since the last round.
};

/// A provider of specialist places in operation.
struct SpecialistPlaces {
  StepFunction<int> opening;  ///< Places as they really open [pupils].
  sim::Resource places;
  ByYearGroup<int> held{};
  std::vector<char> is_imported;  ///< By number of the place: taken by another authority's pupil.
  int imported = 0;               ///< How many are.
  int most = 0;                   ///< Places it has had at any time.
};

/// An event of the borough that is appointed, with its place in line.
struct StandingEvent {
  std::uint32_t what = 0;  ///< The code of its kind.
  std::uint32_t number = 0;
  std::uint32_t sequence = 0;
  sim::Instant at{};
};

/// All that a replication changes: a world but for the ground it stands on. A member that is added
/// here goes on where options part; whether it must be made to fit the other ground is a question
/// for fork.cpp.
class WorldState {
 public:
  sim::Universe universe;
  sim::Simulation simulation;
  Population population;
  Exposure exposure;
  Thresholds thresholds;                        ///< By candidate.
  ByPhase<std::vector<double>> decision_level;  ///< By school year [logit].
  std::vector<UnitPlaces> units;
  std::vector<SpecialistPlaces> specialists;
  sim::Fifo<PupilId> waiting_for_specialist;
  bool specialist_round_pending = false;
  bool returns_due = false;  ///< After the round of this instant, some may come back.
  /// Since the run began, a round of 1 September in which it matters who was named by February.
  bool february_has_mattered = false;
  std::uint32_t reach_number =
      1;                      ///< Which reach of interventions holds: one more where options part.
  bool places_moved = false;  ///< A place or a list has changed since idleness was last looked for.
  std::vector<Arrivals> one_offs;   ///< By year group.
  std::vector<Arrivals> referrals;  ///< By stream.
  Panels panels;
  std::vector<Arrivals> option_streams;  ///< By option.
  FairAccessPanel fair_access;
  /// Where there is no panel: the newcomers of an option that this run may go on as.
  const Dated* newcomers_elsewhere = nullptr;
  std::vector<Arrivals> plan_requests;  ///< One stream.
  std::vector<Arrivals> out_of_sight;   ///< By route, then phase.
  std::vector<Arrivals> illnesses;      ///< By year group.
  std::vector<Arrivals> in_care;        ///< Ours, then other authorities'.
  Ledger ledger;
  Spending spending;
  SpendingLines lines;
  Price rest_of_block;
  Price transfer;     ///< As the rule of each year lets it move.
  Price plans_to_25;  ///< Their number times their price.
  QuotaBook quota;
  ReleasedFunding released;
  Record record;
  GroupCounts by_group;
  Snapshots months;
  Snapshots weeks;
  bool keeps_weeks = false;
  std::vector<SchoolCensus> censuses;  ///< By school year.
  Diary* diary = nullptr;

 protected:
  explicit WorldState(const Ground& ground);
  ~WorldState();
  WorldState(const WorldState&) = delete;
  WorldState(WorldState&&) noexcept;
  WorldState& operator=(const WorldState&);
  WorldState& operator=(WorldState&&) noexcept;

  Pupil* latest_ = nullptr;  ///< Whom the current event is about: asked for again and again.
  std::vector<Pupil> pupils_;
  std::vector<std::uint64_t> singled_out_;  ///< A bit for each of `pupils_`.
  std::vector<std::int32_t> noticed_at_;    ///< By dense place of a pupil; -1 if not noticed.
  std::vector<StayClocks> clocks_;
  RecentExclusions recent_exclusions_;
  int school_year_ = 0;
  std::uint32_t borough_events_ = 0;
  sim::Instant end_{};
  std::vector<StandingEvent> beyond_;  ///< Of the borough, that will not come within the run.
};

class World : public WorldState {
 public:
  explicit World(const Ground& ground);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// Sets everything to the first day of a replication.
  void begin(const sim::Universe& universe);

  /// Goes on from where `past` has come to, under the own ground: all that is still to come is
  /// what it would be had this ground held from the first day (fork.cpp).
  /// Requires: until now the two grounds make no difference (common_past.h).
  void go_on_from(const World& past);
  /// Uses the memory of a world that is needed no more.
  void use_memory_of(World&& spent);

  const Ground& ground;
  const Borough& borough;

  sim::Instant now() const { return simulation.now(); }
  /// The school year, counted from the start of the run.
  int school_year() const { return school_year_; }
  void enter_school_year(int school_year) { school_year_ = school_year; }
  int school_year_of(sim::Instant when) const {
    const sim::Date day = sim::date_of(when);
    return sim::year_of(day) - (sim::month_of(day) < 9 ? 1 : 0) - borough.period.first_school_year;
  }

  /// The pupil, who from now on is one who has come to notice.
  Pupil& pupil(PupilId id) {
    if (latest_ == nullptr || latest_->id != id) latest_ = &look_up(id);
    return *latest_;
  }
  /// The pupil of an event: `what` says where they are kept.
  Pupil& pupil(const sim::Slot& slot) {
    latest_ = &pupils_[place_of(slot)];
    return *latest_;
  }
  /// Where the pupil of an event is kept.
  static std::size_t place_of(const sim::Slot& slot) { return slot.what() >> 8; }
  /// Fetches the pupil of an event that is to come, while there is time, and the record of the
  /// pupil of a nearer one, who has been fetched before.
  [[gnu::always_inline]] void approach(const sim::Slot& far, const sim::Slot& near) const {
    __builtin_prefetch(pupils_.data() + place_of(far));
    recent_exclusions_.approach(pupils_[place_of(near)].recent);
  }
  /// Fetches the pupil of the next event.
  [[gnu::always_inline]] void approach(const sim::Slot& next) const {
    const char* const pupil = reinterpret_cast<const char*>(pupils_.data() + place_of(next));
    __builtin_prefetch(pupil);
    __builtin_prefetch(pupil + 64);
    __builtin_prefetch(pupil + 128);
  }
  /// The code of an `Event` of the pupil, and where the pupil is kept.
  template <class Event>
  std::uint32_t what(const Pupil& pupil) const {
    return AnyEvent::code<Event>() | static_cast<std::uint32_t>(&pupil - pupils_.data()) << 8;
  }
  /// The share of the cohort's exposure that the pupil meets from their arrival on.
  void begin_exposure(Pupil& pupil) const;
  /// A pupil not yet noticed.
  Pupil& notice(const Candidate& pupil);
  std::vector<Pupil>& noticed() { return pupils_; }
  const std::vector<Pupil>& noticed() const { return pupils_; }
  /// Shows every one of them.
  template <class Show>
  void each_noticed(Show&& show) {
    each_of(pupils_, show);
  }
  template <class Show>
  void each_noticed(Show&& show) const {
    each_of(pupils_, show);
  }

  /// From now on more may be known of the pupil than fixed-term exclusions at school.
  void single_out(const Pupil& pupil) {
    const auto at = static_cast<std::size_t>(&pupil - pupils_.data());
    singled_out_[at / 64] |= std::uint64_t{1} << at % 64;
  }
  /// The pupil is gone and has left nothing behind.
  void pass_over(const Pupil& pupil) {
    const auto at = static_cast<std::size_t>(&pupil - pupils_.data());
    singled_out_[at / 64] &= ~(std::uint64_t{1} << at % 64);
  }
  bool is_singled_out(const Pupil& pupil) const {
    const auto at = static_cast<std::size_t>(&pupil - pupils_.data());
    return (singled_out_[at / 64] >> at % 64 & 1) != 0;
  }
  /// Shows those who have been singled out, in the order in which they came to notice: everyone who
  /// is, or may be, elsewhere than at school with nothing pending. Most are never among them.
  template <class Show>
  void each_singled_out(Show&& show) {
    each_marked(*this, show);
  }
  template <class Show>
  void each_singled_out(Show&& show) const {
    each_marked(*this, show);
  }

  /// The thresholds of a pupil who was a candidate; none of another.
  std::span<const double> thresholds_of(const Pupil& pupil) const {
    // Candidates came to notice first, in their order.
    const auto at = static_cast<std::size_t>(&pupil - pupils_.data());
    return at < thresholds.candidates() ? thresholds.of(at) : std::span<const double>{};
  }

  int year_group(const Pupil& pupil) const { return school_year_ + last_year - pupil.reception; }
  Phase phase(const Pupil& pupil) const { return phase_of(year_group(pupil)); }
  const SchoolRates& rates(const Pupil& pupil) const { return population.rates(pupil.school); }

  /// Whether the pupil has left school or moved away, noted or not.
  bool has_left(const Pupil& pupil) const {
    return pupil.place.setting == Setting::gone || pupil.departs <= now() ||
           (year_group(pupil) > last_year && pupil.place.setting != Setting::post_sixteen);
  }

  /// Schedules `Event` for the pupil at `at`, superseding the pending one of its kind; nothing
  /// happens at `never` or after the run.
  template <class Event>
  void schedule(Pupil& pupil, sim::Instant at) {
    schedule<Event>(pupil, at, own_sequence | ++pupil.scheduled);
  }
  /// The same, in the place in line that `sequence` has kept for it.
  template <class Event>
  void schedule(Pupil& pupil, sim::Instant at, std::uint32_t sequence) {
    if constexpr (!std::is_same_v<Event, RepeatedExclusion>) single_out(pupil);
    if constexpr (Event::pending != Pending::unlimited)
      pupil.pending[static_cast<std::size_t>(Event::pending)] = sequence;
    if (at >= end_) return;
    simulation.schedule({at, static_cast<std::uint32_t>(Event::stage), pupil.id.value, sequence,
                         what<Event>(pupil)});
  }

  template <class Event>
  void schedule(std::uint32_t number, sim::Instant at) {
    schedule<Event>(number, at, ++borough_events_);
  }
  template <class Event>
  void schedule(std::uint32_t number, sim::Instant at, std::uint32_t sequence) {
    if (at < end_)
      simulation.schedule({at, static_cast<std::uint32_t>(Event::stage), number, sequence,
                           AnyEvent::code<Event>()});
    else
      beyond_.push_back({AnyEvent::code<Event>(), number, sequence, sim::never});
  }

  void supersede(Pupil& pupil, Pending kind) { pupil.pending[static_cast<std::size_t>(kind)] = 0; }

  sim::Stream stream(Purpose purpose, std::uint32_t entity, std::uint32_t episode) const {
    return sim::Stream(universe, {static_cast<std::uint32_t>(purpose), entity, episode});
  }
  double uniform(Purpose purpose, std::uint32_t entity, std::uint32_t episode) const {
    return universe.uniform({static_cast<std::uint32_t>(purpose), entity, episode});
  }

  /// The first instant from `when` on at which schools are open: people decide in school time.
  sim::Instant when_open(sim::Instant when) const {
    const sim::OperationalTime& school_time = ground.terms.school_time();
    return when < end_ ? school_time.at(school_time.elapsed(when)) : sim::never;
  }

  /// Remembers a fixed-term exclusion of `pupil` today.
  /// Ensures: returns the number in the last 365 days, this one included.
  int add_to_record(Pupil& pupil) { return recent_exclusions_.add(pupil.recent, now()); }

  StayClocks& clocks(Pupil& pupil);

  /// Writes `text()` in the diary, if one is kept.
  template <class Text>
  void tell(const Pupil& pupil, Text&& text) {
    if (diary != nullptr) diary->write(now(), pupil.id, text());
  }

  /// What opens one after another as a replication begins; each numbers the events of the borough
  /// that it schedules from its own `first_sequence` on, so that what an option adds to one of them
  /// moves the number of nothing else. New ones go where they are to open.
  enum class Opening : std::uint8_t {
    units,
    specialists,
    menu,
    the_books,
    quotas,
    released_funding,
    prices,
    first_causes,
    school_years,
    plans,
    referrals,
    partnerships,
    option_streams,
    one_off_exclusions,
    out_of_sight,
    start_state,
    fair_access,
    education_otherwise,
    looked_after,
    census,
    all
  };
  static constexpr std::uint32_t first_sequence(Opening opening) {
    return 1 + (static_cast<std::uint32_t>(opening) << 16);
  }

  /// Sequence numbers of this world's own events carry this bit; those of the timetable do not.
  static constexpr std::uint32_t own_sequence = 1U << 31;

  sim::Instant end() const { return end_; }

 private:
  /// Pupils lie too far apart for the processor to see what comes next: the first lines of those to
  /// come are fetched ahead.
  template <class Pupils, class Show>
  static void each_of(Pupils& pupils, Show& show) {
    constexpr std::size_t ahead = 16;
    for (std::size_t i = 0; i < pupils.size(); ++i) {
      __builtin_prefetch(&pupils[std::min(i + ahead, pupils.size() - 1)]);
      show(pupils[i]);
    }
  }

  /// One who is marked meanwhile is shown as well, if their turn has not passed.
  template <class AnyWorld, class Show>
  static void each_marked(AnyWorld& world, Show& show) {
    for (std::size_t word = 0; word < world.singled_out_.size(); ++word) {
      for (std::uint64_t left = world.singled_out_[word]; left != 0; left &= left - 1)
        __builtin_prefetch(
            &world.pupils_[word * 64 + static_cast<std::size_t>(__builtin_ctzll(left))]);
      std::uint64_t passed = 0;
      while (const std::uint64_t left = world.singled_out_[word] & ~passed) {
        const auto bit = static_cast<std::size_t>(__builtin_ctzll(left));
        passed |= ((std::uint64_t{1} << bit) << 1) - 1;
        show(world.pupils_[word * 64 + bit]);
      }
    }
  }

  Pupil& look_up(PupilId id);
  /// Takes off the list what stands for the next of a row, searches and changes of reach too where
  /// they are to be mapped anew.
  std::vector<StandingEvent> take_standing(bool searches, bool reaches_others);
};

}  // namespace models
