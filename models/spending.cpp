#include "models/spending.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/behaviours.h"
#include "models/block.h"
#include "models/fork.h"
#include "models/recharge.h"
#include "models/travel.h"
#include "models/world.h"

namespace models {

void Spending::begin(sim::Instant start) {
  lines_.clear();
  posted_.clear();
  start_ = start;
}

sim::Money Spending::price_at(const Terms& terms, sim::Instant when) {
  const sim::Money whole = terms.price->at(when);
  if (terms.share == nullptr) return whole;
  const double pence = static_cast<double>(whole.in_pence()) * terms.share->at(when);
  const sim::Money part = sim::Money::pence(std::llround(pence));
  return terms.other_share ? whole - part : part;
}

std::size_t Spending::open(const Terms& terms, std::uint32_t of) {
  Line line{
      .terms = terms, .of = of, .price = price_at(terms, start_), .quantity = 0, .accrual = {}};
  line.accrual.start(start_);
  lines_.push_back(line);
  return lines_.size() - 1;
}

bool Spending::is_same(const Line& a, const Line& b) {
  return a.of == b.of && a.terms.payer == b.terms.payer && a.terms.payee == b.terms.payee &&
         a.terms.service == b.terms.service &&
         (a.terms.share == nullptr) == (b.terms.share == nullptr) &&
         a.terms.other_share == b.terms.other_share;
}

std::vector<char> Spending::go_on_from(const Spending& past) {
  std::vector<char> is_new(lines_.size(), 1);
  posted_.assign(past.posted_.size(), {});
  for (std::size_t i = 0; i < past.lines_.size(); ++i) {
    const Line& before = past.lines_[i];
    std::size_t at = 0;
    while (at < lines_.size() && (is_new[at] == 0 || !is_same(lines_[at], before))) ++at;
    sim::expects(at < lines_.size() || before.accrual.carried() == 0,
                 "what is owed goes on being owed");
    if (at == lines_.size()) continue;
    is_new[at] = 0;
    lines_[at].quantity = before.quantity;
    lines_[at].accrual = before.accrual;
    for (std::size_t year = 0; year < posted_.size(); ++year) {
      if (i >= past.posted_[year].size()) continue;
      posted_[year].resize(lines_.size());
      posted_[year][at] = past.posted_[year][i];
    }
  }
  return is_new;
}

void Spending::set(sim::Instant now, std::size_t line, int quantity) {
  Line& paid = lines_[line];
  paid.accrual.accrue(now, paid.price, paid.quantity);
  paid.quantity = quantity;
  sim::expects(quantity >= 0, "nobody pays for fewer than none");
}

void Spending::change_prices(sim::Instant now) {
  for (Line& line : lines_) {
    line.accrual.accrue(now, line.price, line.quantity);
    line.price = price_at(line.terms, now);
  }
}

sim::Instant Spending::next_change(sim::Instant now) const {
  sim::Instant next = sim::never;
  for (const Line& line : lines_) {
    next = std::min(next, line.terms.price->next_change(now));
    if (line.terms.share != nullptr) next = std::min(next, line.terms.share->next_change(now));
  }
  return next;
}

sim::Money Spending::cost(std::size_t line, sim::Instant from, sim::Instant to) const {
  const Terms& terms = lines_[line].terms;
  sim::Accrual accrual;
  sim::Money sum;
  accrual.start(from);
  for (sim::Instant now = from; now < to;) {
    const int year = financial_year_of(sim::date_of(now));
    sim::Instant until =
        std::min({to, financial_year_starts(year + 1), terms.price->next_change(now)});
    if (terms.share != nullptr) until = std::min(until, terms.share->next_change(now));
    accrual.accrue(until, price_at(terms, now), 1);
    sum += accrual.pay(seconds_in_financial_year(year));
    now = until;
  }
  return sum;
}

void Spending::pay(sim::Instant now, int year, Ledger& ledger) {
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    line.accrual.accrue(now, line.price, line.quantity);
    const sim::Money due = line.accrual.pay(seconds_in_financial_year(year));
    if (due == sim::Money{}) continue;
    ledger.post(year, line.terms.payer, line.terms.payee, due, line.terms.service);
    note(ledger.school_year(), i, due);
  }
}

