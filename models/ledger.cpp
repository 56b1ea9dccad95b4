#include "models/ledger.h"

#include "sim/kernel/expects.h"

namespace models {

std::string_view to_string(Service service) {
  switch (service) {
    case Service::grant: return "grant";
    case Service::transfer: return "transfer";
    case Service::unit_places: return "unit_places";
    case Service::unit_top_up: return "unit_top_up";
    case Service::unit_top_up_by_schools: return "unit_top_up_by_schools";
    case Service::tuition: return "tuition";
    case Service::spot_places: return "spot_places";
    case Service::local_places: return "local_places";
    case Service::local_top_up: return "local_top_up";
    case Service::other_authority_top_up: return "other_authority_top_up";
    case Service::independent_fees: return "independent_fees";
    case Service::post_sixteen_fees: return "post_sixteen_fees";
    case Service::deduction: return "deduction";
    case Service::rest_of_block: return "rest_of_block";
    case Service::managed_moves: return "managed_moves";
    case Service::short_breaks: return "short_breaks";
    case Service::alternative_provision: return "alternative_provision";
    case Service::school_provision: return "school_provision";
    case Service::partnership_places: return "partnership_places";
    case Service::quality_assurance: return "quality_assurance";
    case Service::provision_by_schools: return "provision_by_schools";
    case Service::provision_by_partnerships: return "provision_by_partnerships";
    case Service::quota_charge: return "quota_charge";
    case Service::quota_rebate: return "quota_rebate";
    case Service::top_up_recharge: return "top_up_recharge";
    case Service::alternatives_recharge: return "alternatives_recharge";
    case Service::social_care_fees: return "social_care_fees";
    case Service::travel: return "travel";
    case Service::protection: return "protection";
    case Service::devolved: return "devolved";
    case Service::devolved_returned: return "devolved_returned";
    case Service::places_bought: return "places_bought";
    case Service::unit_top_up_by_others: return "unit_top_up_by_others";
    case Service::local_top_up_by_others: return "local_top_up_by_others";
  }
  sim::contract_broken("a service is one of its enumerators");
}

std::string_view definition_of(Service service) {
  switch (service) {
    case Service::grant: return "High needs block of the Dedicated Schools Grant.";
    case Service::transfer: return "Moved from the schools block to the high needs block.";
    case Service::unit_places:
      return "Place element of commissioned places at pupil referral units, filled or not.";
    case Service::unit_top_up: return "Top-up of pupils at units, paid by the authority.";
    case Service::unit_top_up_by_schools: return "Top-up of referred pupils, paid by schools.";
    case Service::tuition: return "Tuition of pupils owed a place who wait for one.";
    case Service::spot_places: return "Spot-purchased alternative places.";
    case Service::local_places:
      return "Place element of local specialist places for SEMH, filled or not.";
    case Service::local_top_up: return "Top-up of pupils in local specialist places for SEMH.";
    case Service::other_authority_top_up: return "Top-up at other authorities' special schools.";
    case Service::independent_fees: return "Fees of independent and non-maintained schools.";
    case Service::post_sixteen_fees: return "Fees of placements that go on after Year 11.";
    case Service::deduction: return "Funding that follows an excluded pupil from the school.";
    case Service::rest_of_block: return "All other spending of the high needs block.";
    case Service::managed_moves: return "Managed moves, paid by the authority.";
    case Service::short_breaks: return "Turnaround placements, paid by the authority.";
    case Service::alternative_provision:
      return "Alternative provision for a limited time, paid by the authority.";
    case Service::school_provision:
      return "Alternative provision that schools run, paid by the authority.";
    case Service::partnership_places: return "Places that partnerships run, paid by the authority.";
    case Service::quality_assurance: return "Quality assurance of alternative provision.";
    case Service::provision_by_schools:
      return "Managed moves, turnaround placements and alternative provision, paid by schools.";
    case Service::provision_by_partnerships:
      return "Managed moves, turnaround placements and alternative provision, paid by "
             "partnerships.";
    case Service::quota_charge:
      return "Charged to partnerships for pupils at units above their quota.";
    case Service::quota_rebate:
      return "Returned to partnerships where others left places within quota unused.";
    case Service::top_up_recharge:
      return "Top-up of referred and excluded pupils, recharged to partnerships.";
    case Service::alternatives_recharge:
      return "Tuition and spot-purchased places, recharged to partnerships.";
    case Service::social_care_fees:
      return "The part of independent placements that social care pays, outside the grant.";
    case Service::travel:
      return "Travel to provision, paid by the general fund and outside the grant.";
    case Service::protection:
      return "Still paid to units for a time after their places or pupils have fallen.";
    case Service::devolved: return "Released funding devolved to partnerships.";
    case Service::devolved_returned:
      return "Devolved funding taken back as units filled again within the financial year.";
    case Service::places_bought: return "Partnership places, paid by partnerships.";
    case Service::unit_top_up_by_others:
      return "Top-up at units of children in the care of other authorities, who pay it.";
    case Service::local_top_up_by_others:
      return "Top-up in local specialist places of children of other authorities, who pay it.";
  }
  sim::contract_broken("a service is one of its enumerators");
}

void Ledger::open(int first, int last, int partnerships, int school_years) {
  sim::expects(first <= last, "the books open before they close");
  first_ = first;
  balances_.assign(fixed_accounts + static_cast<std::size_t>(partnerships), {});
  posted_.assign(static_cast<std::size_t>(last - first + 1), {});
  net_.assign(posted_.size() * accounts(), {});
  in_school_year_.assign(static_cast<std::size_t>(school_years), {});
  of_partnership_.assign(posted_.size() * static_cast<std::size_t>(partnerships), {});
  school_year_ = 0;
}

void Ledger::enter_school_year(int school_year) {
  sim::expects(school_year >= school_year_ && school_year < school_years(),
               "school years follow one another");
  school_year_ = school_year;
}

void Ledger::note_partnership(std::size_t row, Account account, sim::Money amount,
                              Service service) {
  const auto number = static_cast<std::size_t>(account);
  if (number < fixed_accounts) return;
  of_partnership_[row * (accounts() - fixed_accounts) + number - fixed_accounts]
                 [static_cast<std::size_t>(service)] += amount;
}

void Ledger::post(int year, Account from, Account to, sim::Money amount, Service service) {
  sim::expects(from != to, "money moves between two accounts");
  sim::expects(year >= first_ && year < first_ + years(), "the financial year is open");
  sim::expects(
      static_cast<std::size_t>(from) < accounts() && static_cast<std::size_t>(to) < accounts(),
      "both accounts are open");
  sim::expects(amount >= sim::Money{}, "a posting moves no negative amount");
  const auto row = static_cast<std::size_t>(year - first_);
  balances_[static_cast<std::size_t>(from)] -= amount;
  balances_[static_cast<std::size_t>(to)] += amount;
  net_[row * accounts() + static_cast<std::size_t>(from)] -= amount;
  net_[row * accounts() + static_cast<std::size_t>(to)] += amount;
  posted_[row][static_cast<std::size_t>(service)] += amount;
  in_school_year_[static_cast<std::size_t>(school_year_)][static_cast<std::size_t>(service)] +=
      amount;
  note_partnership(row, from, amount, service);
  note_partnership(row, to, amount, service);
}

}  // namespace models
