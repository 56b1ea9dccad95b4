// Exact money: integer pence, and the accrual of a price over time without losing any.
#pragma once

#include <compare>
#include <cstdint>

#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"

namespace sim {

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money pence(std::int64_t amount) { return Money(amount); }
  static constexpr Money pounds(std::int64_t amount) { return Money(amount * 100); }

  constexpr std::int64_t in_pence() const { return pence_; }

  constexpr Money& operator+=(Money other) {
    pence_ += other.pence_;
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    pence_ -= other.pence_;
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return a += b; }
  friend constexpr Money operator-(Money a, Money b) { return a -= b; }
  friend constexpr Money operator-(Money a) { return Money(-a.pence_); }
  friend constexpr Money operator*(Money a, std::int64_t times) { return Money(a.pence_ * times); }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(std::int64_t amount) : pence_(amount) {}
  std::int64_t pence_ = 0;
};

/// A yearly price accrued second by second on a number of places, paid out in whole pence.
///
/// Holds pence x seconds as an integer; what does not make a whole penny is carried forward. A
/// price held for the whole of a year of `year_seconds` therefore pays out exactly that price.
class Accrual {
 public:
  /// Adds `price` [per year] on `places` for the time since the last call.
  void accrue(Instant now, Money price, std::int64_t places) {
    expects(now >= since_, "an accrual moves forward in time");
    due_ += price.in_pence() * places * (now - since_).count();
    since_ = now;
  }

  /// Starts counting at `now`, with nothing due.
  void start(Instant now) {
    since_ = now;
    due_ = 0;
  }

  /// Pays out the whole pence due in a year of `year_seconds`, and keeps the rest.
  Money pay(std::int64_t year_seconds) {
    const std::int64_t whole = due_ / year_seconds;
    due_ -= whole * year_seconds;
    return Money::pence(whole);
  }

  /// What is due and not yet paid [pence x seconds].
  std::int64_t carried() const { return due_; }

 private:
  Instant since_{};
  std::int64_t due_ = 0;
};

}  // namespace sim
