// log, exp and pow from additions, multiplications and divisions alone.
//
// The mathematical library of a machine may return different last bits on another processor, and
// one last bit can change the order of two events. These functions are made of operations that IEEE
// 754 fixes exactly, so their results are the same bits wherever the code runs. Accurate to about
// one unit in the last place (tests/sim/elementary_test.cpp).
#pragma once

namespace sim {

/// Natural logarithm. Requires: x positive, finite and not subnormal.
double log(double x);

/// e to the power x; 0 below -700, the greatest finite value above 709.
double exp(double x);

/// x to the power y, as exp(y log x). Requires: x as for log.
double pow(double x, double y);

/// 1 / (1 + exp(-x)).
double logistic(double x);

}  // namespace sim
