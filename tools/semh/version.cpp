#include "tools/semh/commands.h"
#include "tools/semh/version_number.h"  // made by the build

namespace tools {

std::string version_text() {
  return "semh " SEMH_VERSION ", results semh.run/1";
}

std::string model_digest() {
  return SEMH_MODEL;
}

}  // namespace tools
