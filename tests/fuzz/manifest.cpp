// Any bytes are a manifest or an Error of usage; no output of one leads out of its folder; and the
// manifest of the outputs is a manifest of as many entries, of the same kind.
#include "mpietl/job/manifest.hpp"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

using namespace mpietl;

namespace {

/// Ends the process, which reports a finding to the fuzzer.
[[noreturn]] void finding(const char* what, const std::string& text) {
  std::fprintf(stderr, "%s:\n%s\n", what, escape(text).c_str());
  std::abort();
}

void check_name(const std::string& name) {
  const std::filesystem::path path(name);
  if (name.empty() || path.is_absolute()) finding("no name of an output", name);
  for (const auto& part : path) {
    if (part == "..") finding("leads upwards", name);
  }
}

Record done(const job::ManifestEntry& entry, std::size_t place) {
  Record record;
  record.status = Status::done;
  record.output = escape("out/" + std::to_string(place) + "/" + entry.output_name + ".wav");
  record.frames_out = 8000;
  record.channels_out = 1;
  record.sample_rate_out = 8000;
  return record;
}

void check_outputs(const job::Manifest& manifest) {
  std::vector<Record> records;
  for (const auto& entry : manifest.entries()) {
    check_name(entry.output_name);
    records.push_back(done(entry, records.size()));
  }
  const auto text = manifest.of_outputs([&](std::size_t entry) { return records[entry]; });
  try {
    const job::Manifest again(text, "again");
    if (again.entries().size() != records.size()) finding("entries were lost", text);
    if (again.kind() != manifest.kind() && !records.empty()) finding("another kind", text);
  } catch (const Error& error) {
    finding(error.what(), text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    check_outputs(job::Manifest({reinterpret_cast<const char*>(data), size}, "fuzz"));
  } catch (const Error& error) {
    if (error.reason() != Reason::usage) finding("not an error of usage", error.what());
  }
  return 0;
}
