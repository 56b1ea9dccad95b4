// The generator against its authors' answers and their own code; the addresses against worked
// values; and what addressing is for: nothing else that is drawn, and no order or number of
// workers, changes anybody's luck.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <Random123/philox.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/experiment/digest.h"
#include "sim/experiment/replicate.h"
#include "sim/random/elementary.h"
#include "sim/random/stream.h"
#include "tests/theory/cases.h"
#include "tests/theory/queue_model.h"

namespace {

using sim::Block;
using sim::Key;
using theory::case_of;
using theory::json;

std::uint64_t word(const json& hex) {
  return std::stoull(hex.get<std::string>(), nullptr, 16);
}
std::uint32_t word32(const json& hex) {
  return static_cast<std::uint32_t>(word(hex));
}
Block block(const json& words) {
  return {word32(words[0]), word32(words[1]), word32(words[2]), word32(words[3])};
}
Key key(const json& words) {
  return {word32(words[0]), word32(words[1])};
}

TEST(Philox, GivesItsAuthorsKnownAnswers) {
  const json& of = case_of("G01_philox4x32_KAT");
  const json& counters = of.at("parameters").at("counter");
  ASSERT_EQ(counters.size(), 3U);
  for (std::size_t i = 0; i < counters.size(); ++i)
    EXPECT_EQ(sim::philox(block(counters[i]), key(of.at("parameters").at("key")[i])),
              block(of.at("expected").at("output")[i]));
}

TEST(Philox, AgreesWithItsAuthorsCode) {
  sim::Stream luck(sim::Universe(1, sim::Domain::simulation, 0), {});
  const auto any = [&] { return static_cast<std::uint32_t>(luck.uniform() * 0x1p32); };
  for (int i = 0; i < 10'000; ++i) {
    const Block counter{any(), any(), any(), any()};
    const Key seed{any(), any()};
    const r123::Philox4x32::ctr_type theirs = r123::Philox4x32()(
        {{counter[0], counter[1], counter[2], counter[3]}}, {{seed[0], seed[1]}});
    ASSERT_EQ(sim::philox(counter, seed), (Block{theirs[0], theirs[1], theirs[2], theirs[3]}));
  }
}

// Only the authors' own 64-bit variant is here to be asked; the engine ships none.
TEST(Philox, IsTheFamilyOfItsAuthors64BitVariant) {
  const json& truth = case_of("G02_philox4x64_KAT").at("expected");
  constexpr std::uint64_t ones = std::numeric_limits<std::uint64_t>::max();
  const auto zero = r123::Philox4x64()({{0, 0, 0, 0}}, {{0, 0}});
  const auto one = r123::Philox4x64()({{ones, ones, ones, ones}}, {{ones, ones}});
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(zero[i], word(truth.at("output")[i]));
    EXPECT_EQ(one[i], word(truth.at("output_ones")[i]));
  }
}

TEST(Universe, LaysOutItsAddressesAsWorkedByHand) {
  const json& truth = case_of("G04_key_layout").at("expected");
  const Block mixed = sim::philox({1, 0x53454D48, 0, 0}, {20180123, 0});
  EXPECT_EQ((Key{mixed[0], mixed[1]}), key(truth.at("key_domain1")));

  ASSERT_GE(truth.at("draws").size(), 5U);
  for (const json& draw : truth.at("draws")) {
    const auto number = [&](const char* name) { return draw.at(name).get<std::uint32_t>(); };
    const sim::Universe universe(number("seed"), sim::Domain{number("domain")}, number("rep"));
    const sim::Address address{number("purpose"), number("entity"), number("episode")};
    EXPECT_EQ(universe.words(address, number("block")), block(draw.at("words")));

    sim::Stream stream(universe, address);
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
      const double u = stream.uniform();
      EXPECT_EQ(u, draw.at("u")[i].get<double>());
      const auto threshold = draw.at("exp1")[i].get<double>();
      EXPECT_NEAR(-sim::log(u), threshold, 1e-15 * threshold);
    }
  }
}

TEST(UnitInterval, IsOpenAtBothEnds) {
  const json& truth = case_of("G05_open_unit").at("expected");
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(sim::unit_interval(std::uint64_t{0}), truth.at("min").get<double>());
  EXPECT_EQ(sim::unit_interval(most), truth.at("max").get<double>());
}

// The usual map of 53 bits reaches 1, where a logarithm of 1 - u or a normal variate is lost.
TEST(UnitInterval, IsTellableFromTheMapOf53Bits) {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  const double of_53_bits = (static_cast<double>(most >> 11) + 0.5) * 0x1p-53;
  EXPECT_EQ(of_53_bits, case_of("G05_open_unit").at("expected").at("bad53_top").get<double>());
  EXPECT_NE(sim::unit_interval(most), of_53_bits);
}

