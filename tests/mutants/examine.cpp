#include "mutants/examine.hpp"

#include <sys/resource.h>

#include <vector>

#include "io/sample_files.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::test {

namespace {

namespace fs = std::filesystem;

// Of a file of some kilobytes. A workspace, the tail of an output and a decoder are within it.
constexpr long most_growth_kilobytes = 64L * 1024;
constexpr std::int64_t most_output_bytes = std::int64_t{256} << 20U;

long peak_memory_kilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

std::size_t count_entries(const std::string& folder) {
  if (!fs::exists(folder)) return 0;
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::int64_t count_frames(io::AudioSource& source) {
  const auto channels = static_cast<std::size_t>(source.info().signal.channels);
  std::vector<float> block(std::max<std::size_t>(1, 65536 / channels) * channels);
  std::int64_t frames = 0;
  while (const auto got = source.read(block)) frames += static_cast<std::int64_t>(got);
  return frames;
}

}  // namespace

Verdict Examiner::examine(const std::string& bytes, const io::OutputChoice& choice) {
  context_.output = choice;
  write_all(input_, bytes);
  fs::remove_all(out_);
  const long before = peak_memory_kilobytes();
  const job::Item item{0, input_, output_, "mutant", static_cast<std::int64_t>(bytes.size())};
  Verdict verdict{run::process_item(item, context_, workspace_), {}};
  const long growth = peak_memory_kilobytes() - before;
  verdict.fault = fault_of(verdict.record);
  if (growth > most_growth_kilobytes) {
    verdict.fault += " took " + std::to_string(growth / 1024) + " MiB of memory;";
  }
  return verdict;
}

std::string Examiner::fault_of(const Record& record) const {
  if (record.status == Status::done) return fault_of_done(record);
  if (record.status != Status::failed) return "is neither done nor failed;";
  std::string fault;
  if (record.error.empty()) fault += " failed without a reason;";
  if (record.error.find("memory") != std::string::npos) fault += " wanted too much memory;";
  if (!record.output.empty() || record.bytes_out != -1) fault += " failed with an output;";
  if (count_entries(out_) != 0) fault += " failed and left a file;";
  return fault;
}

std::string Examiner::fault_of_done(const Record& record) const {
  if (!record.error.empty()) return " done with an error: " + record.error;
  if (!fs::exists(output_)) return " done without an output;";
  if (count_entries(out_) != 1) return " done and left another file;";
  const auto size = static_cast<std::int64_t>(fs::file_size(output_));
  if (size != record.bytes_out) return " bytes_out is not the output's size;";
  if (size > most_output_bytes) return " became a file of " + std::to_string(size) + " bytes;";
  const auto digest = to_hex(hash128(read_all(output_), 0));
  if (digest != record.digest) return " the digest is not the output's;";
  try {
    const auto source = io::open_source(output_);
    const auto frames = count_frames(*source);
    const bool has_padding = record.warning.find("of padding") != std::string::npos;
    if (frames == record.frames || (has_padding && frames > record.frames)) return {};
    return " the output has " + std::to_string(frames) + " frames, the record " +
           std::to_string(record.frames) + ";";
  } catch (const std::exception& error) {
    return std::string(" the output cannot be read: ") + error.what();
  }
}

}  // namespace mpietl::test
