// Any bytes as a report file are an Error, unless they are a good report; a report whose rows hold
// any values can be written, read and shown. What HDF5's library makes of a file that was tampered
// with and sealed again is not tried: it is not instrumented, and crashes.
// The first byte says which: a file of these bytes, changes of a good file of one run or of
// several, or rows of a report.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/report/analysis/pilot.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/report/report_columns.hpp"
#include "mpietl/view/text/render.hpp"
#include "report/sample_reports.hpp"

using namespace mpietl;

namespace {

using Bytes = std::span<const std::uint8_t>;

/// Ends the process, which reports a finding to the fuzzer.
[[noreturn]] void finding(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

std::string path_in_memory() {
  return "/dev/shm/mpietl-fuzz-" + std::to_string(::getpid()) + ".h5";
}

/// A valid file, of one run or of several.
std::string good_file(bool is_several) {
  const std::string path = path_in_memory();
  if (is_several) {
    report::write_runs(path, report::test::plausible_runs(3, 1));
  } else {
    report::test::write(path, report::test::resumed_report(6, 3, 2));
  }
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  std::filesystem::remove(path);
  return bytes;
}

/// `good` changed as `bytes` say: three for the place, one for what is in it then; one or two that
/// are left say where it is cut.
std::string changed(std::string good, Bytes bytes) {
  const std::size_t size = good.size();
  for (; bytes.size() >= 4; bytes = bytes.subspan(4)) {
    const std::size_t place = std::size_t{bytes[0]} << 16U | std::size_t{bytes[1]} << 8U | bytes[2];
    good[place % size] = static_cast<char>(bytes[3]);
  }
  if (!bytes.empty()) good.resize(size * bytes[0] / 256);
  return good;
}

void show(const report::Report& run) {
  view::render(run, view::Layout{});
  report::pilot_of(run);
}

/// Whether the bytes are read as a report, or as several runs.
bool can_read(const std::string& content) {
  const FileDescriptor file(::memfd_create("report", 0));
  const auto size = static_cast<ssize_t>(content.size());
  if (::write(file.number(), content.data(), content.size()) != size) finding("no memory");
  try {
    report::read_any("/proc/self/fd/" + std::to_string(file.number()));
    return true;
  } catch (const Error& error) {
    if (error.reason() != Reason::format) finding(error.what());
    return false;
  }
}

void try_bytes(Bytes bytes) {
  const std::string content(bytes.begin(), bytes.end());
  if (content.find("\x89HDF\r\n\x1a\n") != std::string::npos) return;
  if (can_read(content)) finding("this was read as a report");
}

void try_changed(bool is_several, Bytes bytes) {
  static const std::array good{good_file(false), good_file(true)};
  const std::string& original = good[is_several ? 1 : 0];
  const std::string content = changed(original, bytes);
  // Without the seal's mark and with a superblock that is none, it is HDF5's alone.
  const bool is_sealed = content.size() == original.size() &&
                         std::equal(content.end() - 16, content.end(), original.end() - 16);
  const bool is_cut = original.starts_with(content);
  if (!is_sealed && !is_cut) return;
  if (can_read(content) && content != original.substr(0, content.size())) {
    finding("a damaged report was read");
  }
}

/// Takes values of any kind from the front of bytes; zeros when there are no more.
class Values {
 public:
  explicit Values(Bytes bytes) : bytes_(bytes) {}

  [[nodiscard]] bool has_more() const { return !bytes_.empty(); }

  template <class Value>
  void take(Value& value) {
    if constexpr (std::is_same_v<Value, std::string>) {
      std::uint8_t size = 0;
      take(size);
      const auto part = bytes_.first(std::min<std::size_t>(size % 32, bytes_.size()));
      value.assign(part.begin(), part.end());
      value.resize(std::strlen(value.c_str()));
      bytes_ = bytes_.subspan(part.size());
    } else if constexpr (std::is_same_v<Value, Status>) {
      std::uint8_t kind = 0;
      take(kind);
      value = static_cast<Status>(kind % 3);
    } else {
      const std::size_t size = std::min(sizeof value, bytes_.size());
      std::memcpy(&value, bytes_.data(), size);
      bytes_ = bytes_.subspan(size);
    }
  }

  template <class Row, class Columns>
  Row row(const Columns& columns) {
    Row row;
    for_each_column(columns, [&](const auto& column) { take(row.*column.member); });
    return row;
  }

 private:
  Bytes bytes_;
};

void try_rows(Bytes bytes) {
  Values values(bytes);
  report::Report run;
  run.ranks.push_back(values.row<RankRecord>(rank_columns));
  run.phases.push_back(values.row<report::Phase>(report::phase_columns));
  while (values.has_more()) run.files.push_back(values.row<Record>(file_columns));
  const std::string path = path_in_memory();
  report::test::write(path, run);
  const auto read = report::read(path);
  std::filesystem::remove(path);
  if (read.files.size() != run.files.size()) finding("rows were lost");
  show(read);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Bytes rest(data + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      try_bytes(rest);
      break;
    case 1:
      try_changed(false, rest);
      break;
    case 2:
      try_changed(true, rest);
      break;
    default:
      try_rows(rest);
      break;
  }
  return 0;
}
