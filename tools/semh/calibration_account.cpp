// What a fit found and how far it may be believed: the posterior files, and the account for people.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "output/number_text.h"
#include "tools/semh/calibrate.h"

namespace tools {
namespace {

std::string number(double value, int digits = 3) {
  return output::text_of(value, digits);
}

std::string row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += " " + cell + " |";
  return text + "\n";
}

std::string heading(const std::vector<std::string>& cells) {
  return row(cells) + row(std::vector<std::string>(cells.size(), "---"));
}

std::string range(const scenarios::Estimate& estimate) {
  return number(estimate.value) + " (" + number(estimate.low) + " to " + number(estimate.high) +
         ")";
}

std::string in_100(double share) {
  return output::fixed(100 * share, 0);
}

std::string parameters_text(const scenarios::Fit& fit, const Fitted& fitted, bool moved) {
  std::string text = heading({"parameter", "what it is", "before", "after", "narrowed by, of 100",
                              moved ? "what identifies it" : "what could"});
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    const ParameterFinding& found = fitted.found[i];
    if ((found.contraction >= least_contraction) != moved) continue;
    text += row({"`" + fit.parameters[i].id + "`", fit.parameters[i].meaning, range(found.prior),
                 range(found.posterior), in_100(std::max(0.0, found.contraction)),
                 fit.parameters[i].identified_by});
  }
  return text;
}

std::string structures_text(const scenarios::Fit& fit, const Fitted& fitted) {
  std::vector<std::size_t> draws(fit.structures.size());
  const std::size_t particles = fitted.sample.tempered.draws.size() / fit.dimensions();
  for (std::size_t d = 0; d < particles; ++d) ++draws[fit.structure_of(fitted.sample.draw(d))];
  std::string text = heading({"structure", "what it says", "draws of 100"});
  for (std::size_t s = 0; s < fit.structures.size(); ++s)
    text += row({"`" + fit.structures[s].id + "`", fit.structures[s].meaning,
                 in_100(static_cast<double>(draws[s]) / static_cast<double>(particles))});
  return text;
}

std::string predictive_text(const TruthCheck& truth) {
  std::string text =
      heading({"figure", "observed", "foreseen (5 to 95 in 100)", "foreseen below, of 100"});
  for (const PredictiveCheck& check : truth.predictive)
    text += row({"`" + check.target + "`", number(check.observed, 4),
                 number(check.median, 4) + " (" + number(check.low, 4) + " to " +
                     number(check.high, 4) + ")",
                 in_100(check.below)});
  return text;
}

std::string emulators_text(const std::vector<EmulatorCheck>& checks) {
  std::string text =
      heading({"figure", "root mean square error of log mean", "within 95 in 100", "beyond 3"});
  for (const EmulatorCheck& check : checks)
    text += row({"`" + check.target + "`", number(check.held_out.root_mean_square),
                 in_100(check.held_out.coverage), in_100(check.held_out.beyond_three)});
  return text;
}

std::string approximate_text(const std::vector<ApproximateCheck>& checks) {
  std::string text = heading({"expected figure", "fit: mean of its logarithm", "deviation",
                              "without a likelihood", "apart, in deviations"});
  for (const ApproximateCheck& check : checks)
    text +=
        row({"`" + check.target + "`", number(check.fit_mean, 4), number(check.fit_deviation),
             number(check.approximate_mean, 4),
             output::fixed((check.approximate_mean - check.fit_mean) / check.fit_deviation, 2)});
  return text;
}

std::string checks_text(const FitAccount& account) {
  const TruthCheck& truth = account.truth;
  std::string text;
  text += "- " + std::to_string(account.seeds.seeds) +
          " samplings of the same emulators by other seeds: means of parameters differ between "
          "them by at most " +
          number(account.seeds.largest_spread, 2) + " posterior deviations (`" +
          account.seeds.widest + "`), the log evidence by " +
          number(account.seeds.evidence_spread, 2) + ".\n";
  text +=
      "- " + std::to_string(truth.draws) + " draws of the last posterior were simulated " +
      std::to_string(truth.replications) +
      " times each: the emulated means differ from the simulated ones by " +
      (truth.error_of_means > 0 ? number(100 * truth.error_of_means, 2) +
                                      " in 100 (root mean square over all figures, beyond noise)"
                                : "no more than the noise of so few replications") +
      ". Reweighted to what was simulated, the Pareto shape of the weights is " +
      number(truth.weights.shape, 2) +
      (truth.weights.shape < 0.7 ? " (below 0.7: the fit stands)"
                                 : " (**0.7 or above: the "
                                   "emulators are not good "
                                   "enough there**)") +
      ", they are worth " + number(truth.weights.effective, 3) + " of the " +
      std::to_string(truth.draws) + ", and the mean that moves most, `" + truth.shifted +
      "`, moves by " + number(truth.largest_shift, 2) + " deviations.\n";
  return text;
}

}  // namespace

