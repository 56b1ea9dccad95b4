// A contract that broke while a borough was simulated: when, where, and how to see it again.
#pragma once

#include <cstdint>
#include <string>

#include "models/world.h"
#include "sim/kernel/expects.h"

namespace tools {

/// The error again, with the instant and the borough that it came in and the seed and replication
/// that it is of; `repeat_command` runs them again.
sim::ContractError located(const sim::ContractError& error, const models::World& world,
                           std::uint64_t seed, std::uint32_t replication,
                           const std::string& repeat_command);

}  // namespace tools
