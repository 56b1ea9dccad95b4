// A scenario with the whole of what it extends, as one tree.
//
// A scenario is a small difference over a base, `extends = "history.toml"`, or over several,
// `extends = ["step_1.toml", "step_2.toml"]`: each file once, its own bases before it, a later one
// over an earlier. Tables merge key by
// key; tables of an array merge by `id`; an estimate ({ value = ... }) is one thing and is replaced
// whole, source and range with it. Dated steps are overlaid: the base's steps before the option's
// first `from` stay and later ones go, so that an option differs from its own date on.
// What the base says once, as an estimate, is its value until the option's first step.
//
// A posterior that [uncertainty] names is read with it, and named by its digest from then on.
//
// It refuses to read outside the folder of the file that asks: no absolute name, no `..`, no link
// that leads away.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/node.h"

namespace scenarios {

struct Document {
  Node root{};                               ///< Merged; `extends` itself is gone.
  std::vector<std::filesystem::path> files;  ///< As read: the scenario, its base, the base of that.
  std::shared_ptr<const Source> posterior{};  ///< That is named, not yet judged; null if none is.

  /// The merged tree as TOML, the same bytes whatever the order of keys, comments and files:
  /// what is frozen beside results and what the digest is made of. Reads back as the same tree.
  std::string canonical_text() const;
};

/// What a posterior of this SHA-256 is called where it is frozen: posterior-DIGEST16.toml.
std::string posterior_file_name(const std::string& digest);

/// Most files that `extends` may bring together.
constexpr std::size_t longest_chain = 16;

/// Throws: ScenarioError for what an author did, filesystem_error when `file` cannot be read.
Document load(const std::filesystem::path& file);

/// The same without the posterior that it names, which need not be there: what a fit makes one of.
Document load_unfitted(const std::filesystem::path& file);

/// A scenario that is not in a file (frozen, or typed into a page). It cannot extend another.
/// Throws: ScenarioError.
Document parse(const std::string& text, std::string name);

}  // namespace scenarios
