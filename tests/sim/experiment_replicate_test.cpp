#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "sim/experiment/replicate.h"

namespace {

using Index = std::uint32_t;

// A worker whose replications take unequal time, so that threads finish out of order.
struct Uneven {
  Index operator()(Index replication) {
    std::this_thread::sleep_for(std::chrono::microseconds(replication % 7 * 150));
    return replication * replication;
  }
};

Uneven make_uneven() {
  return {};
}

// A worker that cannot be copied and that each replication changes.
struct OfOneThread {
  OfOneThread() = default;
  OfOneThread(OfOneThread&&) = default;
  OfOneThread& operator=(OfOneThread&&) = default;
  int operator()(Index) { return ++uses; }
  int uses = 0;
};

class Replicate : public testing::TestWithParam<unsigned> {};
INSTANTIATE_TEST_SUITE_P(OnThreads, Replicate, testing::Values(1, 2, 3, 8),
                         [](const auto& of) { return std::to_string(of.param); });

TEST_P(Replicate, ReturnsResultsInTheOrderOfReplications) {
  const auto all = sim::replicate(100, 60, make_uneven, {.threads = GetParam()});

  EXPECT_EQ(all.first, 100U);
  EXPECT_FALSE(all.stopped);
  ASSERT_EQ(all.results.size(), 60U);
  for (Index i = 0; i < 60; ++i) EXPECT_EQ(all.results[i], (100 + i) * (100 + i));
}

TEST_P(Replicate, ThrowsWhatTheLowestFailingReplicationThrew) {
  const auto make_failing = [] {
    return [](Index replication) -> int {
      // The second failure comes sooner than the first.
      if (replication == 20) std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (replication >= 20) throw std::runtime_error(std::to_string(replication));
      return 0;
    };
  };
  try {
    sim::replicate(0, 40, make_failing, {.threads = GetParam()});
    FAIL() << "the failure was swallowed";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "20");
  }
}

TEST_P(Replicate, StopsBetweenReplicationsAndKeepsThoseDone) {
  std::atomic<bool> stop = false;
  const auto make_worker = [&stop] {
    return [&stop](Index replication) {
      if (replication == 10) stop.store(true);
      return Uneven{}(replication);
    };
  };

  const auto all = sim::replicate(0, 100'000, make_worker, {.threads = GetParam(), .stop = &stop});

  EXPECT_TRUE(all.stopped);
  EXPECT_GE(all.results.size(), 11U);
  EXPECT_LT(all.results.size(), 100'000U);
  for (Index i = 0; i < all.results.size(); ++i) EXPECT_EQ(all.results[i], i * i);
}

TEST_P(Replicate, BeginsNothingWhenAlreadyStopped) {
  const std::atomic<bool> stop = true;
  const auto all = sim::replicate(0, 5, make_uneven, {.threads = GetParam(), .stop = &stop});
  EXPECT_TRUE(all.stopped);
  EXPECT_TRUE(all.results.empty());
}

TEST_P(Replicate, OfNoneReturnsNone) {
  const auto all = sim::replicate(0, 0, make_uneven, {.threads = GetParam()});
  EXPECT_TRUE(all.results.empty());
  EXPECT_FALSE(all.stopped);
}

TEST_P(Replicate, TellsProgressFromTheCallingThreadAndNotTooOften) {
  const auto caller = std::this_thread::get_id();
  std::vector<std::size_t> told;
  const auto make_worker = [] {
    return [](Index) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      return 0;
    };
  };
  const auto progress = [&](std::size_t done, std::size_t count) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    EXPECT_EQ(count, 80U);
    told.push_back(done);
  };

  const auto begun = std::chrono::steady_clock::now();
  sim::replicate(0, 80, make_worker, {.threads = GetParam(), .progress = progress});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;

  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back(), 80U);
  EXPECT_TRUE(std::is_sorted(told.begin(), told.end()));
  EXPECT_LE(static_cast<double>(told.size()), 10 * taken.count() + 1);
}

TEST_P(Replicate, LetsAFailingProgressReportThrough) {
  std::atomic<int> begun = 0;
  const auto make_slow = [&begun] {
    return [&begun](Index) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
      return ++begun;
    };
  };
  const auto progress = [](std::size_t, std::size_t) { throw std::runtime_error("broken pipe"); };

  EXPECT_THROW(sim::replicate(0, 10'000, make_slow, {.threads = GetParam(), .progress = progress}),
               std::runtime_error);
  EXPECT_LT(begun.load(), 10'000) << "no further replication begins";
}

TEST_P(Replicate, MakesOneWorkerAThreadAndUsesItAgain) {
  int made = 0;
  const auto make_worker = [&made] {
    ++made;
    return OfOneThread();
  };

  const auto all = sim::replicate(0, 50, make_worker, {.threads = GetParam()});

  EXPECT_EQ(made, static_cast<int>(GetParam()));
  int first_uses = 0;
  for (const int use : all.results) first_uses += use == 1 ? 1 : 0;
  EXPECT_GE(first_uses, 1);
  EXPECT_LE(first_uses, made);
}

TEST_P(Replicate, LetsAFailureToMakeAWorkerThrough) {
  const auto make_worker = []() -> Uneven { throw std::bad_alloc(); };
  EXPECT_THROW(sim::replicate(0, 5, make_worker, {.threads = GetParam()}), std::bad_alloc);
}

TEST_P(Replicate, ReachesTheLastIndexOf32BitsAndNoFurther) {
  constexpr Index last = 0xFFFFFFFF;
  const auto make_worker = [] { return [](Index replication) { return replication; }; };
  const auto all = sim::replicate(last - 1, 2, make_worker, {.threads = GetParam()});
  EXPECT_EQ(all.results.back(), last);
  EXPECT_THROW(sim::replicate(last - 1, 3, make_worker, {.threads = GetParam()}),
               sim::ContractError);
}

TEST(ReplicateOnNoThread, IsRefused) {
  EXPECT_THROW(sim::replicate(0, 1, make_uneven, {.threads = 0}), sim::ContractError);
}

}  // namespace
