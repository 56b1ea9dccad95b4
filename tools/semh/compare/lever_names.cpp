#include "tools/semh/compare/lever_names.h"

#include <algorithm>
#include <string_view>

#include "scenarios/document.h"
#include "scenarios/draw.h"

namespace tools {
namespace {

/// What keys are called of which no scenario says it; the first that fits. # is the name of the
/// element, such as that of a unit.
struct Called {
  std::string_view keys;
  std::string_view name;
};
constexpr Called called[] = {
    {"unit[*].reintegration_*", "Reintegration from #"},
    {"unit[*]*", "Places and role of #"},
    {"intervention[*]*", "#"},
    {"specialist[*]*", "#"},
    {"option[*]*", "#"},
    {"group[*]*", "#"},
    {"referral[*]*", "Referrals #"},
    {"quota*", "Quota and charge"},
    {"prices.referral_*", "Who pays for referrals"},
    {"prices*", "Prices"},
    {"devolution*", "Devolved funding"},
    {"fair_access*", "The Fair Access Panel"},
    {"partnerships*", "Partnerships and their panels"},
    {"panel*", "How schools respond"},
    {"exclusion.withdrawn_*", "Challenge to exclusions"},
    {"exclusion*", "Permanent exclusions"},
    {"fixed_term_exclusions*", "Fixed-term exclusions"},
    {"specialist_places*", "What becomes of new places"},
    {"independent*", "Independent places"},
    {"block*", "The block"},
    {"plans*", "Plans"},
    {"travel*", "Travel"},
};

/// An id or the name of a table: as_planned, with spaces.
std::string spaced(std::string id) {
  for (char& each : id)
    if (each == '_' || each == '-') each = ' ';
  return id;
}

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// unit[rowan].places: "unit[rowan]", or "" where there is no element.
std::string element_of(const std::string& key) {
  const std::size_t end = key.find(']');
  return end == std::string::npos ? "" : key.substr(0, end + 1);
}

using Names = std::map<std::string, std::string>;

void note_names(const scenarios::Document& document, Names& names) {
  for (const scenarios::Entry& entry : *document.root.as<scenarios::Table>()) {
    if (!entry.value.is_identified()) continue;
    for (const scenarios::Node& element : *entry.value.as<scenarios::Array>()) {
      const std::string id = *element.find("id")->as<std::string>();
      const scenarios::Node* name = element.find("name");
      const auto* text = name == nullptr ? nullptr : name->as<std::string>();
      names[entry.key + "[" + id + "]"] = text == nullptr ? spaced(id) : *text;
    }
  }
}

/// What a key belongs to where no scenario says it.
std::string usual_name(const std::string& key, const Names& names) {
  for (const Called& one : called) {
    if (!scenarios::fits(one.keys, key)) continue;
    std::string text(one.name);
    const std::size_t at = text.find('#');
    if (at == std::string::npos) return text;
    const auto known = names.find(element_of(key));
    return with_capital(
        text.replace(at, 1, known == names.end() ? element_of(key) : known->second));
  }
  const auto known = names.find(element_of(key));
  return with_capital(known != names.end() ? known->second
                                           : spaced(key.substr(0, key.find_first_of(".["))));
}

bool fits_any(const std::vector<std::string>& patterns, const std::string& key) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return scenarios::fits(pattern, key); });
}

}  // namespace

LeverNames::LeverNames(const scenarios::Scenario& base, const scenarios::Scenario& option) {
  for (const scenarios::Scenario* scenario : {&base, &option}) {
    note_names(scenarios::parse(scenario->canonical, scenario->id + ".toml"), elements_);
    levers_.insert(levers_.end(), scenario->levers.begin(), scenario->levers.end());
  }
}

/// The lever that a scenario says a key belongs to, the option before the base; and those that it
/// belongs to together with that. Empty if none says anything.
std::vector<std::string> LeverNames::named(const std::string& key) const {
  std::vector<std::string> owners;
  for (const scenarios::Lever& lever : levers_)
    if (fits_any(lever.keys, key)) owners = {lever.name};
  for (const scenarios::Lever& lever : levers_)
    if (fits_any(lever.together, key) &&
        std::find(owners.begin(), owners.end(), lever.name) == owners.end())
      owners.push_back(lever.name);
  return owners;
}

std::vector<std::string> LeverNames::of(const std::string& key, bool by_scenario) const {
  auto owners = by_scenario ? named(key) : std::vector<std::string>{};
  if (owners.empty()) owners.push_back(usual_name(key, elements_));
  return owners;
}

std::vector<std::string> LeverNames::in_order() const {
  std::vector<std::string> names;
  for (const scenarios::Lever& lever : levers_)
    if (std::find(names.begin(), names.end(), lever.name) == names.end())
      names.push_back(lever.name);
  return names;
}

}  // namespace tools
