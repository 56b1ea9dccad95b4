#include "tools/semh/broken_contract.h"

#include "sim/kernel/instant.h"

namespace tools {

sim::ContractError located(const sim::ContractError& error, const models::World& world,
                           std::uint64_t seed, std::uint32_t replication,
                           const std::string& repeat_command) {
  return sim::ContractError(
      std::string(error.what()) + " (on " + sim::to_string(sim::date_of(world.now())) + " in " +
      world.borough.name + ", seed " + std::to_string(seed) + ", replication " +
      std::to_string(replication) + "; repeat with: " + repeat_command + ")");
}

}  // namespace tools
