#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "report/hdf5/attributes.hpp"
#include "report/hdf5/schema.hpp"
#include "report/hdf5/seal.hpp"
#include "report/hdf5/segment_rows.hpp"
#include "report/hdf5/table.hpp"
#include "report/history.hpp"

namespace mpietl::report {

namespace {

/// The memory of HDF5's driver for files in memory. It remains ours when the driver closes the
/// file: the copy of H5Fget_file_image() from an open file of this format has a wrong checksum in
/// HDF5 1.10.
class Memory {
 public:
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  Memory(Memory&&) = delete;
  Memory& operator=(Memory&&) = delete;
  ~Memory() { std::free(bytes_); }

  [[nodiscard]] std::span<const std::byte> bytes() const {
    return {static_cast<const std::byte*>(bytes_), size_};
  }

  H5FD_file_image_callbacks_t callbacks() {
    return {&allocate, &copy, &reallocate, &keep, &share, &leave, this};
  }

 private:
  static void* allocate(std::size_t size, H5FD_file_image_op_t /*reason*/, void* self) {
    return reallocate(nullptr, size, H5FD_FILE_IMAGE_OP_NO_OP, self);
  }

  static void* copy(void* to, const void* from, std::size_t size, H5FD_file_image_op_t /*reason*/,
                    void* /*self*/) {
    return std::memcpy(to, from, size);
  }

  static void* reallocate(void* old, std::size_t size, H5FD_file_image_op_t /*reason*/,
                          void* self) {
    void* const grown = std::realloc(old, size);
    if (grown != nullptr) {
      static_cast<Memory*>(self)->bytes_ = grown;
      static_cast<Memory*>(self)->size_ = size;
    }
    return grown;
  }

  static herr_t keep(void* /*bytes*/, H5FD_file_image_op_t /*reason*/, void* /*self*/) { return 0; }

  static void* share(void* self) { return self; }

  static herr_t leave(void* /*self*/) { return 0; }

