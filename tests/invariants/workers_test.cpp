// A replication is what its number says: not what its worker did before, nor which thread it ran
// on.

#include <cstdint>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "sim/experiment/replicate.h"
#include "tests/invariants/random_borough.h"

namespace {

using models::Ground;
using models::Model;
using models::RunResult;
using random_borough::boroughs;
using random_borough::drawn;

void expect_same(const RunResult& first, const RunResult& second, std::uint32_t number) {
  EXPECT_EQ(first.yearly, second.yearly) << "borough " << number;
  EXPECT_EQ(first.monthly, second.monthly) << "borough " << number;
  EXPECT_EQ(first.weekly, second.weekly) << "borough " << number;
}

TEST(Replication, IsTheSameWhateverItsWorkerDidBefore) {
  for (std::uint32_t number = 0; number < boroughs(20); ++number) {
    const Ground ground(drawn(number));
    Model alone(ground, {.seed = 7, .keeps_weeks = true});
    Model used(ground, {.seed = 7, .keeps_weeks = true});
    for (std::uint32_t replication = 0; replication < 5; ++replication) used.run(replication);

    expect_same(alone.run(5), used.run(5), number);
    expect_same(alone.run(0), used.run(0), number);
  }
}

TEST(Replication, IsTheSameAfterOneThatWasAbandoned) {
  for (std::uint32_t number = 0; number < boroughs(20); ++number) {
    const Ground ground(drawn(number));
    Model fresh(ground);
    Model interrupted(ground);
    interrupted.begin(3);
    interrupted.advance(sim::date(2012, 3, 7));

    expect_same(fresh.run(4), interrupted.run(4), number);
  }
}

TEST(Replication, DiffersFromTheNext) {
  const Ground ground(drawn(0));
  Model model(ground);
  EXPECT_NE(model.run(0).yearly, model.run(1).yearly);
}

TEST(Replications, AreTheSameOnAnyNumberOfThreads) {
  struct Worker {
    explicit Worker(const Ground& ground) : model(std::make_unique<Model>(ground)) {}
    RunResult operator()(std::uint32_t replication) { return model->run(replication); }
    std::unique_ptr<Model> model;
  };
  for (std::uint32_t number = 0; number < boroughs(4); ++number) {
    const Ground ground(drawn(number));
    const auto on_threads = [&](unsigned threads) {
      return sim::replicate(10, 24, [&] { return Worker(ground); }, {.threads = threads}).results;
    };
    const auto expected = on_threads(1);
    ASSERT_EQ(expected.size(), 24U);
    for (const unsigned threads : {2U, 3U, 8U}) {
      const auto results = on_threads(threads);
      ASSERT_EQ(results.size(), expected.size());
      for (std::size_t i = 0; i < results.size(); ++i) expect_same(expected[i], results[i], number);
    }
  }
}

}  // namespace
