#include <algorithm>

#include "models/behaviours.h"
#include "models/world.h"
#include "sim/kernel/expects.h"
#include "sim/random/variate.h"

namespace models {
namespace {

/// The exposures at which a pupil's first causes fall, one after another. The first has its own
/// random block (population.h); from there on two share one.
class FirstCauses {
 public:
  /// Begins at the n-th, which falls at `exposure`.
  FirstCauses(const World& world, PupilId id, int n, double exposure)
      : universe_(&world.universe),
        shape_(world.borough.fixed_term.shape),
        id_(id),
        n_(static_cast<std::uint32_t>(n)),
        exposure_(exposure) {}

  double exposure() const { return exposure_; }

  void advance() {
    ++n_;
    if (n_ % 2 == 0 || !drawn_) words_ = block(*universe_, id_, n_ / 2);
    drawn_ = true;
    const double u =
        sim::unit_interval(n_ % 2 == 0 ? sim::low_word(words_) : sim::high_word(words_));
    exposure_ = sim::next_exposure(u, shape_, static_cast<int>(n_) - 1, exposure_);
  }

  static sim::Block block(const sim::Universe& universe, PupilId id, std::uint32_t episode) {
    return universe.words({static_cast<std::uint32_t>(Purpose::first_cause), id.value, episode});
  }

