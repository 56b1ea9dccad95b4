#include "output/hdf5_file.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include "sim/kernel/expects.h"
#include "tests/output/temporary_folder.h"

namespace {

namespace fs = std::filesystem;
using Values = std::vector<std::int64_t>;

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

sim::SeriesSet a_set(const std::string& frequency, int times) {
  sim::SeriesSet set{.frequency = frequency,
                     .scenarios = {"history", "places – £55k"},
                     .replications = {7, 8, 9},
                     .times = {},
                     .series = {{{"queue", "cases", "Waiting at noon."}, "", {}},
                                {{"queue", "cases", "Waiting at noon."}, "North-West 2", {}},
                                {{"balance", "pence", "Income less spend."}, "", {}}}};
  for (int i = 0; i < times; ++i) set.times.push_back(sim::date(2008, 9, 1) + sim::Days{30} * i);
  for (std::int64_t i = 0; i < std::int64_t{6} * times; ++i) {
    set.series[0].values.push_back(i);
    set.series[1].values.push_back(i == 4 ? sim::not_available : 1000 - i);
    set.series[2].values.push_back(i == 4 ? sim::not_available : -i * 1'000'000'007);
  }
  return set;
}

output::RunRecord a_run() {
  return {.seed = 0xFFFFFFFFFFFFFFFE,
          .price_base = "2014-15 prices",
          .history = "run of a test",
          .scenarios = {{"history", "first_day = 2008-09-01\n"},
                        {"places – £55k", std::string(200'000, '#')}},
          .notes = {{"source", "simulated"}}};
}

fs::path written(const TemporaryFolder& folder) {
  fs::path file = folder.path() / "results.h5";
  output::write_hdf5(file, a_run(), {a_set("yearly", 2), a_set("monthly", 25)});
  return file;
}

/// A file being read, by the library itself.
class Reader {
 public:
  explicit Reader(const fs::path& file)
      : file_(H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT)) {
    EXPECT_GE(file_, 0) << file;
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { H5Fclose(file_); }

  Values values(const std::string& name) const {
    const hid_t dataset = H5Dopen2(file_, name.c_str(), H5P_DEFAULT);
    Values read(size_of(dataset), 123456);
    EXPECT_GE(H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), 0);
    H5Dclose(dataset);
    return read;
  }

  std::vector<std::string> texts(const std::string& name) const {
    const hid_t dataset = H5Dopen2(file_, name.c_str(), H5P_DEFAULT);
    const hid_t type = H5Dget_type(dataset);
    std::vector<char*> read(size_of(dataset), nullptr);
    EXPECT_GE(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), 0);
    std::vector<std::string> texts(read.begin(), read.end());
    for (char* text : read) H5free_memory(text);
    H5Tclose(type);
    H5Dclose(dataset);
    return texts;
  }

  std::vector<std::string> attribute(const std::string& of, const std::string& name) const {
    const hid_t id = H5Aopen_by_name(file_, of.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    EXPECT_GE(id, 0) << of << " has no " << name;
    const hid_t type = H5Aget_type(id);
    const hid_t space = H5Aget_space(id);
    EXPECT_EQ(H5Tget_cset(type), H5T_CSET_UTF8);
    std::vector<char*> read(static_cast<std::size_t>(H5Sget_simple_extent_npoints(space)));
    EXPECT_GE(H5Aread(id, type, read.data()), 0);
    std::vector<std::string> texts(read.begin(), read.end());
    for (char* text : read) H5free_memory(text);
    H5Sclose(space);
    H5Tclose(type);
    H5Aclose(id);
    return texts;
  }

  template <class Number>
  Number number(const std::string& of, const std::string& name, hid_t type) const {
    Number read{};
    const hid_t id = H5Aopen_by_name(file_, of.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT);
    EXPECT_GE(H5Aread(id, type, &read), 0) << of << " has no " << name;
    H5Aclose(id);
    return read;
  }

  hid_t open(const std::string& name) const { return H5Dopen2(file_, name.c_str(), H5P_DEFAULT); }

 private:
  static std::size_t size_of(hid_t dataset) {
    const hid_t space = H5Dget_space(dataset);
    const auto size = static_cast<std::size_t>(H5Sget_simple_extent_npoints(space));
    H5Sclose(space);
    return size;
  }

  hid_t file_;
};

using Texts = std::vector<std::string>;

TEST(Hdf5File, SaysWhatTheRunWas) {
  const TemporaryFolder folder;
  const Reader reader(written(folder));

  EXPECT_EQ(reader.attribute("/", "Conventions"), Texts{"CF-1.8, ACDD-1.3"});
  EXPECT_EQ(reader.attribute("/", "schema_version"), Texts{"semh.results/1"});
  EXPECT_EQ(reader.attribute("/", "currency"), Texts{"GBP"});
  EXPECT_EQ(reader.attribute("/", "price_base"), Texts{"2014-15 prices"});
  EXPECT_EQ(reader.attribute("/", "history"), Texts{"run of a test"});
  EXPECT_EQ(reader.attribute("/", "source"), Texts{"simulated"});
  EXPECT_EQ(reader.attribute("/", "scenario_names"), (Texts{"history", "places – £55k"}));
  EXPECT_EQ(reader.attribute("/", "scenario_texts")[0], "first_day = 2008-09-01\n");
  EXPECT_EQ(reader.attribute("/", "scenario_texts")[1].size(), 200'000U);
  EXPECT_EQ(reader.number<std::uint64_t>("/", "rng_seed", H5T_NATIVE_UINT64), a_run().seed);
}

TEST(Hdf5File, HoldsEveryValueOfEverySeries) {
  const TemporaryFolder folder;
  const Reader reader(written(folder));

  for (const auto& [frequency, times] : {std::pair{"yearly", 2}, std::pair{"monthly", 25}}) {
    const sim::SeriesSet set = a_set(frequency, times);
    const std::string group = std::string("/") + frequency + "/";
    Values lacking_one = set.series[1].values;
    lacking_one[4] = -1;
    EXPECT_EQ(reader.values(group + "queue"), set.series[0].values);
    EXPECT_EQ(reader.values(group + "queue__north_west_2"), lacking_one);
    EXPECT_EQ(reader.values(group + "balance"), set.series[2].values);
  }
  EXPECT_EQ(reader.number<std::int64_t>("/yearly/queue", "_FillValue", H5T_NATIVE_INT64), -1);
  EXPECT_EQ(reader.number<std::int64_t>("/yearly/balance", "_FillValue", H5T_NATIVE_INT64), least);
}

TEST(Hdf5File, ExplainsEachSeriesAndEachAxis) {
  const TemporaryFolder folder;
  const Reader reader(written(folder));

  EXPECT_EQ(reader.attribute("/yearly/queue", "units"), Texts{"cases"});
  EXPECT_EQ(reader.attribute("/yearly/queue", "definition"), Texts{"Waiting at noon."});
  EXPECT_EQ(reader.attribute("/yearly/queue", "long_name"), Texts{"queue"});
  EXPECT_EQ(reader.attribute("/yearly/queue__north_west_2", "breakdown"), Texts{"North-West 2"});
  EXPECT_EQ(reader.attribute("/yearly/queue__north_west_2", "long_name"),
            Texts{"queue, North-West 2"});
  EXPECT_EQ(reader.attribute("/yearly/time", "units"), Texts{"days since 1970-01-01"});
  EXPECT_EQ(reader.texts("/yearly/scenario"), (Texts{"history", "places – £55k"}));
  EXPECT_EQ(reader.values("/yearly/replication"), (Values{7, 8, 9}));
  EXPECT_EQ(reader.values("/yearly/time"), (Values{14123, 14153}));  // 2008-09-01 is day 14123
}

TEST(Hdf5File, LabelsItsAxesAndTiesThemToTheirScales) {
  const TemporaryFolder folder;
  const Reader reader(written(folder));
  const hid_t variable = reader.open("/monthly/queue");

  const std::array<const char*, 3> names{"scenario", "replication", "time"};
  for (unsigned axis = 0; axis < 3; ++axis) {
    std::array<char, 32> label{};
    H5DSget_label(variable, axis, label.data(), label.size());
    EXPECT_STREQ(label.data(), names[axis]);
    const hid_t scale = reader.open(std::string("/monthly/") + names[axis]);
    EXPECT_GT(H5DSis_scale(scale), 0);
    EXPECT_GT(H5DSis_attached(variable, scale, axis), 0);
    H5Dclose(scale);
  }
  H5Dclose(variable);
}

TEST(Hdf5File, RefusesToReadABitThatFlipped) {
  const TemporaryFolder folder;
  const fs::path file = written(folder);
  haddr_t address = 0;
  {
    const Reader reader(file);
    const hid_t variable = reader.open("/monthly/queue");
    unsigned filters = 0;
    hsize_t size = 0;
    std::array<hsize_t, 3> offset{};
    const hid_t space = H5Dget_space(variable);
    ASSERT_GE(H5Dget_chunk_info(variable, space, 0, offset.data(), &filters, &address, &size), 0);
    H5Sclose(space);
    H5Dclose(variable);
  }
  {
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    stream.seekg(static_cast<std::streamoff>(address) + 20);
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(address) + 20);
    stream.put(static_cast<char>(byte ^ 1));
  }
  const Reader reader(file);
  const hid_t variable = reader.open("/monthly/queue");
  Values read(150);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  EXPECT_LT(H5Dread(variable, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, read.data()), 0);
  H5Dclose(variable);
}

TEST(Hdf5File, HasTheSameBytesWhenWrittenAgainLater) {
  const TemporaryFolder once;
  const TemporaryFolder again;
  const fs::path first = written(once);
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // into another second
  const fs::path second = written(again);

  EXPECT_EQ(once.names(), Texts{"results.h5"});
  EXPECT_EQ(bytes_of(first), bytes_of(second));
}

TEST(Hdf5File, IsReadByTheLibrarysOwnTool) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): a test has one thread
  if (std::system("h5dump --version >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "NOT TESTED: h5dump is not installed";
  const TemporaryFolder folder;
  const std::string file = written(folder).string();
  const std::string said = (folder.path() / "said").string();

  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  ASSERT_EQ(std::system(("h5dump -w 0 '" + file + "' > '" + said + "' 2>&1").c_str()), 0);

  const std::string text = bytes_of(said);
  EXPECT_NE(text.find("DATASET \"queue__north_west_2\""), std::string::npos);
  EXPECT_NE(text.find("1000, 999, 998, 997"), std::string::npos);
  EXPECT_EQ(text.find("error"), std::string::npos);
}

TEST(Hdf5File, AppearsWholeOrNotAtAll) {
  const TemporaryFolder folder;
  const std::vector<sim::SeriesSet> sets{a_set("yearly", 2)};
  const auto failure_of = [&](const fs::path& file) {
    try {
      output::write_hdf5(file, a_run(), sets);
    } catch (const std::system_error& error) {
      EXPECT_NE(std::string(error.what()).find(file.string()), std::string::npos) << error.what();
      return error.code();
    }
    return std::error_code();
  };

  EXPECT_EQ(failure_of("/dev/full"), std::errc::no_space_on_device);
  EXPECT_EQ(failure_of(folder.path() / "missing" / "results.h5"),
            std::errc::no_such_file_or_directory);
  EXPECT_TRUE(folder.names().empty());
}

TEST(Hdf5File, SilencesTheLibraryAndGivesItItsVoiceBack) {
  const TemporaryFolder folder;
  output::RunRecord run = a_run();
  run.notes.emplace_back(std::string(70'000, 'n'), "of a name longer than the format allows");
  H5E_auto2_t before = nullptr;
  H5E_auto2_t after = nullptr;
  void* argument = nullptr;
  H5Eset_auto2(H5E_DEFAULT, reinterpret_cast<H5E_auto2_t>(H5Eprint2), nullptr);
  H5Eget_auto2(H5E_DEFAULT, &before, &argument);

  testing::internal::CaptureStderr();
  EXPECT_THROW(output::write_hdf5(folder.path() / "results.h5", run, {}), std::system_error);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");

  H5Eget_auto2(H5E_DEFAULT, &after, &argument);
  EXPECT_EQ(before, after);
  EXPECT_TRUE(folder.names().empty());
}

TEST(Hdf5File, RefusesANoteInTheNameOfSomethingElse) {
  const TemporaryFolder folder;
  for (const char* name : {"rng_seed", "source", ""}) {
    output::RunRecord run = a_run();
    run.notes.emplace_back(name, "text");
    EXPECT_THROW(output::write_hdf5(folder.path() / "results.h5", run, {}), sim::ContractError);
  }
}

TEST(Hdf5File, RefusesSeriesThatWouldShareAName) {
  const TemporaryFolder folder;
  const fs::path file = folder.path() / "results.h5";
  sim::SeriesSet set = a_set("yearly", 2);
  set.series[0].breakdown = "north west 2";
  EXPECT_THROW(output::write_hdf5(file, a_run(), {set}), sim::ContractError);
  EXPECT_THROW(output::write_hdf5(file, a_run(), {a_set("yearly", 2), a_set("yearly", 3)}),
               sim::ContractError);
  EXPECT_TRUE(folder.names().empty());
}

}  // namespace
