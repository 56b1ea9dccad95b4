#include "output/hdf5_file.h"

#include <algorithm>
#include <array>
#include <new>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <variant>

#include <hdf5.h>
#include <hdf5_hl.h>

#include "output/utf8.h"
#include "sim/experiment/disk.h"
#include "sim/kernel/expects.h"
#include "sim/kernel/instant.h"

namespace output {
namespace {

constexpr const char* schema_version = "semh.results/1";
constexpr std::int64_t missing_count = -1;

/// The library refused, and why: the most specific line of its error stack.
class Refusal : public std::runtime_error {
 public:
  explicit Refusal(const char* what) : std::runtime_error(what + reason()) {}

 private:
  static std::string reason() {
    std::string text;
    H5Ewalk2(
        H5E_DEFAULT, H5E_WALK_UPWARD,
        [](unsigned place, const H5E_error2_t* error, void* into) -> herr_t {
          if (place == 0 && error->desc != nullptr)
            *static_cast<std::string*>(into) = std::string(": ") + error->desc;
          return 0;
        },
        &text);
    return text;
  }
};

void must(herr_t status, const char* what) {
  if (status < 0) throw Refusal(what);
}

/// Keeps the library from printing its error stack on the user's terminal.
class Silence {
 public:
  Silence() {
    H5Eget_auto2(H5E_DEFAULT, &printer_, &argument_);
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;
  ~Silence() { H5Eset_auto2(H5E_DEFAULT, printer_, argument_); }

 private:
  H5E_auto2_t printer_ = nullptr;
  void* argument_ = nullptr;
};

/// Something of the library's that must be closed.
class Handle {
 public:
  Handle(hid_t id, herr_t (*close)(hid_t), const char* what) : id_(id), close_(close) {
    if (id < 0) throw Refusal(what);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
  Handle& operator=(Handle&&) = delete;
  ~Handle() {
    if (id_ >= 0) close_(id_);
  }

  operator hid_t() const { return id_; }

  herr_t close_now() { return close_(std::exchange(id_, -1)); }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

using Extents = std::vector<hsize_t>;

Handle space_of(const Extents& extents) {
  return extents.empty()
             ? Handle(H5Screate(H5S_SCALAR), H5Sclose, "no room for a scalar")
             : Handle(H5Screate_simple(static_cast<int>(extents.size()), extents.data(), nullptr),
                      H5Sclose, "no room for an array");
}

Handle utf8_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose, "no type for text");
  must(H5Tset_size(type, H5T_VARIABLE), "no text of any length");
  must(H5Tset_cset(type, H5T_CSET_UTF8), "no UTF-8");
  return type;
}

std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  return pointers;
}

/// Without the time of its making, which would be different in every copy.
Handle timeless(hid_t kind) {
  Handle properties(H5Pcreate(kind), H5Pclose, "no properties");
  must(H5Pset_obj_track_times(properties, false), "times cannot be left out");
  return properties;
}

void write_attribute(hid_t of, const std::string& name, hid_t stored, hid_t given,
                     const Extents& extents, const void* value) {
  const Handle space = space_of(extents);
  const Handle attribute(H5Acreate2(of, name.c_str(), stored, space, H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, "an attribute cannot be made");
  must(H5Awrite(attribute, given, value), "an attribute cannot be written");
}

void write_attribute(hid_t of, const std::string& name, const std::string& text) {
  const Handle type = utf8_type();
  const std::string clean = printable(text);
  const char* const pointer = clean.c_str();
  write_attribute(of, name, type, type, {}, &pointer);
}

void write_attribute(hid_t of, const std::string& name, std::vector<std::string> texts) {
  const Handle type = utf8_type();
  for (std::string& text : texts) text = printable(text);
  write_attribute(of, name, type, type, {texts.size()}, pointers_to(texts).data());
}

/// A coordinate along one axis of every variable of its group.
Handle write_scale(hid_t group, const char* name, hid_t stored, hid_t given, hsize_t size,
                   const void* values, const std::string& long_name) {
  const Handle space = space_of({size});
  const Handle properties = timeless(H5P_DATASET_CREATE);
  Handle scale(H5Dcreate2(group, name, stored, space, H5P_DEFAULT, properties, H5P_DEFAULT),
               H5Dclose, "a coordinate cannot be made");
  must(H5Dwrite(scale, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
       "a coordinate cannot be written");
  must(H5DSset_scale(scale, name), "a coordinate cannot be a scale");
  write_attribute(scale, "long_name", long_name);
  return scale;
}

Handle write_scale(hid_t group, const char* name, const std::vector<std::int64_t>& values,
                   const std::string& long_name) {
  return write_scale(group, name, H5T_STD_I64LE, H5T_NATIVE_INT64, values.size(), values.data(),
                     long_name);
}

Handle write_scenarios(hid_t group, const std::vector<std::string>& names) {
  const Handle type = utf8_type();
  std::vector<std::string> clean;
  for (const std::string& name : names) clean.push_back(printable(name));
  return write_scale(group, "scenario", type, type, names.size(), pointers_to(clean).data(),
                     "name of the scenario");
}

Handle write_times(hid_t group, const sim::SeriesSet& set) {
  std::vector<std::int64_t> days;
  for (const sim::Date time : set.times) days.push_back(time.time_since_epoch().count());
  Handle scale = write_scale(group, "time", days, set.time_definition);
  write_attribute(scale, "standard_name", std::string("time"));
  write_attribute(scale, "units", std::string("days since 1970-01-01"));
  write_attribute(scale, "calendar", std::string("proleptic_gregorian"));
  return scale;
}

/// Money may be negative, so what is missing from it is the one number no sum of money can be.
std::int64_t fill_of(const sim::ResultSeries& series) {
  return series.measure.unit == sim::pence_unit ? sim::not_available : missing_count;
}

/// Chunked by scenario and year: one option's fan, or one year of it, is read without the rest.
Handle variable_properties(const Extents& extents, std::int64_t fill) {
  constexpr hsize_t most_replications = 4096;  // keeps a chunk below the 1 MB cache of readers
  const Extents chunk{1, std::min(extents[1], most_replications),
                      std::min<hsize_t>(extents[2], 12)};
  Handle properties = timeless(H5P_DATASET_CREATE);
  must(H5Pset_chunk(properties, 3, chunk.data()), "no chunks");
  must(H5Pset_fill_value(properties, H5T_NATIVE_INT64, &fill), "no fill value");
  must(H5Pset_shuffle(properties), "no shuffling");
  must(H5Pset_deflate(properties, 1), "no compression");
  must(H5Pset_fletcher32(properties), "no checksums");
  return properties;
}

void write_variable(hid_t group, const sim::ResultSeries& series, const Extents& extents,
                    const std::array<hid_t, 3>& scales) {
  static constexpr std::array<const char*, 3> labels{"scenario", "replication", "time"};
  const std::int64_t fill = fill_of(series);
  const Handle space = space_of(extents);
  const Handle properties = variable_properties(extents, fill);
  const Handle variable(H5Dcreate2(group, variable_name(series).c_str(), H5T_STD_I64LE, space,
                                   H5P_DEFAULT, properties, H5P_DEFAULT),
                        H5Dclose, "a variable cannot be made");
  std::vector<std::int64_t> values = series.all_values();
  sim::expects_well_formed(series, values, extents[0] * extents[1] * extents[2]);
  std::replace(values.begin(), values.end(), sim::not_available, fill);
  must(H5Dwrite(variable, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
       "a variable cannot be written");

  const std::string whose = series.breakdown.empty() ? "" : ", " + series.breakdown;
  std::string spaced = series.measure.name;
  std::replace(spaced.begin(), spaced.end(), '_', ' ');
  write_attribute(variable, "long_name", spaced + whose);
  write_attribute(variable, "units", series.measure.unit);
  write_attribute(variable, "definition", series.measure.definition);
  if (!series.breakdown.empty()) write_attribute(variable, "breakdown", series.breakdown);
  write_attribute(variable, "_FillValue", H5T_STD_I64LE, H5T_NATIVE_INT64, {}, &fill);
  for (unsigned axis = 0; axis < 3; ++axis) {
    must(H5DSattach_scale(variable, scales[axis], axis), "a scale cannot be attached");
    must(H5DSset_label(variable, axis, labels[axis]), "an axis cannot be labelled");
  }
}

Handle made_group(hid_t in, const char* name) {
  const Handle properties = timeless(H5P_GROUP_CREATE);
  return {H5Gcreate2(in, name, H5P_DEFAULT, properties, H5P_DEFAULT), H5Gclose,
          "a group cannot be made"};
}

void write_set(hid_t file, const sim::SeriesSet& set) {
  const Handle group = made_group(file, set.frequency.c_str());
  const Handle scenario = write_scenarios(group, set.scenarios);
  const Handle replication =
      write_scale(group, "replication", set.replications,
                  "index of the replication, the same luck in every scenario");
  const Handle time = write_times(group, set);
  const Extents extents{set.scenarios.size(), set.replications.size(), set.times.size()};
  for (const sim::ResultSeries& series : set.series)
    write_variable(group, series, extents, {scenario, replication, time});
}

void write_column(hid_t group, const sim::Column& column, hid_t stored, hid_t given,
                  const void* values) {
  const Handle space = space_of({sim::rows_of(column)});
  const Handle properties = timeless(H5P_DATASET_CREATE);
  const Handle variable(H5Dcreate2(group, column.measure.name.c_str(), stored, space, H5P_DEFAULT,
                                   properties, H5P_DEFAULT),
                        H5Dclose, "a column cannot be made");
  must(H5Dwrite(variable, given, H5S_ALL, H5S_ALL, H5P_DEFAULT, values),
       "a column cannot be written");
  write_attribute(variable, "units", column.measure.unit);
  write_attribute(variable, "definition", column.measure.definition);
}

void write_column(hid_t group, const sim::Column& column) {
  if (const auto* counts = std::get_if<std::vector<std::int64_t>>(&column.values)) {
    write_column(group, column, H5T_STD_I64LE, H5T_NATIVE_INT64, counts->data());
  } else if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
    write_column(group, column, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, numbers->data());
  } else {
    std::vector<std::string> clean;
    for (const std::string& text : std::get<std::vector<std::string>>(column.values))
      clean.push_back(printable(text));
    const Handle type = utf8_type();
    write_column(group, column, type, type, pointers_to(clean).data());
  }
}

void write_tables(hid_t file, const std::vector<sim::ResultTable>& tables) {
  if (tables.empty()) return;
  const Handle all = made_group(file, "tables");
  for (const sim::ResultTable& table : tables) {
    const Handle group = made_group(all, table.name.c_str());
    write_attribute(group, "definition", table.definition);
    for (const sim::Column& column : table.columns) write_column(group, column);
  }
}

void write_record(hid_t file, const RunRecord& run) {
  std::vector<std::string> names;
  std::vector<std::string> texts;
  for (const auto& [name, text] : run.scenarios) {
    names.push_back(name);
    texts.push_back(text);
  }
  write_attribute(file, "Conventions", std::string("CF-1.8, ACDD-1.3"));
  write_attribute(file, "schema_version", std::string(schema_version));
  write_attribute(file, "rng_seed", H5T_STD_U64LE, H5T_NATIVE_UINT64, {}, &run.seed);
  write_attribute(file, "currency", std::string("GBP"));
  write_attribute(file, "price_base", run.price_base);
  write_attribute(file, "history", run.history);
  write_attribute(file, "dimension_order",
                  std::string("scenario, replication, time; R lists them reversed: go by label"));
  if (!names.empty()) {
    write_attribute(file, "scenario_names", names);
    write_attribute(file, "scenario_texts", texts);
  }
  for (const auto& [name, text] : run.notes) write_attribute(file, name, text);
}

/// The memory the library lays the file out in. It is ours, so that it outlives closing the file:
/// only closing completes it. (H5Fget_file_image leaves a superblock with a wrong checksum.)
class Image {
 public:
  /// Requires: the image outlives every file opened with `access`.
  void place_into(hid_t access) {
    H5FD_file_image_callbacks_t calls{};
    calls.image_realloc = [](void*, std::size_t size, H5FD_file_image_op_t, void* image) {
      return static_cast<Image*>(image)->grown_to(size);
    };
    calls.image_free = [](void*, H5FD_file_image_op_t, void*) -> herr_t { return 0; };
    calls.udata_copy = [](void* image) { return image; };
    calls.udata_free = [](void*) -> herr_t { return 0; };
    calls.udata = this;
    must(H5Pset_file_image_callbacks(access, &calls), "no memory of our own");
  }

  /// Up to the end that the file itself states. Requires: the file is closed.
  /// Source: HDF5 File Format Specification 3.0, II.A, superblock version 3.
  std::string take() {
    constexpr std::size_t end_of_file = 28;  // [bytes] into the superblock
    sim::expects(bytes_.size() > end_of_file + 8, "a file of HDF5 has a superblock");
    std::uint64_t end = 0;
    for (std::size_t i = 8; i-- > 0;)
      end = (end << 8) | static_cast<std::uint8_t>(bytes_[end_of_file + i]);
    sim::expects(end <= bytes_.size(), "a file of HDF5 ends where it says");
    bytes_.resize(end);
    return std::move(bytes_);
  }

 private:
  void* grown_to(std::size_t size) noexcept {
    try {
      bytes_.resize(size);
      return bytes_.data();
    } catch (const std::bad_alloc&) {
      return nullptr;
    }
  }

  std::string bytes_;
};

/// The bytes of the file, laid out in memory.
std::string laid_out(const RunRecord& run, const std::vector<sim::SeriesSet>& sets,
                     const std::vector<sim::ResultTable>& tables) {
  constexpr std::size_t step = std::size_t{1} << 20;  // [bytes] the memory grows by
  Image image;
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "no access properties");
  must(H5Pset_fapl_core(access, step, false), "no file in memory");
  image.place_into(access);
  // Checksummed metadata; and one format whatever the version of the library.
  must(H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110), "no format 1.10");
  const Handle creation = timeless(H5P_FILE_CREATE);
  // The library looks for a file of the name all the same: one that can never be there.
  Handle file(H5Fcreate("/dev/null/in memory", H5F_ACC_TRUNC, creation, access), H5Fclose,
              "the file cannot be made");
  write_record(file, run);
  for (const sim::SeriesSet& set : sets) write_set(file, set);
  write_tables(file, tables);
  must(file.close_now(), "the file cannot be completed");
  return image.take();
}

void expects_distinct_notes(const RunRecord& run) {
  std::set<std::string_view> names{"Conventions",    "schema_version", "rng_seed",
                                   "currency",       "price_base",     "history",
                                   "scenario_names", "scenario_texts", "dimension_order"};
  for (const auto& [name, text] : run.notes)
    sim::expects(!name.empty() && names.insert(name).second, "each note has its own name");
}

void expects_distinct_names(const std::vector<sim::SeriesSet>& sets) {
  std::set<std::string_view> frequencies;
  for (const sim::SeriesSet& set : sets) {
    sim::expects_well_formed(set);
    sim::expects(frequencies.insert(set.frequency).second, "each frequency has one set of series");
    std::set<std::string> names{"scenario", "replication", "time"};
    for (const sim::ResultSeries& series : set.series)
      sim::expects(names.insert(variable_name(series)).second,
                   "each variable of a group has its own name");
  }
}

}  // namespace

std::string variable_name(const sim::ResultSeries& series) {
  if (series.breakdown.empty()) return series.measure.name;
  std::string whose;
  for (const char c : series.breakdown) {
    const bool upper = c >= 'A' && c <= 'Z';
    if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      whose += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!whose.empty() && whose.back() != '_')
      whose += '_';
  }
  return series.measure.name + "__" + whose;
}

void write_hdf5(const std::filesystem::path& file, const RunRecord& run,
                const std::vector<sim::SeriesSet>& sets,
                const std::vector<sim::ResultTable>& tables) {
  expects_distinct_notes(run);
  expects_distinct_names(sets);
  std::set<std::string_view> names;
  for (const sim::ResultTable& table : tables) {
    sim::expects_well_formed(table);
    sim::expects(names.insert(table.name).second, "each table has its own name");
  }
  const Silence silence;
  std::string bytes;
  try {
    bytes = laid_out(run, sets, tables);
  } catch (const Refusal& refusal) {
    throw std::filesystem::filesystem_error(refusal.what(), file,
                                            std::make_error_code(std::errc::not_enough_memory));
  }
  sim::write_whole_file(file, bytes);
}

}  // namespace output
