#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"
#include "sim/experiment/journal.h"
#include "tests/output/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using Because = sim::UnusableBatch::Because;

const std::string key = sim::sha256("the run of this test");

std::string bytes_of_piece(std::uint64_t number) {
  return std::string(number % 7, 'x') + std::to_string(number);
}

/// What a journal finds again, and what it could not use.
struct Found {
  std::map<std::uint64_t, std::string> pieces;
  std::vector<Because> unusable;
};

Found found_in(const fs::path& folder, const std::string& of = key) {
  Found found;
  sim::Journal(folder, of)
      .read(
          [&](sim::Piece piece) {
            return found.pieces.emplace(piece.number, std::move(piece.bytes)).second;
          },
          [&](const sim::UnusableBatch& batch) { found.unusable.push_back(batch.because); });
  return found;
}

void save_pieces(const fs::path& folder, std::uint64_t first, std::uint64_t count,
                 std::size_t pieces_a_batch = 0, const std::string& of = key) {
  sim::Journal journal(folder, of, pieces_a_batch);
  for (std::uint64_t number = first; number < first + count; ++number)
    journal.add({number, bytes_of_piece(number)});
  journal.save();
}

void expect_pieces(const Found& found, std::uint64_t first, std::uint64_t count) {
  ASSERT_EQ(found.pieces.size(), count);
  for (std::uint64_t number = first; number < first + count; ++number)
    EXPECT_EQ(found.pieces.at(number), bytes_of_piece(number));
}

fs::path only_batch(const fs::path& folder) {
  const auto names = sim::names_in(folder);
  EXPECT_EQ(names.size(), 1U);
  return folder / names.front();
}

void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

TEST(Journal, FindsEveryPieceAgainWhateverTheSizeOfBatches) {
  for (const std::size_t batch : {0U, 1U, 7U, 100U}) {
    const TemporaryFolder folder;
    save_pieces(folder.path() / "batches", 90, 40, batch);
    const Found found = found_in(folder.path() / "batches");
    expect_pieces(found, 90, 40);
    EXPECT_TRUE(found.unusable.empty());
  }
}

TEST(Journal, SavesAsManyPiecesAsABatchIsToHold) {
  const TemporaryFolder folder;
  save_pieces(folder.path(), 0, 20, 8);
  const std::string head = key.substr(0, 8);
  EXPECT_EQ(folder.names(),
            (std::vector<std::string>{head + "-000000-000007.batch", head + "-000008-000015.batch",
                                      head + "-000016-000019.batch"}));
}

TEST(Journal, WaitsASecondBeforeItSavesOfItself) {
  const TemporaryFolder folder;
  sim::Journal journal(folder.path(), key);
  for (std::uint64_t number = 0; number < 1000; ++number) journal.add({number, "x"});
  EXPECT_TRUE(folder.names().empty());
  EXPECT_EQ(journal.saved(), 0U);
  std::this_thread::sleep_for(std::chrono::milliseconds(1050));
  journal.add({1000, "x"});
  EXPECT_EQ(journal.saved(), 1001U);
}

TEST(Journal, TakesPiecesFromSeveralThreadsAtOnce) {
  const TemporaryFolder folder;
  sim::Journal journal(folder.path(), key, 5);
  std::vector<std::thread> threads;
  for (std::uint64_t thread = 0; thread < 4; ++thread)
    threads.emplace_back([&journal, thread] {
      for (std::uint64_t i = 0; i < 25; ++i)
        journal.add({4 * i + thread, bytes_of_piece(4 * i + thread)});
    });
  for (std::thread& thread : threads) thread.join();
  journal.save();
  EXPECT_EQ(journal.saved(), 100U);
  expect_pieces(found_in(folder.path()), 0, 100);
}

TEST(Journal, LeavesBatchesOfOtherWorkAlone) {
  const TemporaryFolder folder;
  const std::string other = sim::sha256("another run");
  save_pieces(folder.path(), 0, 5);
  save_pieces(folder.path(), 0, 3, 0, other);
  const Found found = found_in(folder.path());
  expect_pieces(found, 0, 5);
  EXPECT_EQ(found.unusable, std::vector{Because::of_other_work});
  expect_pieces(found_in(folder.path(), other), 0, 3);
}

