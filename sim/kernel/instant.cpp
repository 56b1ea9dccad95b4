#include "sim/kernel/instant.h"

namespace sim {
namespace {

std::string padded(unsigned number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace

std::string to_string(Date day) {
  const std::chrono::year_month_day civil{day};
  return padded(static_cast<unsigned>(static_cast<int>(civil.year())), 4) + "-" +
         padded(static_cast<unsigned>(civil.month()), 2) + "-" +
         padded(static_cast<unsigned>(civil.day()), 2);
}

}  // namespace sim
