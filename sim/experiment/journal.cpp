// A batch is text, then bytes:
//
//     batch/1 SHA-256 of all that follows this line
//     KEY NUMBER-OF-PIECES
//     and for each piece its number and its length [bytes], each in 8 bytes, lowest first; its
//     bytes
#include "sim/experiment/journal.h"

#include <algorithm>
#include <optional>
#include <system_error>

#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"

namespace sim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view format = "batch/1 ";
constexpr std::string_view ending = ".batch";
constexpr std::size_t digest_size = 64;
constexpr std::chrono::seconds shortest_wait{1};
constexpr int longest_share = 50;  ///< Saving takes at most one part in so many of the time.

void put(std::string& bytes, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8)
    bytes += static_cast<char>(static_cast<std::uint8_t>(number >> shift));
}

/// Takes a number off the front. Requires: 8 bytes are left.
std::uint64_t take_number(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i)
    number |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
  bytes.remove_prefix(8);
  return number;
}

std::string batch_bytes(const std::string& key, const std::vector<Piece>& pieces) {
  std::string body = key + " " + std::to_string(pieces.size()) + "\n";
  for (const Piece& piece : pieces) {
    put(body, piece.number);
    put(body, piece.bytes.size());
    body += piece.bytes;
  }
  return std::string(format) + sha256(body) + "\n" + body;
}

/// What follows the first line, if it is what the first line says.
std::optional<std::string_view> body_of(std::string_view bytes) {
  const std::size_t first_line = format.size() + digest_size + 1;
  if (bytes.size() < first_line || bytes.substr(0, format.size()) != format) return {};
  const std::string_view body = bytes.substr(first_line);
  if (bytes[first_line - 1] != '\n' || bytes.substr(format.size(), digest_size) != sha256(body))
    return {};
  return body;
}

/// Nothing if the body is of other work, or not laid out as a batch is. That is not damage, which
/// the digest would have shown, but another program's doing.
std::optional<std::vector<Piece>> pieces_of(std::string_view body, const std::string& key) {
  const std::size_t line = body.find('\n');
  if (line == std::string_view::npos || body.substr(0, key.size() + 1) != key + " ") return {};
  body.remove_prefix(line + 1);
  std::vector<Piece> pieces;
  while (!body.empty()) {
    if (body.size() < 16) return {};
    Piece piece;
    piece.number = take_number(body);
    const std::uint64_t size = take_number(body);
    if (size > body.size()) return {};
    piece.bytes = body.substr(0, static_cast<std::size_t>(size));
    body.remove_prefix(static_cast<std::size_t>(size));
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string six_digits(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  return std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
}

/// The key is in the name so that batches of other work can lie beside these unharmed.
std::string name_of(const std::string& key, const std::vector<Piece>& pieces) {
  return key.substr(0, 8) + "-" + six_digits(pieces.front().number) + "-" +
         six_digits(pieces.back().number) + std::string(ending);
}

}  // namespace

std::string UnusableBatch::reason() const {
  switch (because) {
    case Because::damaged: return "is damaged";
    case Because::of_other_work: return "belongs to another run";
    case Because::not_a_batch: break;
  }
  return "is not a batch of a run";
}

bool is_batch_name(std::string_view name) {
  return ends_with(name, ending) ||
         (is_temporary_name(name) && ends_with(name.substr(0, name.size() - 4), ending));
}

void read_batches(const fs::path& folder, const std::string& key,
                  const std::function<void(Piece)>& take,
                  const std::function<void(const UnusableBatch&)>& warn) {
  using Because = UnusableBatch::Because;
  std::set<std::uint64_t> taken;
  for (const std::string& name : names_in(folder)) {
    if (is_temporary_name(name)) continue;
    const fs::path file = folder / name;
    if (!ends_with(name, ending) || !fs::is_regular_file(fs::symlink_status(file))) {
      warn({file, Because::not_a_batch});
      continue;
    }
    const std::string bytes = read_whole_file(file);
    const auto body = body_of(bytes);
    if (!body) {
      warn({file, Because::damaged});
      continue;
    }
    auto pieces = pieces_of(*body, key);
    if (!pieces) {
      warn({file, Because::of_other_work});
      continue;
    }
    for (Piece& piece : *pieces)
      if (taken.insert(piece.number).second) take(std::move(piece));
  }
}

Journal::Journal(fs::path folder, std::string key, std::size_t pieces_a_batch)
    : folder_(std::move(folder)),
      key_(std::move(key)),
      pieces_a_batch_(pieces_a_batch),
      next_(Clock::now() + shortest_wait) {
  make_folder(folder_);
}

void Journal::read(const std::function<bool(Piece)>& take,
                   const std::function<void(const UnusableBatch&)>& warn) {
  for (const std::string& name : names_in(folder_))
    if (is_temporary_name(name)) remove_file(folder_ / name);
  read_batches(
      folder_, key_,
      [&](Piece piece) {
        if (take(std::move(piece))) saved_.fetch_add(1);
      },
      [&](const UnusableBatch& batch) {
        warn(batch);
        if (batch.because == UnusableBatch::Because::damaged) remove_file(batch.file);
      });
}

bool Journal::is_due() const {
  return pieces_a_batch_ > 0 ? pending_.size() >= pieces_a_batch_ : Clock::now() >= next_;
}

void Journal::add(Piece piece) {
  {
    const std::lock_guard lock(adding_);
    pending_.push_back(std::move(piece));
    if (!is_due()) return;
  }
  const std::unique_lock lock(saving_, std::try_to_lock);
  if (lock.owns_lock()) save_pending();  // Else another thread is at it, and more can be added.
}

void Journal::save() {
  const std::lock_guard lock(saving_);
  save_pending();
}

void Journal::save_pending() {
  std::vector<Piece> batch;
  {
    const std::lock_guard lock(adding_);
    batch.swap(pending_);
  }
  if (batch.empty()) return;
  const auto began = Clock::now();
  std::sort(batch.begin(), batch.end(),
            [](const Piece& a, const Piece& b) { return a.number < b.number; });
  write_whole_file(folder_ / name_of(key_, batch), batch_bytes(key_, batch));
  saved_.fetch_add(batch.size());
  const auto ended = Clock::now();
  const std::lock_guard lock(adding_);
  next_ = ended + std::max<Clock::duration>(shortest_wait, longest_share * (ended - began));
}

}  // namespace sim
