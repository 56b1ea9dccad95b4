#include "tools/semh/commands.h"

#ifndef SEMH_VERSION
#error "the build says which version this is"
#endif

namespace tools {

std::string version_text() {
  return "semh " SEMH_VERSION ", results semh.run/1";
}

}  // namespace tools