  void* bytes_ = nullptr;
  std::size_t size_ = 0;
};

/// A new HDF5 file in `memory`.
FileHandle create_file(Memory& memory) {
  constexpr std::size_t growth_bytes = std::size_t{4} << 20U;
  // A path below a device: HDF5 first tries to open a file of that name, and none can exist.
  constexpr auto no_such_file = "/dev/null/report.h5";
  const std::string doing = "making a file in memory";
  auto callbacks = memory.callbacks();
  const PropertyHandle access(H5Pcreate(H5P_FILE_ACCESS), doing);
  checked(H5Pset_fapl_core(access.id(), growth_bytes, 0), doing);
  checked(H5Pset_file_image_callbacks(access.id(), &callbacks), doing);
  // HDF5 1.8's format: every reader knows it, and its object headers have checksums.
  checked(H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18), doing);
  const PropertyHandle creation(H5Pcreate(H5P_FILE_CREATE), doing);
  keep_attributes_in_header(creation);
  return {H5Fcreate(no_such_file, H5F_ACC_EXCL, creation.id(), access.id()), doing};
}

/// Makes an HDF5 file in memory, which `fill` fills, seals it, and stores it as `path`. HDF5 1.10
/// cannot give up cleanly when a disk becomes full, and it takes locks that some network file
/// systems refuse; a file that is made in memory avoids both. Throws Error as write(), also for an
/// Hdf5Failure of `fill`.
template <class Fill>
void write_file(const std::string& path, const std::string& run_id, const Fill& fill) {
  const QuietHdf5 quiet;
  try {
    Memory memory;
    auto file = create_file(memory);
    fill(file.id());
    file.close("finishing the file in memory");
    // The memory is larger than the file, whose end is only known now.
    const std::uint64_t end = end_of_data(memory.bytes());
    if (end == 0 || end > memory.bytes().size()) throw Hdf5Failure("the file has no end");
    const auto bytes = memory.bytes().first(end);
    AtomicFile output({path, temporary_name_of(path, run_id)});
    output.file().write(bytes, seal_of(bytes));
    // A run removes its journal after this: a power failure must not lose both.
    output.commit(Durability::stored);
  } catch (const Hdf5Failure& failure) {
    throw Error(Reason::internal, "cannot write the report " + escape(path) + ": " +
                                      failure.what() + "; there may be too little memory");
  }
}

void write_version(hid_t object) {
  write_attribute(object, version_attribute, std::int64_t{schema_version});
  write_attribute(object, minor_version_attribute, std::int64_t{schema_minor_version});
}

void write_summary(hid_t group, Summary summary) {
  summary.hdf5_version = library_version();
  write_version(group);
  write_attributes(group, summary_columns, summary);
  for (const auto& [name, value] : summary.environment) {
    if (is_environment(name)) write_attribute(group, name, value);
  }
}

/// Returns `files`, and counts in `done` the done rows that were requested, and in `segments` what
/// was found.
FileRows counted(const FileRows& files, DoneByRun& done, SegmentRows& segments) {
  return {files.size, [&](std::size_t index) {
            Record file = files.at(index);
            done.count(index, file);
            segments.add(index, file);
            return file;
          }};
}

/// Writes a run and its files into a new, empty HDF5 file or group; `clock` as in write().
void fill(hid_t group, const Overview& run, const FileRows& files, const JobClock* clock) {
  const double start = clock != nullptr ? clock->now() : 0.0;
  DoneByRun done;
  SegmentRows segments;
  write_table(group, files_table, counted(files, done, segments), file_columns);
  if (!segments.rows().empty()) {
    write_table(group, segments_table, rows_of(segments.rows()), segment_columns);
  }
  write_table(group, ranks_table, rows_of(run.ranks), rank_columns);
  Overview ended = run;
  if (clock != nullptr) {
    ended.summary.wall_seconds = clock->now();
    ended.phases.push_back({"write", start, ended.summary.wall_seconds});
  }
  const auto history = history_of(ended, done);
  write_table(group, history_table, rows_of(history), history_columns);
  write_table(group, phases_table, rows_of(ended.phases), phase_columns);
  const auto explanations = explanations_of_report();
  write_table(group, attributes_table, rows_of(explanations), explanation_columns);
  write_summary(group, std::move(ended.summary));
}

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr bool is_of_name(char c) {
  return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void require_names(const std::vector<NamedRun>& runs) {
  std::vector<std::string_view> names;
  for (const NamedRun& run : runs) {
    if (run.name.empty() || is_digit(run.name[0]) || !std::ranges::all_of(run.name, is_of_name)) {
      throw Error(Reason::internal, "'" + escape(run.name) + "' is not the name of a run");
    }
    names.push_back(run.name);
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice == names.end()) return;
  throw Error(Reason::internal, "two runs have the name '" + std::string(*twice) + "'");
}

void fill_run(hid_t group, const NamedRun& run) {
  write_attributes(group, run_columns, run);
  if (run.chunk) write_attribute(group, chunk_attribute, *run.chunk);
  fill(group, run.report, rows_of(run.report.files), nullptr);
}

void fill_runs(hid_t file, const Runs& runs) {
  write_version(file);
  write_attributes(file, runs_columns, runs);
  const auto parent = create_group(file, runs_group);
  for (const NamedRun& run : runs.runs) {
    fill_run(create_group(parent.id(), run.name).id(), run);
  }
}

}  // namespace

void write(const std::string& path, const Overview& run, const FileRows& files,
           const JobClock* clock, const std::string& run_id) {
  write_file(path, run_id, [&](hid_t file) { fill(file, run, files, clock); });
}

void write_runs(const std::string& path, const Runs& runs) {
  require_names(runs.runs);
  write_file(path, draw_run_id(), [&](hid_t file) { fill_runs(file, runs); });
}

std::string temporary_name_of(const std::string& path, const std::string& run_id) {
  return TemporaryNames(run_id).temporary_path(path, "report");
}

std::string library_version() {
  std::array<unsigned, 3> number{};
  H5get_libversion(&number[0], &number[1], &number[2]);
  return std::to_string(number[0]) + "." + std::to_string(number[1]) + "." +
         std::to_string(number[2]);
}

std::string run_name(const std::string& configuration, std::int64_t repetition) {
  std::string name = configuration + "_" + std::to_string(repetition);
  std::ranges::replace_if(
      name, [](char c) { return !is_of_name(c); }, '_');
  return is_digit(name[0]) ? "_" + name : name;
}

}  // namespace mpietl::report
