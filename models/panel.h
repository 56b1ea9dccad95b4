// The panels of the partnerships: the cases that wait for a meeting, and what has been chosen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/event.h"
#include "models/menu.h"
#include "sim/kernel/waiting_list.h"

namespace models {

/// A pupil who is to be heard.
struct PanelCase {
  PupilId pupil;
  std::uint8_t unit = 255;  ///< The unit that was asked for; `nowhere` if none.
  bool dual = false;        ///< ... as a dual registration.
};

/// All there is of panels in one replication.
struct Panels {
  bool live = false;                          ///< Partnerships are at work.
  std::vector<sim::Fifo<PanelCase>> waiting;  ///< By partnership.
  std::vector<OptionInUse> options;           ///< As the menu.
  std::vector<int> bought;                    ///< Places bought, by partnership.
  std::vector<std::uint16_t> moves_taken;     ///< Managed moves begun at each school.
  std::vector<std::uint16_t> moves_there;     ///< ... of which are going on.
  std::vector<std::int64_t> choices;          ///< shape (years x partnerships x kinds)
  std::vector<sim::Instant> meets_at;         ///< The next meeting, by partnership.
  std::int64_t decided = 0;
  std::int64_t listed = 0;  ///< Cases that wait, over all partnerships.

  void count(int school_year, int partnership, OptionKind kind) {
    ++choices[place(school_year, partnership, kind)];
    ++decided;
  }
  std::int64_t chosen(int school_year, int partnership, OptionKind kind) const {
    return choices[place(school_year, partnership, kind)];
  }
  std::size_t place(int school_year, int partnership, OptionKind kind) const {
    return (static_cast<std::size_t>(school_year) * waiting.size() +
            static_cast<std::size_t>(partnership)) *
               option_kinds +
           static_cast<std::size_t>(kind);
  }
};

}  // namespace models
