#include "tools/semh/compare/variants.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <utility>

#include "models/measures.h"
#include "models/model.h"
#include "models/side_by_side.h"
#include "output/number_text.h"
#include "scenarios/diagnostic.h"
#include "scenarios/scenario_reader.h"
#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/interrupt.h"
#include "sim/experiment/packed_row.h"
#include "sim/experiment/replicate.h"
#include "sim/kernel/expects.h"
#include "tools/semh/broken_contract.h"
#include "tools/semh/commands.h"
#include "tools/semh/crash.h"
#include "tools/semh/progress.h"
#include "tools/semh/sampling.h"
#include "tools/semh/simulate.h"

namespace tools {
namespace {

/// The grounds of so many are in memory at once, a thread.
constexpr std::size_t usual_group = 64;

std::string key_of(const std::vector<Variant>& variants, const std::vector<Wanted>& wanted,
                   const VariantRequest& request) {
  sim::Digest digest;
  const auto add = [&](const std::string& text) {
    digest.add(std::to_string(text.size()) + ":" + text);
  };
  for (const std::string& text :
       {std::string("semh.variants/1"), model_digest(), std::to_string(request.seed),
        std::to_string(request.group), std::to_string(variants.size())})
    add(text);
  for (const Variant& variant : variants) add(variant.identity);
  for (const Wanted& each : wanted) {
    add(each.measure);
    add(each.breakdown);
    add(std::to_string(each.first) + " to " + std::to_string(each.last));
  }
  return digest.hex();
}

std::vector<Variant> distinct_of(std::vector<Variant> variants, std::vector<std::size_t>& place) {
  std::vector<Variant> distinct;
  std::map<std::string, std::size_t> known;
  for (Variant& variant : variants) {
    const auto [at, is_new] = known.emplace(variant.identity, distinct.size());
    place.push_back(at->second);
    if (is_new) distinct.push_back(std::move(variant));
  }
  return distinct;
}

/// With the folder of the journal: each set of variants and numbers has its own.
VariantRequest completed(VariantRequest request, const std::vector<Variant>& variants,
                         const std::vector<Wanted>& wanted) {
  if (request.group == 0) request.group = usual_group;
  if (request.threads == 0) request.threads = sim::available_threads();
  if (request.what.empty()) request.what = "pieces";
  sim::make_folder(request.folder);
  request.folder /= key_of(variants, wanted, request).substr(0, 8);
  return request;
}

std::vector<std::int64_t> kept_of(const models::RunResult& result,
                                  const std::vector<std::vector<std::size_t>>& places) {
  std::vector<std::int64_t> kept;
  for (const std::vector<std::size_t>& each : places) {
    std::int64_t sum = each.empty() ? sim::not_available : 0;
    for (const std::size_t place : each) {
      const std::int64_t value = result.yearly[place];
      if (value == sim::not_available || sum == sim::not_available)
        sum = sim::not_available;
      else
        sum += value;
    }
    kept.push_back(sum);
  }
  return kept;
}

}  // namespace

std::vector<std::size_t> places_of(const Wanted& wanted, const models::Borough& borough) {
  return places_of(wanted, borough, models::yearly_measures(borough));
}

std::vector<std::size_t> places_of(const Wanted& wanted, const models::Borough& borough,
                                   const std::vector<models::YearlyMeasure>& measures) {
  const auto school = models::reported_school_years(borough.period);
  const auto financial = models::reported_financial_years(borough.period);
  std::vector<std::size_t> places;
  std::size_t first = 0;
  for (const models::YearlyMeasure& measure : measures) {
    const bool is_school = measure.basis == models::Basis::school_year;
    const auto& years = is_school ? school : financial;
    if (measure.measure.name == wanted.measure && measure.breakdown == wanted.breakdown)
      for (std::size_t i = 0; i < years.size(); ++i) {
        const int begins = years[i] + (is_school ? borough.period.first_school_year : 0);
        if (begins >= wanted.first && begins <= wanted.last) places.push_back(first + i);
      }
    first += years.size();
  }
  const auto asked = static_cast<std::size_t>(std::max(0, wanted.last - wanted.first + 1));
  if (places.size() != asked) places.clear();
  return places;
}

Variant variant_of(std::string id, scenarios::Document document,
                   std::shared_ptr<const Sampling> sampling,
                   std::vector<scenarios::Change> changes) {
  Variant variant;
  variant.id = std::move(id);
  variant.identity = (sampling == nullptr ? "central" : sampling->identity()) + "\n" +
                     sim::sha256(document.canonical_text());
  for (const scenarios::Change& change : changes)
    variant.identity += "\n" + change.keys + " " +
                        (change.from ? sim::to_string(*change.from) : std::string()) + " " +
                        std::to_string(static_cast<int>(change.how)) + " " +
                        scenarios::number_text(change.value);
  variant.borough = [document = std::make_shared<const scenarios::Document>(std::move(document)),
                     sampling = std::move(sampling),
                     changes = std::move(changes)](std::uint32_t replication) {
    if (sampling != nullptr)
      return sampling->borough(*document, sampling->draw_of(replication), changes);
    scenarios::Draw central;
    central.changes = changes;
    return scenarios::read_borough(*document, central);
  };
  return variant;
}

VariantRuns::VariantRuns(std::vector<Variant> variants, std::vector<Wanted> wanted,
                         VariantRequest request)
    : distinct_(distinct_of(std::move(variants), place_)),
      wanted_(std::move(wanted)),
      request_(completed(std::move(request), distinct_, wanted_)),
      pieces_(groups() * request_.replications),
      journal_(request_.folder, key_of(distinct_, wanted_, request_)) {
  journal_.read([&](const sim::Piece& piece) { return take_in(piece); }, warn);
}

std::size_t VariantRuns::groups() const {
  return (distinct_.size() + request_.group - 1) / request_.group;
}

bool VariantRuns::take_in(const sim::Piece& piece) {
  const std::uint64_t replication = piece.number / groups();
  if (replication < request_.first_replication ||
      replication - request_.first_replication >= request_.replications)
    return false;
  const std::size_t group = piece.number % groups();
  auto& kept = pieces_[(replication - request_.first_replication) * groups() + group];
  const std::size_t variants = std::min(request_.group, distinct_.size() - group * request_.group);
  std::string_view bytes = piece.bytes;
  const auto row = sim::PackedRow::taken_from(bytes);
  if (!kept.empty() || !row || !bytes.empty() || row->size() != variants * wanted_.size())
    return false;
  kept = row->values();
  ++found_;
  return true;
}

/// What is missing of a group in the futures of one draw: the boroughs are made once for both.
struct VariantRuns::Unit {
  std::size_t group = 0;
  std::vector<std::uint32_t> replications;
};

std::vector<VariantRuns::Unit> VariantRuns::missing() const {
  std::vector<Unit> units;
  std::uint32_t next = 0;
  while (next < request_.replications) {
    const std::uint32_t begin = next;
    const auto draw = (request_.first_replication + begin) / futures_of_a_draw;
    while (next < request_.replications &&
           (request_.first_replication + next) / futures_of_a_draw == draw)
      ++next;
    for (std::size_t group = 0; group < groups(); ++group) {
      Unit unit{group, {}};
      for (std::uint32_t i = begin; i < next; ++i)
        if (pieces_[i * groups() + group].empty()) unit.replications.push_back(i);
      if (!unit.replications.empty()) units.push_back(std::move(unit));
    }
  }
  return units;
}

std::vector<std::vector<std::int64_t>> VariantRuns::run(const Unit& unit) const {
  const std::size_t begin = unit.group * request_.group;
  const std::size_t end = std::min(begin + request_.group, distinct_.size());
  std::vector<std::unique_ptr<models::Ground>> grounds;
  std::vector<std::vector<std::vector<std::size_t>>> places;
  for (std::size_t variant = begin; variant < end; ++variant) {
    grounds.push_back(std::make_unique<models::Ground>(
        distinct_[variant].borough(request_.first_replication + unit.replications.front())));
    const models::Borough& borough = grounds.back()->borough;
    const auto measures = models::yearly_measures(borough);
    places.emplace_back();
    for (const Wanted& each : wanted_) places.back().push_back(places_of(each, borough, measures));
  }
  std::vector<const models::Ground*> given;
  for (const auto& ground : grounds) given.push_back(ground.get());
  models::SideBySide side_by_side(given, {.seed = request_.seed});
  std::vector<std::vector<std::int64_t>> rows;
  for (const std::uint32_t i : unit.replications) {
    const std::uint32_t replication = request_.first_replication + i;
    note_replication(replication);
    rows.emplace_back();
    try {
      const auto results = side_by_side.run(replication);
      for (std::size_t variant = 0; variant < results.size(); ++variant) {
        const auto kept = kept_of(results[variant], places[variant]);
        rows.back().insert(rows.back().end(), kept.begin(), kept.end());
      }
    } catch (const sim::ContractError& error) {
      throw located(error, side_by_side.world(), request_.seed, replication,
                    "the same command, among the variants " + distinct_[begin].id + " to " +
                        distinct_[end - 1].id);
    }
  }
  return rows;
}

bool VariantRuns::simulate() {
  const std::vector<Unit> units = missing();
  if (units.empty()) return true;
  const std::string where =
      " of " + output::with_commas(static_cast<std::int64_t>(pieces_.size())) + " " +
      request_.what + " are saved in " + scenarios::escaped(request_.folder.string()) +
      ". Run the same command again to continue.\n";
  const sim::Farewell farewell("\nStopped: #" + where, &journal_.saved());
  Progress progress(!request_.quiet, request_.what);
  sim::ReplicateOptions options;
  options.threads = request_.threads;
  options.stop = sim::stop_on_signals();
  options.progress = [&](std::size_t done, std::size_t count) { progress.show(done, count); };
  const auto make_worker = [&] {
    return [&](std::uint32_t place) {
      const Unit& unit = units[place];
      auto rows = run(unit);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        std::string bytes;
        sim::PackedRow(rows[i]).append_to(bytes);
        journal_.add(
            {(std::uint64_t{request_.first_replication} + unit.replications[i]) * groups() +
                 unit.group,
             std::move(bytes)});
      }
      return rows;
    };
  };
  auto done = sim::replicate(0, units.size(), make_worker, options);
  journal_.save();
  for (std::size_t place = 0; place < done.results.size(); ++place)
    for (std::size_t i = 0; i < done.results[place].size(); ++i)
      pieces_[units[place].replications[i] * groups() + units[place].group] =
          std::move(done.results[place][i]);
  if (done.stopped)
    std::cerr << "Stopped: " << output::with_commas(static_cast<std::int64_t>(journal_.saved()))
              << where;
  return !done.stopped;
}

std::int64_t VariantRuns::at(std::size_t variant, std::size_t replication,
                             std::size_t wanted) const {
  const std::size_t place = place_[variant];
  const auto& piece = pieces_[replication * groups() + place / request_.group];
  sim::expects(!piece.empty(), "what is asked of a variant has been simulated");
  return piece[place % request_.group * wanted_.size() + wanted];
}

std::vector<std::int64_t> VariantRuns::values(std::size_t variant, std::size_t wanted) const {
  std::vector<std::int64_t> values;
  for (std::size_t replication = 0; replication < replications(); ++replication)
    values.push_back(at(variant, replication, wanted));
  return values;
}

}  // namespace tools