void Spending::note(int school_year, std::size_t line, sim::Money due) {
  const auto year = static_cast<std::size_t>(school_year);
  if (posted_.size() <= year) posted_.resize(year + 1);
  if (posted_[year].size() < lines_.size()) posted_[year].resize(lines_.size());
  posted_[year][line] += due;
}

namespace {

/// What plans beyond school cost: their number times their price, on each date that either changes.
Price cost_of_plans_to_25(const PlansTo25& given) {
  std::vector<sim::Instant> dates;
  for (const auto& step : given.plans.steps()) dates.push_back(step.first);
  for (const auto& step : given.price.steps()) dates.push_back(step.first);
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  std::vector<Price::Step> steps;
  for (const sim::Instant from : dates)
    steps.emplace_back(from, given.price.at(from) * given.plans.at(from));
  return Price(std::move(steps));
}

void open_unit_lines(World& world) {
  const Prices& prices = world.borough.prices;
  SpendingLines& lines = world.lines;
  for (std::size_t unit = 0; unit < world.units.size(); ++unit) {
    const auto open = [&](Service service, Account payer, const Price& price, const Dated* share,
                          bool other) {
      return world.spending.open({payer, Account::units, service, &price, share, other},
                                 static_cast<std::uint32_t>(unit));
    };
    lines.unit_places.push_back(
        open(Service::unit_places, Account::high_needs_block, prices.unit_place, nullptr, false));
    world.spending.set(world.now(), lines.unit_places.back(), world.units[unit].places.places());
    lines.unit_top_up.push_back(
        open(Service::unit_top_up, Account::high_needs_block, prices.unit_top_up, nullptr, false));
    lines.referral_by_authority.push_back(open(Service::unit_top_up, Account::high_needs_block,
                                               prices.unit_top_up, &prices.referral_paid_by_school,
                                               true));
    lines.referral_by_schools.push_back(open(Service::unit_top_up_by_schools, Account::schools,
                                             prices.unit_top_up, &prices.referral_paid_by_school,
                                             false));
  }
}

void open_specialist_lines(World& world) {
  SpendingLines& lines = world.lines;
  for (std::size_t number = 0; number < world.specialists.size(); ++number) {
    const Specialist& given = world.borough.specialists[number];
    const bool other = given.kind == SpecialistKind::other_authority;
    const SpecialistPlaces& places = world.specialists[number];
    const auto open = [&](const Spending::Terms& terms) {
      return world.spending.open(terms, static_cast<std::uint32_t>(number));
    };
    const Account payee = other ? Account::other_authorities : Account::local_specialists;
    lines.specialist_places.push_back(
        open({Account::high_needs_block, payee, Service::local_places, &given.place_element}));
    // What other authorities' pupils take, those authorities pay.
    lines.imported_places.push_back(open({Account::other_authorities, Account::high_needs_block,
                                          Service::imported_places, &given.place_element}));
    lines.imported_top_up.push_back(open({Account::other_authorities, Account::local_specialists,
                                          Service::imported_top_up, &given.top_up}));
    for (const std::size_t line : {lines.imported_places.back(), lines.imported_top_up.back()})
      world.spending.set(world.now(), line, places.imported);
    // Places at other authorities are paid for by those authorities; only the top-up is ours.
    world.spending.set(world.now(), lines.specialist_places.back(),
                       other ? 0 : places.places.places() + places.imported);
    lines.specialist_top_up.push_back(
        open({Account::high_needs_block, payee,
              other ? Service::other_authority_top_up : Service::local_top_up, &given.top_up}));
  }
}

}  // namespace

