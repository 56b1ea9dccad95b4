// Contracts: what a caller must have made true, said in words.
#pragma once

#include <stdexcept>

namespace sim {

/// A broken contract: a bug in this program, never a fault in the user's scenario.
class ContractError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void contract_broken(const char* rule, const char* file = __builtin_FILE(),
                                  int line = __builtin_LINE());

/// Throws ContractError, naming `rule` and the line that states it, unless `holds`.
/// On in every build: a silent bug in a replication costs more than a branch.
/// (The builtins stand in for std::source_location, which clang 14 lacks.)
inline void expects(bool holds, const char* rule, const char* file = __builtin_FILE(),
                    int line = __builtin_LINE()) {
  if (!holds) [[unlikely]]
    contract_broken(rule, file, line);
}

}  // namespace sim
