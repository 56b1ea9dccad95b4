// Whether this process rounds as IEEE 754 says, each operation by itself.
//
// The same bits everywhere need it. Compilers are told so (-ffp-contract=off, never -ffast-math),
// but what a process was linked with or started by can still change it: a library made for speed
// drops numbers near zero, a plug-in leaves another direction of rounding behind.
#pragma once

namespace sim {

/// Throws: ContractError, naming what is different, when a product and a sum are rounded as one,
/// sums are regrouped, numbers near zero are dropped, or rounding is not to the nearest.
void expect_exact_arithmetic();

}  // namespace sim
