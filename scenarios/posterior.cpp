#include "scenarios/posterior.h"

#include <algorithm>
#include <iterator>
#include <locale>
#include <sstream>
#include <utility>

#include "scenarios/spelling.h"
#include "sim/kernel/expects.h"

namespace scenarios {
namespace {

/// With six significant digits, whatever the locale; never a negative zero.
std::string six_digits(double number) {
  std::ostringstream out;
  out.imbue(std::locale::classic());
  out.precision(6);
  out << number;
  return out.str() == "-0" ? "0" : out.str();
}

std::string word_of(How how) {
  switch (how) {
    case How::times: return "times";
    case How::plus: return "plus";
    case How::set: break;
  }
  return "set";
}

std::string list_of(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += "\n  " + in_quotes(text) + ",";
  return "[" + list + (list.empty() ? "]" : "\n]");
}

std::string keys_of(const std::string& keys, std::optional<sim::Date> from, How how) {
  return "{ keys = " + in_quotes(keys) + (from ? ", from = " + sim::to_string(*from) : "") +
         ", how = " + in_quotes(word_of(how));
}

std::string range_of(const Estimate& range) {
  return "{ low = " + six_digits(range.low) + ", value = " + six_digits(range.value) +
         ", high = " + six_digits(range.high) + " }";
}

std::string text_of(const Posterior::Structure& structure) {
  std::string text = "\n[[structure]]\nid = " + in_quotes(structure.id) +
                     "\nmeaning = " + in_quotes(structure.meaning) + "\n";
  if (structure.sets.empty()) return text;
  text += "sets = [\n";
  for (const Change& one : structure.sets)
    text += "  " + keys_of(one.keys, one.from, one.how) + ", value = " + six_digits(one.value) +
            " },\n";
  return text + "]\n";
}

std::string text_of(const Posterior::Parameter& parameter) {
  std::string sets;
  for (const Posterior::Sets& one : parameter.sets)
    sets += "  " + keys_of(one.keys, one.from, one.how) + " },\n";
  return "\n[[parameter]]\nid = " + in_quotes(parameter.id) +
         (parameter.unit.empty() ? "" : "\nunit = " + in_quotes(parameter.unit)) +
         "\nmeaning = " + in_quotes(parameter.meaning) + "\nsets = [\n" + sets +
         "]\nprior = " + range_of(parameter.prior) +
         "\nposterior = " + range_of(parameter.posterior) +
         "\ncontraction = " + six_digits(parameter.contraction) +
         "\nmoved_by_data = " + (parameter.moved ? "true" : "false") +
         "\nidentified_by = " + in_quotes(parameter.identified_by) + "\n";
}

std::string text_of(const Posterior::Draw& draw, const Posterior& posterior) {
  std::string values;
  for (const double value : draw.values) values += (values.empty() ? "" : ", ") + six_digits(value);
  return "  { structure = " + in_quotes(posterior.structures[draw.structure].id) +
         ", weight = " + six_digits(draw.weight) + ", values = [" + values + "] },\n";
}

}  // namespace

std::string posterior_text(const Posterior& posterior) {
  std::string text =
      "# Written by a fit, and read by scenarios that name it; not to be edited by hand.\n"
      "# [[draws.draw]] values are in the order of the parameters.\n\n[fit]\nprogram = " +
      in_quotes(posterior.program) + "\ncommand = " + in_quotes(posterior.command) +
      "\nseed = " + std::to_string(posterior.seed) + "\ninputs = " + in_quotes(posterior.inputs) +
      "\nto = " + sim::to_string(posterior.to) + "\nheld = " + list_of(posterior.held) + "\n";
  for (const Posterior::Structure& structure : posterior.structures) text += text_of(structure);
  for (const Posterior::Parameter& parameter : posterior.parameters) text += text_of(parameter);
  text += "\n[draws]\ndraw = [\n";
  for (const Posterior::Draw& draw : posterior.draws) text += text_of(draw, posterior);
  return text + "]\n";
}

std::vector<std::size_t> order_of(const Posterior& posterior,
                                  std::optional<std::size_t> structure) {
  std::vector<std::size_t> among;
  double all = 0;
  for (std::size_t i = 0; i < posterior.draws.size(); ++i) {
    if (structure && posterior.draws[i].structure != *structure) continue;
    among.push_back(i);
    all += posterior.draws[i].weight;
  }
  sim::expects(!among.empty(), "a structure has draws");
  std::vector<std::size_t> order;
  std::vector<double> owed(among.size(), 0);  // how much more often it should have been taken
  for (std::size_t turn = 0; turn < among.size(); ++turn) {
    for (std::size_t i = 0; i < among.size(); ++i)
      owed[i] += posterior.draws[among[i]].weight / all;
    const auto next = static_cast<std::size_t>(
        std::distance(owed.begin(), std::max_element(owed.begin(), owed.end())));
    owed[next] -= 1;
    order.push_back(among[next]);
  }
  return order;
}

Draw draw_of(const Posterior& posterior, std::size_t number, std::string_view name) {
  sim::expects(number < posterior.draws.size(), "a posterior has the draw");
  const Posterior::Draw& values = posterior.draws[number];
  Draw draw;
  draw.name = "draw " + std::to_string(number + 1) + " of " + std::string(name);
  draw.changes = posterior.structures[values.structure].sets;
  for (std::size_t i = 0; i < posterior.parameters.size(); ++i)
    for (const Posterior::Sets& one : posterior.parameters[i].sets)
      draw.changes.push_back({one.keys, one.from, one.how, values.values[i]});
  // What was known of later levels, if anything, was not fitted to: they are free.
  const int ends = sim::year_of(posterior.to) + (sim::month_of(posterior.to) >= 9 ? 1 : 0);
  draw.changes.push_back(
      {.keys = "*.free_from", .from = sim::date(ends, 9, 1), .how = How::set, .value = 0});
  draw.held = posterior.held;
  draw.luck = luck_of(posterior.seed, static_cast<std::uint32_t>(number));
  return draw;
}

}  // namespace scenarios
