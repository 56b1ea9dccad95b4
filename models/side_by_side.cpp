#include "models/side_by_side.h"

#include <utility>

#include "sim/kernel/expects.h"

namespace models {

SideBySide::SideBySide(std::vector<const Ground*> grounds, RunOptions options)
    : grounds_(std::move(grounds)), run_options_(options) {
  sim::expects(!grounds_.empty(), "there is an option to run");
}

SideBySide::~SideBySide() = default;
SideBySide::SideBySide(SideBySide&&) noexcept = default;
SideBySide& SideBySide::operator=(SideBySide&&) noexcept = default;

std::vector<RunResult> SideBySide::run(std::uint32_t replication) {
  std::vector<RunResult> results;
  for (const Ground* ground : grounds_) {
    model_ = std::make_unique<Model>(*ground, run_options_);
    results.push_back(model_->run(replication));
  }
  return results;
}

const World& SideBySide::world() const {
  sim::expects(model_ != nullptr, "a run has begun");
  return model_->world();
}

}  // namespace models
