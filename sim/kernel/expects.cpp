#include "sim/kernel/expects.h"

#include <string>
#include <string_view>

namespace sim {

void contract_broken(const char* rule, const char* file, int line) {
  const std::string_view path = file;
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  throw ContractError(std::string(name) + ":" + std::to_string(line) +
                      ": contract broken: " + rule);
}

}  // namespace sim
