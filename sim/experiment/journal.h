// What is finished, on disk: pieces of long work, saved in batches as they come and found again
// when the same work is asked for.
//
// A piece is bytes under a number (a replication, a fit); a batch is a file of pieces, each once. A
// batch appears whole or not at all (disk.h), names the work it is a part of by a key, and proves
// itself by its SHA-256; one that does not is damaged, is said so, and its pieces are done again.
// Nothing is ever changed in place, so nothing can be half changed. What the bytes mean, and in
// which order pieces come, the journal does not know: it cannot reach the results.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sim {

struct Piece {
  std::uint64_t number = 0;
  std::string bytes;
};

/// A file among the batches that cannot be used.
struct UnusableBatch {
  enum class Because { damaged, of_other_work, not_a_batch };
  std::filesystem::path file;
  Because because;

  /// "is damaged", as the end of a sentence that begins with the file.
  std::string reason() const;
};

/// Every whole batch of `key` in `folder`, by file name; of a piece that is there twice, the first.
/// Throws: filesystem_error where a file cannot be read at all.
void read_batches(const std::filesystem::path& folder, const std::string& key,
                  const std::function<void(Piece)>& take,
                  const std::function<void(const UnusableBatch&)>& warn);

/// Whether a file of this name was left by a journal, whole or half-written.
bool is_batch_name(std::string_view name);

class Journal {
 public:
  /// Saves a batch whenever `pieces_a_batch` are pending; with 0 so often that saving takes less
  /// than a fiftieth of the time, and at most once a second.
  /// Makes the folder if it is missing. Requires: nobody else writes to it (folder_lock.h).
  Journal(std::filesystem::path folder, std::string key, std::size_t pieces_a_batch = 0);

  /// As read_batches(); what is damaged, and what a killed run left half-written, is removed.
  /// `take` says whether the piece is wanted; only those count as saved.
  void read(const std::function<bool(Piece)>& take,
            const std::function<void(const UnusableBatch&)>& warn);

  /// Any thread may call it, also at once with others. Throws: filesystem_error; all batches
  /// saved before stay as they are.
  void add(Piece piece);

  /// Saves what is pending. Throws: filesystem_error.
  void save();

  /// Pieces that were found and wanted, or have been saved.
  const std::atomic<std::size_t>& saved() const { return saved_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool is_due() const;
  void save_pending();

  std::filesystem::path folder_;
  std::string key_;
  std::size_t pieces_a_batch_;
  std::mutex saving_;
  std::mutex adding_;
  std::vector<Piece> pending_;  ///< Guarded by adding_, as is next_.
  Clock::time_point next_;      ///< When a batch is due at the earliest.
  std::atomic<std::size_t> saved_ = 0;
};

}  // namespace sim
