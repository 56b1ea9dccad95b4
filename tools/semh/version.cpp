#include "semh_version.h"  // made by the build
#include "tools/semh/commands.h"

namespace tools {

std::string version_text() {
  return "semh " SEMH_VERSION ", results semh.run/1";
}

}  // namespace tools