TEST(Journal, CountsOnlyWantedPiecesAsSaved) {
  const TemporaryFolder folder;
  save_pieces(folder.path(), 0, 10);
  sim::Journal journal(folder.path(), key);
  journal.read([](const sim::Piece& piece) { return piece.number < 4; },
               [](const sim::UnusableBatch&) {});
  EXPECT_EQ(journal.saved(), 4U);
}

TEST(Journal, RemovesWhatAKilledRunLeftHalfWritten) {
  const TemporaryFolder folder;
  save_pieces(folder.path(), 0, 2);
  overwrite(folder.path() / ".12345678-000002-000003.batch.tmp", "half");
  expect_pieces(found_in(folder.path()), 0, 2);
  EXPECT_EQ(folder.names().size(), 1U);
}

TEST(Journal, NamesWhatIsNoBatchAndLeavesIt) {
  const TemporaryFolder folder;
  save_pieces(folder.path(), 0, 2);
  overwrite(folder.path() / "notes.txt", "mine");
  fs::create_symlink("/dev/zero", folder.path() / "zero.batch");
  fs::create_directory(folder.path() / "folder.batch");
  const Found found = found_in(folder.path());
  expect_pieces(found, 0, 2);
  EXPECT_EQ(found.unusable, std::vector<Because>(3, Because::not_a_batch));
  EXPECT_EQ(folder.names().size(), 4U);
}

TEST(Journal, SaysWhichPlaceCannotBeWritten) {
  const TemporaryFolder folder;
  overwrite(folder.path() / "file", "");
  EXPECT_THROW(sim::Journal(folder.path() / "file", key), fs::filesystem_error);
  EXPECT_THROW(sim::Journal(folder.path() / "missing" / "batches", key), fs::filesystem_error);
}

TEST(Promise10DamagedBatch, IsNoticedWhicheverBitIsFlipped) {
  const TemporaryFolder folder;
  save_pieces(folder.path(), 0, 12);
  const fs::path batch = only_batch(folder.path());
  const std::string whole = bytes_of(batch);
  std::size_t tried = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; bit += whole.size() * 8 / 200, ++tried) {
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    overwrite(batch, damaged);
    const Found found = found_in(folder.path());
    EXPECT_TRUE(found.pieces.empty()) << "bit " << bit;
    EXPECT_EQ(found.unusable, std::vector{Because::damaged}) << "bit " << bit;
    EXPECT_TRUE(folder.names().empty()) << "it is removed, so that it is made again";
  }
  EXPECT_GE(tried, 200U);
}

TEST(Promise10DamagedBatch, IsNoticedWhereverItIsCutOrLengthened) {
  const TemporaryFolder folder;
  save_pieces(folder.path(), 0, 12);
  const fs::path batch = only_batch(folder.path());
  const std::string whole = bytes_of(batch);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    overwrite(batch, whole.substr(0, length));
    EXPECT_EQ(found_in(folder.path()).unusable, std::vector{Because::damaged}) << length;
  }
  overwrite(batch, whole + "x");
  EXPECT_EQ(found_in(folder.path()).unusable, std::vector{Because::damaged});
}

TEST(Promise10DamagedBatch, IsNotBelievedForItsDigestAlone) {
  const TemporaryFolder folder;
  for (const std::string& body : {std::string(), std::string("no line"), key + " 1\n1234567",
                                  key + " 1\n" + std::string(8, '\0') + std::string(8, '\xff')}) {
    overwrite(folder.path() / "made-up.batch", "batch/1 " + sim::sha256(body) + "\n" + body);
    const Found found = found_in(folder.path());
    EXPECT_TRUE(found.pieces.empty());
    EXPECT_EQ(found.unusable, std::vector{Because::of_other_work});
  }
}

}  // namespace
