// Who waits, in order of class and, within a class, of arrival.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "sim/kernel/expects.h"

namespace sim {

/// First in, first out, in one block of memory that grows and is then reused.
template <class Entry>
class Fifo {
 public:
  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }
  void clear() { first_ = size_ = 0; }

  void push(Entry entry) {
    if (size_ == ring_.size()) grow();
    (*this)[size_] = std::move(entry);
    ++size_;
  }

  /// Requires: index < size().
  Entry& operator[](std::size_t index) { return ring_[(first_ + index) & mask_]; }
  const Entry& operator[](std::size_t index) const { return ring_[(first_ + index) & mask_]; }

  /// Requires: not empty.
  Entry pop() {
    expects(size_ > 0, "somebody waits");
    Entry entry = std::move((*this)[0]);
    first_ = (first_ + 1) & mask_;
    --size_;
    return entry;
  }

  /// Takes out the entry at `index`, keeping the order of the others. Requires: index < size().
  Entry take(std::size_t index) {
    expects(index < size_, "an entry is taken from the list");
    Entry entry = std::move((*this)[index]);
    for (std::size_t i = index; i + 1 < size_; ++i) (*this)[i] = std::move((*this)[i + 1]);
    --size_;
    return entry;
  }

 private:
  void grow() {
    std::vector<Entry> larger(ring_.empty() ? 16 : ring_.size() * 2);
    for (std::size_t i = 0; i < size_; ++i) larger[i] = std::move((*this)[i]);
    ring_ = std::move(larger);
    mask_ = ring_.size() - 1;
    first_ = 0;
  }

  std::vector<Entry> ring_;  ///< A power of two long.
  std::size_t mask_ = 0;     ///< One less than its length.
  std::size_t first_ = 0;
  std::size_t size_ = 0;
};

template <class Entry, std::size_t Classes>
class WaitingList {
 public:
  void clear() {
    for (auto& line : lines_) line.clear();
  }

  bool empty() const { return size() == 0; }
  std::size_t size() const {
    std::size_t total = 0;
    for (const auto& line : lines_) total += line.size();
    return total;
  }
  std::size_t size(std::size_t of_class) const { return lines_.at(of_class).size(); }

  /// Class 0 goes first.
  void add(std::size_t of_class, Entry entry) { lines_.at(of_class).push(std::move(entry)); }

  /// Takes the first entry that is `eligible(class, entry)`; none when nobody is.
  template <class Eligible>
  std::optional<Entry> take_first(Eligible&& eligible) {
    for (std::size_t c = 0; c < Classes; ++c)
      for (std::size_t i = 0; i < lines_[c].size(); ++i)
        if (eligible(c, lines_[c][i])) return lines_[c].take(i);
    return std::nullopt;
  }

  /// Whether any entry is `eligible(class, entry)`.
  template <class Eligible>
  bool any(Eligible&& eligible) const {
    for (std::size_t c = 0; c < Classes; ++c)
      for (std::size_t i = 0; i < lines_[c].size(); ++i)
        if (eligible(c, lines_[c][i])) return true;
    return false;
  }

  /// Shows every `entry` with its class, in order.
  template <class Show>
  void each(Show&& show) const {
    for (std::size_t c = 0; c < Classes; ++c)
      for (std::size_t i = 0; i < lines_[c].size(); ++i) show(c, lines_[c][i]);
  }

  /// False if `entry` does not wait in `of_class`.
  bool remove(std::size_t of_class, const Entry& entry) {
    auto& line = lines_.at(of_class);
    for (std::size_t i = 0; i < line.size(); ++i)
      if (line[i] == entry) {
        line.take(i);
        return true;
      }
    return false;
  }

 private:
  std::array<Fifo<Entry>, Classes> lines_;
};

}  // namespace sim
