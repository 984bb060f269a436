// Any bytes as a report file are a report, several runs, or an Error; what was read can be shown.
// HDF5 is not instrumented, and crashes: only the process that it reads in may die of that. The
// first byte says whether the rest are a file or changes of a good one, of one run or of several,
// and whether the seal is made right or cut off, so that all come as far as HDF5; the checksums of
// HDF5's object headers can be made right too.
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

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/report/pilot.hpp"
#include "mpietl/report/runs.hpp"
#include "mpietl/view/render.hpp"
#include "report/sample_reports.hpp"
#include "report/seal.hpp"
#include "report/superblock.hpp"

using namespace mpietl;

/// Of the HDF5 library, which says so in no header: the checksum of its metadata.
extern "C" std::uint32_t H5_checksum_metadata(const void* data, std::size_t size,
                                              std::uint32_t start);

namespace {

/// Ends the process, which is how a fuzzer learns of a finding.
[[noreturn]] void finding(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

void append(int file, std::span<const std::byte> bytes) {
  if (::write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    finding("no memory for the file");
  }
}

/// A good file, of one run or of several.
std::string good_file(bool is_several) {
  const std::string path = "/dev/shm/mpietl-fuzz-" + std::to_string(::getpid()) + ".h5";
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

/// A good file changed as `bytes` say: three for the place, one for what is in it then.
std::string changed_file(bool is_several, std::span<const std::uint8_t> bytes) {
  static const std::array good{good_file(false), good_file(true)};
  std::string file = good[is_several ? 1 : 0];
  for (; bytes.size() >= 4; bytes = bytes.subspan(4)) {
    const std::size_t place = std::size_t{bytes[0]} << 16U | std::size_t{bytes[1]} << 8U | bytes[2];
    file[place % file.size()] = static_cast<char>(bytes[3]);
  }
  return file;
}

/// Makes the checksums of object headers (version 2 of them) right again.
void mend_headers(std::string& file) {
  constexpr std::size_t checksum_bytes = 4;
  for (auto at = file.find("OHDR"); at != std::string::npos; at = file.find("OHDR", at + 1)) {
    std::size_t place = at + 6;
    if (place >= file.size()) return;
    const auto flags = static_cast<unsigned char>(file[at + 5]);
    place += ((flags & 0x20U) != 0 ? 16U : 0U) + ((flags & 0x10U) != 0 ? 4U : 0U);
    const std::size_t size_bytes = std::size_t{1} << (flags & 3U);
    if (place + size_bytes > file.size()) return;
    std::uint64_t size = 0;
    std::memcpy(&size, file.data() + place, size_bytes);
    place += size_bytes;
    if (size > file.size() || place + size + checksum_bytes > file.size()) continue;
    place += size;
    const auto sum = H5_checksum_metadata(file.data() + at, place - at, 0);
    std::memcpy(file.data() + place, &sum, checksum_bytes);
  }
}

/// The HDF5 data among `bytes`: up to where it says that it ends.
std::span<const std::byte> data_of(std::span<const std::byte> bytes) {
  if (bytes.size() < report::superblock_bytes) return bytes;
  const auto end = report::end_of_data(bytes.first<report::superblock_bytes>());
  return end == 0 ? bytes : bytes.first(std::min<std::uint64_t>(end, bytes.size()));
}

void show(const std::string& path) {
  const view::Layout layout;
  const auto content = report::read_any(path);
  if (const auto* const runs = std::get_if<report::Runs>(&content)) {
    view::render_runs(*runs, layout);
    return;
  }
  const auto& report = std::get<report::Report>(content);
  view::render(report, layout);
  report::pilot_of(report);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned kind = data[0];
  const std::span rest(data + 1, size - 1);
  std::string content = (kind & 1U) != 0 ? std::string(rest.begin(), rest.end())
                                         : changed_file((kind & 2U) != 0, rest);
  if ((kind & 8U) != 0) mend_headers(content);
  const auto bytes = data_of(std::as_bytes(std::span(content)));
  const FileDescriptor file(::memfd_create("report", 0));
  append(file.number(), bytes);
  if ((kind & 4U) == 0) append(file.number(), report::seal_of(bytes));
  try {
    show("/proc/self/fd/" + std::to_string(file.number()));
  } catch (const Error& error) {
    if (error.reason() != Reason::format) finding(error.what());
  }
  return 0;
}
