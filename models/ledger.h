// The borough's books. Every posting moves money from one account to another, so money is neither
// made nor lost, and the balances of all accounts always sum to zero.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/kernel/instant.h"
#include "sim/kernel/money.h"

namespace models {

/// Each partnership has an account of its own beside these: `partnership_account`.
enum class Account : std::uint16_t {
  education_department,  ///< Pays the Dedicated Schools Grant.
  schools_block,
  high_needs_block,
  schools,                ///< Budgets of mainstream schools.
  units,                  ///< Pupil referral units.
  alternative_providers,  ///< Tuition and spot-purchased places.
  local_specialists,      ///< Special schools and bases of the borough.
  other_authorities,
  independents,
  other_high_needs,  ///< Everything else that the high needs block pays for.
  general_fund,      ///< The council's own, outside the Dedicated Schools Grant.
  social_care,
  health,            ///< The National Health Service.
  carriers,          ///< Taxis, minibuses and bus passes.
  support_services,  ///< Who delivers the interventions.
};
constexpr std::size_t fixed_accounts = 15;

/// The account of a partnership, counted from 0.
constexpr Account partnership_account(int partnership) {
  return static_cast<Account>(static_cast<int>(fixed_accounts) + partnership);
}

/// Why money moved. One line each in every table of spending.
enum class Service : std::uint8_t {
  grant,
  transfer,
  unit_places,
  unit_top_up,
  unit_top_up_by_schools,
  tuition,
  spot_places,
  local_places,
  local_top_up,
  other_authority_top_up,
  independent_fees,
  post_sixteen_fees,
  deduction,
  rest_of_block,
  managed_moves,
  short_breaks,
  alternative_provision,
  school_provision,
  partnership_places,
  quality_assurance,
  provision_by_schools,
  provision_by_partnerships,
  quota_charge,
  quota_rebate,
  top_up_recharge,
  alternatives_recharge,
  social_care_fees,
  travel,
  protection,
  devolved,
  devolved_returned,
  places_bought,
  unit_top_up_by_others,
  local_top_up_by_others,
};
constexpr std::size_t services = 34;

std::string_view to_string(Service service);
std::string_view definition_of(Service service);

/// Financial years are named by the year of their first April.
constexpr int financial_year_of(sim::Date day) {
  return sim::month_of(day) >= 4 ? sim::year_of(day) : sim::year_of(day) - 1;
}
constexpr sim::Instant financial_year_starts(int year) {
  return sim::date(year, 4, 1);
}
constexpr std::int64_t seconds_in_financial_year(int year) {
  return (financial_year_starts(year + 1) - financial_year_starts(year)).count();
}

class Ledger {
 public:
  /// Opens the accounts, all empty, for financial years `first` to `last` and for `school_years`
  /// from the start of the run.
  void open(int first, int last, int partnerships, int school_years = 1);
  /// What is posted from now on belongs to this school year as well, counted from the start.
  void enter_school_year(int school_year);

  /// Moves `amount` in financial year `year`. An account may go below zero: an overspend is a
  /// finding, not an error.
  /// Requires: two different accounts, an open year; amounts are not negative.
  void post(int year, Account from, Account to, sim::Money amount, Service service);

  sim::Money balance(Account account) const { return balances_[static_cast<std::size_t>(account)]; }
  sim::Money posted(int year, Service service) const {
    return posted_[static_cast<std::size_t>(year - first_)][static_cast<std::size_t>(service)];
  }
  sim::Money posted_in_school_year(int school_year, Service service) const {
    return in_school_year_[static_cast<std::size_t>(school_year)]
                          [static_cast<std::size_t>(service)];
  }
  /// What a partnership, counted from 0, has paid or received for `service`.
  sim::Money posted_of_partnership(int year, int partnership, Service service) const {
    return of_partnership_[static_cast<std::size_t>(year - first_) * (accounts() - fixed_accounts) +
                           static_cast<std::size_t>(partnership)]
                          [static_cast<std::size_t>(service)];
  }
  int school_year() const { return school_year_; }
  int school_years() const { return static_cast<int>(in_school_year_.size()); }
  std::size_t accounts() const { return balances_.size(); }
  int first_year() const { return first_; }
  int years() const { return static_cast<int>(posted_.size()); }

  /// Received less paid by `account` in financial year `year`.
  sim::Money net(int year, Account account) const {
    return net_[static_cast<std::size_t>(year - first_) * accounts() +
                static_cast<std::size_t>(account)];
  }

 private:
  using ByService = std::array<sim::Money, services>;
  void note_partnership(std::size_t row, Account account, sim::Money amount, Service service);

  int first_ = 0;
  int school_year_ = 0;
  std::vector<sim::Money> balances_;  ///< By account.
  std::vector<ByService> posted_;     ///< By financial year.
  std::vector<ByService> in_school_year_;
  std::vector<ByService> of_partnership_;  ///< shape (financial years x partnerships)
  std::vector<sim::Money> net_;            ///< shape (years x accounts)
};

}  // namespace models