 private:
  const sim::Universe* universe_;
  double shape_;
  PupilId id_;
  std::uint32_t n_;
  double exposure_;
  sim::Block words_{};
  bool drawn_ = false;
};

/// The exposure of a pupil at the n-th first cause, from the beginning.
double exposure_to(const World& world, PupilId id, int n) {
  const double luck = sim::unit_interval(sim::low_word(FirstCauses::block(world.universe, id, 0)));
  FirstCauses causes(world, id, 1, sim::next_exposure(luck, world.borough.fixed_term.shape, 0, 0));
  for (int i = 1; i < n; ++i) causes.advance();
  return causes.exposure();
}

/// Off the timetable: the next first cause falls where the pupil's exposure reaches its threshold.
void schedule_first_cause(World& world, Pupil& pupil) {
  const sim::Instant at =
      world.exposure.reached(pupil.reception, world.rates(pupil),
                             (pupil.lost_exposure + pupil.next_exposure) / pupil.share);
  if (at < pupil.departs) world.schedule<FixedTermExclusion>(pupil, std::max(at, world.now()));
}

/// Exposure of the pupil's cohort at `when`, at the pupil's schools.
double cohort_exposure(const World& world, const Pupil& pupil, sim::Instant when) {
  return world.exposure.at(pupil.reception, world.rates(pupil), when);
}

/// Each fixed-term exclusion may cause repeats: a few school weeks later on average.
void draw_repeats(World& world, Pupil& pupil, double luck) {
  const auto& below = world.ground.repeats_below;
  std::uint32_t repeats = 0;
  while (repeats < below.size() && luck >= below[repeats]) ++repeats;
  const auto& school_time = world.ground.terms.school_time();
  for (std::uint32_t child = 0; child < repeats; ++child) {
    const double u =
        world.uniform(Purpose::repeat_delay, pupil.id.value, (pupil.exclusions << 8) | child);
    const double delay = sim::exponential(u) / world.borough.fixed_term.repeat_rate *
                         world.ground.terms.school_year_seconds();
    const auto after =
        school_time.elapsed(world.now()) + sim::Seconds{1 + static_cast<std::int64_t>(delay)};
    world.schedule<RepeatedExclusion>(pupil, school_time.at(after));
  }
}

/// A pupil is excluded for a fixed term: it goes on the record, may be repeated, and may lead the
/// head to exclude for good or the school to ask for a plan.
void exclude_for_a_term(World& world, Pupil& pupil) {
  ++pupil.exclusions;
  const int group = world.year_group(pupil);
  world.record.count(Count::fixed_term, world.school_year(), group);
  if (pupil.last_excluded_in != world.school_year()) {
    pupil.last_excluded_in = static_cast<std::int16_t>(world.school_year());
    world.record.count(Count::pupils_excluded, world.school_year(), group);
  }
  const int record = world.add_to_record(pupil);

  const sim::Block marks = world.universe.words(
      {static_cast<std::uint32_t>(Purpose::exclusion_marks), pupil.id.value, pupil.exclusions});
  draw_repeats(world, pupil, sim::unit_interval(marks[2]));
  world.tell(pupil, [&] {
    return "Excluded for a fixed term in Year " + std::to_string(group) + ", the " +
           ordinal(static_cast<std::uint32_t>(record)) +
           " within a year. The odds that the head excludes for good were " +
           in_100(probability_of_decision(world, pupil, record)) + ".";
  });
  if (head_decides(world, pupil, record, sim::unit_interval(sim::low_word(marks)))) {
    decide_to_exclude(world, pupil);
    return;
  }
  const double asks =
      world.borough.plans.after_exclusion[static_cast<std::size_t>(index(phase_of(group)))];
  if (sim::unit_interval(marks[3]) < asks) request_plan(world, pupil);
}

}  // namespace

void draw_first_causes(World& world) {
  sim::Timetable& timetable = world.simulation.timetable();
  for (const Candidate& candidate : world.population.candidates()) {
    Pupil& pupil = world.notice(candidate.id, candidate.departs);
    const SchoolRates& rates = world.rates(pupil);
    pupil.pending[static_cast<std::size_t>(Pending::incident)] = 1;

    ExposureCursor cursor(world.exposure, pupil.reception, rates);
    FirstCauses causes(world, pupil.id, 1, candidate.first_exposure);
    for (std::uint32_t n = 1;; ++n) {
      const sim::Instant at = cursor.reached(pupil.lost_exposure + causes.exposure());
      if (at >= world.end() || at >= pupil.departs) break;
      timetable.add({at, static_cast<std::uint32_t>(FixedTermExclusion::stage), pupil.id.value, n,
                     world.what<FixedTermExclusion>(pupil)});
      causes.advance();
    }
  }
  timetable.sort();
}

void share_exposure(World& world, Pupil& pupil, double share) {
  if (share == pupil.share) return;
  pupil.off_timetable = true;
  world.supersede(pupil, Pending::incident);
  const double cohort = cohort_exposure(world, pupil, world.now());
  const double had = pupil.share * cohort - pupil.lost_exposure;
  pupil.lost_exposure = share * cohort - had;
  pupil.share = share;
  if (share == 0) return;
  if (pupil.next_exposure == 0)  // The first time: the timetable kept no count.
    pupil.next_exposure = exposure_to(world, pupil.id, pupil.first_causes + 1);
  constexpr double rounding = 1e-4;  // Instants are whole seconds.
  sim::expects(pupil.next_exposure > had - rounding, "no threshold has passed unnoticed");
  schedule_first_cause(world, pupil);
}

double exposure_share(const World&, const Pupil& pupil) {
  return is_at_school(pupil.place.setting) ? 1 : 0;
}

void refresh_exposure(World& world, Pupil& pupil) {
  share_exposure(world, pupil, exposure_share(world, pupil));
}

void on(World& world, const FixedTermExclusion& event) {
  Pupil& pupil = world.pupil(event.pupil);
  ++pupil.first_causes;
  if (pupil.off_timetable) {
    FirstCauses causes(world, pupil.id, pupil.first_causes, pupil.next_exposure);
    causes.advance();
    pupil.next_exposure = causes.exposure();
    schedule_first_cause(world, pupil);
  } else {
    pupil.pending[static_cast<std::size_t>(Pending::incident)] =
        static_cast<std::uint32_t>(pupil.first_causes) + 1;
  }
  exclude_for_a_term(world, pupil);
}

void on(World& world, const RepeatedExclusion& event) {
  Pupil& pupil = world.pupil(event.pupil);
  // A repeat that falls while the pupil is not in mainstream does not happen, nor do its own
  // repeats.
  if (world.has_left(pupil)) return;
  if (!is_at_school(pupil.place.setting)) return;
  world.record.count(Count::repeats, world.school_year(), world.year_group(pupil));
  exclude_for_a_term(world, pupil);
}

}  // namespace models