scenarios::Posterior posterior_of(const scenarios::Fit& fit, const Fitted& fitted,
                                  const std::string& inputs, const std::string& command) {
  scenarios::Posterior posterior;
  posterior.program = version_text().substr(0, version_text().find(" ("));
  posterior.command = command;
  posterior.seed = fit.seed;
  posterior.inputs = inputs;
  posterior.to = fit.evidence_ends(fitted.asked.to);
  posterior.held = fit.held;
  for (const scenarios::FitStructure& structure : fit.structures)
    posterior.structures.push_back({structure.id, structure.meaning, structure.sets});
  if (fit.structures.empty())
    posterior.structures.push_back({"only", "the model as it stands", {}});
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    const scenarios::FitParameter& given = fit.parameters[i];
    if (given.from_year > fitted.asked.to || given.sets.empty()) continue;
    const ParameterFinding& found = fitted.found[i];
    scenarios::Posterior::Parameter parameter{.id = given.id,
                                              .unit = given.unit,
                                              .meaning = given.meaning,
                                              .sets = {},
                                              .prior = found.prior,
                                              .posterior = found.posterior,
                                              .contraction = found.contraction,
                                              .moved = found.contraction >= least_contraction,
                                              .identified_by = given.identified_by};
    for (const scenarios::Change& change : given.sets)
      parameter.sets.push_back({change.keys, change.from, change.how});
    posterior.parameters.push_back(std::move(parameter));
    kept.push_back(i);
  }
  const std::size_t particles = fitted.sample.tempered.draws.size() / fit.dimensions();
  for (std::size_t d = 0; d < fitted.asked.draws; ++d) {
    const std::vector<double> z = fitted.sample.draw(d * particles / fitted.asked.draws);
    const std::vector<double> values = fit.values_of(z);
    scenarios::Posterior::Draw draw{.structure = fit.structure_of(z), .weight = 1, .values = {}};
    for (const std::size_t i : kept) draw.values.push_back(values[i]);
    posterior.draws.push_back(std::move(draw));
  }
  return posterior;
}

std::string account_text(const scenarios::Fit& fit, const FitAccount& account) {
  const Fitted& last = account.fitted.back();
  std::string text = "# What the fit found, and how far it may be believed\n\n";
  text += "Made by `semh calibrate`; no line of it is written by hand. " +
          std::to_string(fit.parameters.size()) + " parameters, " +
          std::to_string(fit.targets.size()) + " figures of the evidence, " +
          std::to_string(account.guesses) + " guesses of " + std::to_string(fit.replications) +
          " replications each.\n\n";
  text += "## What the evidence has moved\n\n" + parameters_text(fit, last, true);
  text +=
      "\n## What it has not: assumptions, and no results\n\n" + parameters_text(fit, last, false);
  if (!fit.structures.empty())
    text += "\n## Structures that the evidence cannot tell apart\n\n" + structures_text(fit, last);
  text += "\n## Does it reproduce what it was fitted to?\n\n" + predictive_text(account.truth);
  text += "\n## Is it right?\n\n" + checks_text(account);
  text +=
      "\n### Emulators, at points that they have not seen (first wave, over the whole prior)\n\n" +
      emulators_text(account.emulators);
  if (account.approximate.empty()) return text;
  text += "\n### Without a likelihood\n\nOf " + std::to_string(account.compared_parameters) +
          " parameters, the others at their medians, fitted both ways on the emulators: by the "
          "likelihood, and by approximate Bayesian computation.\n\n" +
          approximate_text(account.approximate);
  return text;
}

}  // namespace tools