/// One replication of something with waiting, giving up and ties: its results as exact text.
std::string replication_text(std::uint32_t replication) {
  theory::Queue queue({.arrival_rates = {0.7, 0.9},
                       .servers = 2,
                       .impatience = 0.3,
                       .stay = theory::exponential_stay(1),
                       .observed = 60},
                      theory::universe_of(replication));
  queue.run();
  std::string text = std::to_string(replication) + ":";
  char number[40];
  for (const double value : {queue.mean_present(), queue.mean_waiting()}) {
    std::snprintf(number, sizeof number, " %a", value);
    text += number;
  }
  return text + " " + std::to_string(queue.visits().size()) + "\n";
}

constexpr std::uint32_t count = 64;

std::string digest_of(const std::vector<std::string>& lines) {
  sim::Digest digest;
  for (const std::string& line : lines) digest.add(line);
  return digest.hex();
}

std::vector<std::string> in_order(const std::vector<std::uint32_t>& order) {
  std::vector<std::string> lines(count);
  for (const std::uint32_t r : order) lines[r] = replication_text(r);
  return lines;
}

std::vector<std::string> on_threads(unsigned threads, std::uint32_t first, std::size_t number) {
  return sim::replicate(first, number, [] { return replication_text; }, {.threads = threads})
      .results;
}

/// The lines of replications `first` on, made by a process of their own.
std::string made_by_a_process(std::uint32_t first, std::size_t number) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    for (const std::string& line : on_threads(1, first, number))
      if (write(ends[1], line.data(), line.size()) < 0) _exit(1);
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(got));
  close(ends[0]);
  int status = 1;
  waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error("the process failed");
  return text;
}

TEST(Replications, AreTheSameBytesInAnyOrderAndOnAnyNumberOfThreads) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  const std::string expected = digest_of(in_order(order));

  std::reverse(order.begin(), order.end());
  EXPECT_EQ(digest_of(in_order(order)), expected) << "backwards";
  const sim::Universe shuffling(5, sim::Domain::bootstrap, 0);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return shuffling.uniform({.entity = a}) < shuffling.uniform({.entity = b});
  });
  EXPECT_EQ(digest_of(in_order(order)), expected) << "shuffled";
  for (const unsigned threads : {1U, 2U, 3U, 8U, 16U})
    EXPECT_EQ(digest_of(on_threads(threads, 0, count)), expected) << threads << " threads";
}

TEST(Replications, AreTheSameBytesFromAnyNumberOfProcesses) {
  const std::string expected = digest_of(on_threads(1, 0, count));
  for (const std::uint32_t processes : {1U, 2U, 4U}) {
    const std::uint32_t each = count / processes;
    sim::Digest digest;
    for (std::uint32_t p = 0; p < processes; ++p) digest.add(made_by_a_process(p * each, each));
    EXPECT_EQ(digest.hex(), expected) << processes << " processes";
  }
}

enum Purpose : std::uint32_t { incident, stay, added_later };

/// Everything `pupils` pupils draw in an order of their own, asking also for a purpose that was
/// added later, if there is one.
std::vector<double> luck_of(std::size_t pupils, bool with_another_purpose) {
  const sim::Universe universe = theory::universe_of(3);
  std::vector<double> luck(2 * pupils);
  for (std::size_t p = pupils; p-- > 0;) {
    const auto pupil = static_cast<std::uint32_t>(p);
    sim::Stream incidents(universe, {incident, pupil, 0});
    if (with_another_purpose) sim::Stream(universe, {added_later, pupil, 0}).uniform();
    luck[2 * p] = incidents.uniform();
    luck[2 * p + 1] = universe.uniform({stay, pupil, 0});
  }
  return luck;
}

TEST(Addresses, KeepEverybodysLuckWhenAnEntityOrAPurposeIsAdded) {
  const std::vector<double> before = luck_of(1000, false);
  EXPECT_EQ(luck_of(1000, true), before);

  std::vector<double> after = luck_of(1001, false);
  after.resize(before.size());
  EXPECT_EQ(after, before);
}

// What addresses are for: one generator shared by all shifts everybody's luck by one more pupil.
TEST(Addresses, AreTellableFromOneSharedGenerator) {
  const auto shared = [](std::size_t pupils) {
    sim::Stream one(theory::universe_of(3), {});
    std::vector<double> luck(2 * pupils);
    for (std::size_t p = pupils; p-- > 0;) {
      luck[2 * p] = one.uniform();
      luck[2 * p + 1] = one.uniform();
    }
    return luck;
  };
  std::vector<double> after = shared(1001);
  after.resize(2000);
  EXPECT_NE(after, shared(1000));
}

// An unused place changes nothing: the same people, the same times, to the last bit.
TEST(Addresses, KeepEverybodysLuckWhenAPlaceIsAddedThatNobodyUses) {
  const auto with_servers = [](int servers) {
    theory::Queue queue({.arrival_rates = {2.0},
                         .servers = servers,
                         .stay = theory::exponential_stay(1),
                         .observed = 200},
                        theory::universe_of(1));
    queue.run();
    std::vector<double> stays;
    for (const theory::Visit& visit : queue.visits()) stays.push_back(visit.stayed);
    return stays;
  };
  EXPECT_EQ(with_servers(50), with_servers(51));
  EXPECT_NE(with_servers(2), with_servers(3)) << "a place that is used does change something";
}

}  // namespace
