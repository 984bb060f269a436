// Any bytes are read without an error as the file of a rank, and as the list of a run. The first
// byte says whether they are frames, or payloads of frames that get a valid checksum.
#include "mpietl/journal/journal.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "journal/frames.hpp"
#include "mpietl/core/error.hpp"

using namespace mpietl;

namespace {

/// Ends the process, which reports a finding to the fuzzer.
[[noreturn]] void finding(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

journal::Run run() {
  journal::Run run;
  run.id = "0123456789abcdef";
  return run;
}

/// A folder of this process, in memory where there is one.
const std::string& folder() {
  static const std::string path = [] {
    const std::string memory = "/dev/shm";
    const auto above = std::filesystem::exists(memory) ? memory : ".";
    return above + "/mpietl-fuzz-" + std::to_string(::getpid()) + ".journal";
  }();
  std::filesystem::create_directories(path);
  return path;
}

void store(const std::string& name, std::span<const std::byte> bytes) {
  std::ofstream(folder() + "/run-0001-0123456789abcdef" + name, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

/// Frames of what comes as kind (a byte), length (two) and payload.
Bytes sealed(std::span<const std::byte> bytes) {
  Bytes frames;
  while (bytes.size() >= 3) {
    const auto kind = static_cast<journal::Kind>(bytes[0]);
    const auto length =
        std::to_integer<std::size_t>(bytes[1]) << 8U | std::to_integer<std::size_t>(bytes[2]);
    bytes = bytes.subspan(3);
    const auto payload = bytes.first(std::min(length, bytes.size()));
    journal::append_frame(frames, kind, payload);
    bytes = bytes.subspan(payload.size());
  }
  return frames;
}

void read_journal() {
  std::int64_t entries = 0;
  const auto past = journal::read(folder(), [&](const journal::Entry& entry) {
    ++entries;
    if (entry.started.index < 0) finding("an index below 0");
    if (!entry.ended) return;
    if (entry.ended->index != entry.started.index) finding("the end of another item");
    if (entry.ended->status > Status::skipped) finding("no status");
  });
  if (past.runs.empty() && entries > 0) finding("entries of no run");
  for (const auto& past_run : past.runs) {
    if (past_run.run.id != run().id || past_run.run.number != 1) finding("a run of another name");
  }
}

void read_list(std::size_t size) {
  std::size_t next = 0;
  std::size_t visited = 0;
  const auto list = journal::read_list(folder(), run(), [&](std::size_t index, const auto&) {
    if (index < next) finding("an index that goes back");
    next = index + 1;
    ++visited;
  });
  if (!list || list->size > size) finding("a list larger than its file");
  // For a shard, the last index does not limit the size.
  if (list->size < visited) finding("a list smaller than itself");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto bytes = std::as_bytes(std::span(data, size));
  const Bytes frames =
      data[0] % 2 == 0 ? Bytes(bytes.begin() + 1, bytes.end()) : sealed(bytes.subspan(1));
  try {
    store(".rank-00000", frames);
    store(".list", frames);
    read_journal();
    read_list(frames.size());
  } catch (const Error& error) {
    finding(error.what());
  }
  return 0;
}
