// Measures of money: by financial year, by school year beside it, by provider and by partnership.
#include <string>
#include <utility>

#include "models/block.h"
#include "models/catalogue.h"
#include "models/quota.h"
#include "models/world.h"

namespace models {
namespace {

/// A measure in pence.
template <class Value>
void add_pence(Catalogue& all, std::string name, std::string breakdown, std::string definition,
               Basis basis, Value value) {
  all.add(std::move(name), std::move(breakdown), std::string(sim::pence_unit),
          std::move(definition), basis, Shown::money, value);
}

void add_services(Catalogue& all) {
  add_pence(all, "semh_spend", "",
            "Spending of the high needs block on SEMH provision, in cash: devolved funding counts "
            "in full, top-ups recharged to partnerships do not; charges above a quota are income.",
            Basis::financial_year,
            [](const World& world, int year) { return semh_spend(world.ledger, year).in_pence(); });
  add_pence(all, "semh_spend_in_school_year", "",
            "The same by school year: the months of August and March are closed alike.",
            Basis::school_year, [](const World& world, int year) {
              return semh_spend_in_school_year(world.ledger, year).in_pence();
            });
  for (std::size_t i = 0; i < services; ++i) {
    const auto service = static_cast<Service>(i);
    add_pence(all, "money", std::string(to_string(service)), std::string(definition_of(service)),
              Basis::financial_year, [service](const World& world, int year) {
                return world.ledger.posted(year, service).in_pence();
              });
  }
  for (std::size_t i = 0; i < services; ++i) {
    const auto service = static_cast<Service>(i);
    add_pence(all, "money_in_school_year", std::string(to_string(service)),
              std::string(definition_of(service)), Basis::school_year,
              [service](const World& world, int year) {
                return world.ledger.posted_in_school_year(year, service).in_pence();
              });
  }
}

void add_block(Catalogue& all) {
  add_pence(all, "in_year_balance", "",
            "Income of the high needs block, transfers included, less all its spending; below 0 "
            "it is a deficit.",
            Basis::financial_year, [](const World& world, int year) {
              return year < world.borough.block.rest_year
                         ? sim::not_available
                         : world.ledger.net(year, Account::high_needs_block).in_pence();
            });
  add_pence(all, "balance_carried_forward", "",
            "Balance of the high needs block at the end of the year with all years before it since "
            "the opening balance; below 0 it is a deficit.",
            Basis::financial_year, [](const World& world, int year) {
              const auto balance = carried_forward(world, year);
              return balance ? balance->in_pence() : sim::not_available;
            });
  add_pence(all, "transfer_asked", "",
            "Asked of the schools block; what the rule of the year lets move is money/transfer.",
            Basis::financial_year, [](const World& world, int year) {
              return over_financial_year(world.borough.block.transfer, year).in_pence();
            });
}

void add_provision(Catalogue& all, const Borough& borough) {
  const std::string definition =
      "Cost of provision in the school year, whoever pays: place element and top-up.";
  for (std::size_t unit = 0; unit < borough.units.size(); ++unit)
    add_pence(
        all, "provision_cost", borough.units[unit].id, definition, Basis::school_year,
        [unit](const World& world, int year) {
          sim::Money cost;
          for (const std::size_t line :
               {world.lines.unit_places[unit], world.lines.unit_top_up[unit],
                world.lines.referral_by_authority[unit], world.lines.referral_by_schools[unit]})
            cost += world.spending.posted_in_school_year(line, year);
          return cost.in_pence();
        });
  const auto add = [&](const std::string& where, Service service) {
    add_pence(all, "provision_cost", where, definition, Basis::school_year,
              [service](const World& world, int year) {
                return world.ledger.posted_in_school_year(year, service).in_pence();
              });
  };
  add("other-authority", Service::other_authority_top_up);
  add("independent", Service::independent_fees);
  for (std::size_t kind = 0; kind < journeys; ++kind)
    add_pence(
        all, "travel_cost", std::string(to_string(static_cast<Journey>(kind))),
        "Travel to provision, paid by the general fund and outside the grant.", Basis::school_year,
        [kind](const World& world, int year) {
          return world.spending.posted_in_school_year(world.lines.travel[kind], year).in_pence();
        });
}

void add_released(Catalogue& all) {
  const auto add = [&](const std::string& item, const std::string& definition, auto value) {
    add_pence(all, "released_funding", item, definition, Basis::financial_year,
              [value](const World& world, int year) {
                return value(world.released
                                 .years[static_cast<std::size_t>(year - world.ledger.first_year())])
                    .in_pence();
              });
  };
  using Year = ReleasedFunding::Year;
  add("fall", "What the income of units falls by against the year before the baseline.",
      [](const Year& year) { return year.fall; });
  add("protection", "The part of the fall that is still spent for a time.",
      [](const Year& year) { return year.still_protected; });
  add("released", "The fall less protection: what is there to devolve.",
      [](const Year& year) { return year.fall - year.still_protected; });
  add("devolved", "Moved to partnerships.", [](const Year& year) { return year.devolved; });
  add("naive", "Places below the baseline at place element and top-up together, as a plan counts.",
      [](const Year& year) { return year.naive; });
}

std::int64_t paid_for(const World& world, int year, int partnership, Service service) {
  return world.ledger.posted_of_partnership(year, partnership, service).in_pence();
}

/// The statement of one partnership: what it is charged, recharged and given.
void add_statement(Catalogue& all, const std::string& id, int partnership) {
  const auto add = [&](const std::string& item, const std::string& definition, auto value) {
    add_pence(all, "recharge", id + "/" + item, definition, Basis::financial_year,
              [value, partnership](const World& world, int year) {
                return value(world, year, partnership);
              });
  };
  add("charge", "Charged for places above quota, less what was set off.",
      [](const World& world, int year, int k) {
        return paid_for(world, year, k, Service::quota_charge) -
               paid_for(world, year, k, Service::quota_rebate);
      });
  add("top-up", "Recharged top-up of referred and excluded pupils.",
      [](const World& world, int year, int k) {
        return paid_for(world, year, k, Service::top_up_recharge);
      });
  add("alternatives", "Recharged tuition and spot-purchased places.",
      [](const World& world, int year, int k) {
        return paid_for(world, year, k, Service::alternatives_recharge);
      });
  add("provision", "Managed moves, turnaround placements and alternative provision it pays for.",
      [](const World& world, int year, int k) {
        return paid_for(world, year, k, Service::provision_by_partnerships);
      });
  add("places-bought", "Paid for partnership places.", [](const World& world, int year, int k) {
    return paid_for(world, year, k, Service::places_bought);
  });
  add("devolved", "Devolved funding received, less what was taken back.",
      [](const World& world, int year, int k) {
        return paid_for(world, year, k, Service::devolved) -
               paid_for(world, year, k, Service::devolved_returned);
      });
  add("net", "All that the partnership received less all that it paid.",
      [](const World& world, int year, int k) {
        return world.ledger.net(year, partnership_account(k)).in_pence();
      });
}

std::int64_t closed_sum(const World& world, int year, int partnership,
                        std::int64_t QuotaBook::Closed::*area) {
  std::int64_t sum = 0;
  for (const Phase phase : {Phase::primary, Phase::secondary})
    sum += closed_quota(world, year, phase, partnership).*area;
  return sum;
}

void add_quotas(Catalogue& all, const std::string& id, int partnership) {
  all.add("quota_places", id, "pupils",
          "Quota of the partnership at the end of the school year; one that is pooled left out.",
          Basis::school_year, Shown::as_counted, [partnership](const World& world, int year) {
            std::int64_t places = 0;
            for (const Phase phase : {Phase::primary, Phase::secondary})
              if (!quota_is_pooled(world, phase))
                places += closed_quota(world, year, phase, partnership).quota;
            return places;
          });
  all.add_mean("quota_held", id,
               "Pupils of the partnership at units whom no plan has placed, on average.",
               [partnership](const World& world, int year) {
                 return closed_sum(world, year, partnership, &QuotaBook::Closed::held);
               });
  all.add_mean("above_quota", id, "... of whom above quota.",
               [partnership](const World& world, int year) {
                 return closed_sum(world, year, partnership, &QuotaBook::Closed::above);
               });
}

}  // namespace

void add_money(Catalogue& all, const Borough& borough) {
  add_services(all);
  add_block(all);
  add_provision(all, borough);
  add_released(all);
  all.add("referrals_refused", "", "referrals", "Referrals refused because a quota was spent.",
          Basis::school_year, Shown::as_counted, [](const World& world, int year) {
            return world.record.counted(Count::referrals_refused, year);
          });
  for (std::size_t k = 0; k < borough.partnerships.size(); ++k) {
    add_statement(all, borough.partnerships[k].id, static_cast<int>(k));
    add_quotas(all, borough.partnerships[k].id, static_cast<int>(k));
  }
}

}  // namespace models