void open_lines(World& world) {
  const Borough& borough = world.borough;
  world.lines = {};
  open_unit_lines(world);
  open_specialist_lines(world);
  open_option_lines(world);
  open_support_lines(world);
  const auto from_block = [&](Account payee, Service service, const Price& price) {
    return world.spending.open({Account::high_needs_block, payee, service, &price});
  };
  world.lines.tuition =
      from_block(Account::alternative_providers, Service::tuition, borough.prices.tuition);
  world.lines.spot_place =
      from_block(Account::alternative_providers, Service::spot_places, borough.prices.spot_place);
  world.lines.independent =
      from_block(Account::independents, Service::independent_fees, borough.independent.price);
  world.lines.post_sixteen =
      from_block(Account::independents, Service::post_sixteen_fees, borough.independent.price);
  world.lines.social_care =
      world.spending.open({Account::social_care, Account::independents, Service::social_care_fees,
                           &borough.independent.other_paid_by_social_care});
  world.lines.visitor_at_unit =
      world.spending.open({Account::other_authorities, Account::units,
                           Service::unit_top_up_by_others, &borough.prices.unit_top_up});
  for (const Specialist& given : borough.specialists)
    world.lines.visitor_at_specialist.push_back(
        world.spending.open({Account::other_authorities, Account::local_specialists,
                             Service::local_top_up_by_others, &given.top_up},
                            static_cast<std::uint32_t>(world.lines.visitor_at_specialist.size())));
  open_travel_lines(world);
  open_recharge_lines(world);
  world.transfer = allowed_transfer(borough.block);
  world.lines.otherwise = from_block(Account::alternative_providers, Service::education_otherwise,
                                     borough.education_otherwise.price);
  const Dated& care = borough.looked_after.care_paid;
  world.lines.in_care_by_authority =
      world.spending.open({Account::high_needs_block, Account::independents,
                           Service::independent_fees, &borough.independent.price, &care, true});
  world.lines.in_care_by_social_care =
      world.spending.open({Account::social_care, Account::independents, Service::care_fees,
                           &borough.independent.price, &care, false});
  world.plans_to_25 = cost_of_plans_to_25(borough.plans_to_25);
  world.spending.set(world.now(),
                     from_block(Account::other_high_needs, Service::plans_to_25, world.plans_to_25),
                     1);
  world.rest_of_block = rest_of_block(world);
  world.spending.set(
      world.now(),
      from_block(Account::other_high_needs, Service::rest_of_block, world.rest_of_block), 1);
  world.spending.set(world.now(),
                     world.spending.open({Account::education_department, Account::high_needs_block,
                                          Service::grant, &borough.block.income}),
                     1);
  world.spending.set(world.now(),
                     world.spending.open({Account::schools_block, Account::high_needs_block,
                                          Service::transfer, &world.transfer}),
                     1);
}

void open_the_books(World& world) {
  const Borough& borough = world.borough;
  world.ledger.open(financial_year_of(sim::date_of(world.now())),
                    financial_year_of(sim::date_of(world.end())),
                    static_cast<int>(borough.partnerships.size()), borough.period.school_years());
  world.spending.begin(world.now());
  open_lines(world);
}

void open_prices(World& world) {
  world.schedule<PricesChange>(0, world.spending.next_change(world.now()),
                               World::first_sequence(World::Opening::the_books));
}

void continue_the_books(World& world, Appointments& appointments) {
  const Spending past = std::move(world.spending);
  const sim::Instant before = world.now() - sim::Seconds{1};
  world.spending.begin(before);  // What is new has had its first price so far.
  open_lines(world);
  open_quota_lines(world);
  open_released_lines(world);
  join_new_lines(world, world.spending.go_on_from(past));
  appointments.again<PricesChange>(0, world.spending.next_change(before),
                                   World::first_sequence(World::Opening::the_books));
}

void on(World& world, const PricesChange&) {
  world.spending.change_prices(world.now());
  world.schedule<PricesChange>(0, world.spending.next_change(world.now()));
}

}  // namespace models
