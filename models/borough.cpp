#include "models/borough.h"

namespace models {

Borough::Borough() = default;
Borough::Borough(const Borough&) = default;
Borough::Borough(Borough&&) noexcept = default;
Borough& Borough::operator=(const Borough&) = default;
Borough& Borough::operator=(Borough&&) noexcept = default;
Borough::~Borough() = default;

void name_partnerships(Borough& borough) {
  for (int next = static_cast<int>(borough.partnerships.size()) + 1;
       next <= borough.schools.partnerships; ++next)
    borough.partnerships.push_back(
        {"partnership-" + std::to_string(next), "Partnership " + std::to_string(next)});
}

}  // namespace models
