// The high needs block by financial year: what comes in, what else it pays for, what is carried on.
#pragma once

#include <cstdint>
#include <optional>

#include "models/given.h"
#include "sim/kernel/money.h"

namespace models {

class World;

struct Block {
  Price income;                ///< [£ per year]
  Price transfer;              ///< Asked of the schools block [£ per year].
  Price schools_block;         ///< [£ per year]
  Dated transfer_limit = 1.0;  ///< Of the schools block, in [0, 1]; at 1 transfers are free.
  sim::Money rest;             ///< All other spending in `rest_year` [£ per year].
  int rest_year = 2014;        ///< Financial year of `rest`, and the first with a balance.
  Range rest_growth;           ///< [per year]; drawn once a replication.
  std::optional<sim::Money> opening_balance;  ///< Carried into `opening_year`; below 0 a deficit.
  int opening_year = 0;                       ///< Financial year.
};

/// What the rule of each year lets move: what is asked, or the limit where that is lower.
Price allowed_transfer(const Block& block);

/// All other spending of the block, year by year at a growth drawn for this replication.
Price rest_of_block(const World& world);

/// A yearly amount over one financial year, in whole pence.
sim::Money over_financial_year(const Price& amount, int year);

/// The balance at the end of financial year `year`, all before it since `opening_year` included;
/// none before that year, or where no opening balance is given.
std::optional<sim::Money> carried_forward(const World& world, int year);

}  // namespace models
