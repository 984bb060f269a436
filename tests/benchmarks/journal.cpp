// The cost of a journal: time of a begin and an end per item, for one thread and for two; of a
// list; and of reading everything.
// Usage: benchmark_journal FOLDER [ITEMS]      FOLDER must be new; it is removed
#include "mpietl/journal/journal.hpp"

#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"

using namespace mpietl;

namespace {

journal::Run run_of(std::int32_t number) {
  journal::Run run;
  run.id = "0123456789abcdef";
  run.number = number;
  return run;
}

journal::Paths paths_of(std::size_t index) {
  const auto name = "speaker-" + std::to_string(index / 1000) + "/chapter-" +
                    std::to_string(index / 100) + "/utterance-" + std::to_string(index);
  return {"/scratch/project/corpus/train/" + name + ".flac",
          "/scratch/project/noisy/train/" + name + "-transformed.flac"};
}

Record record_of(std::int64_t index) {
  Record record;
  record.index = index;
  record.status = Status::done;
  record.digest = "ffeeddccbbaa99887766554433221100";
  record.fingerprint = "00112233445566778899aabbccddeeff";
  return record;
}

/// Items `first`, `first` + `step`, …, as a thread records them.
void write_items(journal::Writer& writer, std::int64_t first, std::int64_t step,
                 std::int64_t count) {
  for (std::int64_t i = first; i < count; i += step) {
    auto [input, output] = paths_of(static_cast<std::size_t>(i));
    writer.begin({.index = i,
                  .attempt = 1,
                  .bytes = 400'000,
                  .input = std::move(input),
                  .output = std::move(output),
                  .fingerprint = "00112233445566778899aabbccddeeff"});
    writer.heartbeat();
    writer.end(record_of(i));
  }
}

void measure_writing(const std::string& folder, int threads, std::int64_t count) {
  const Stopwatch watch;
  {
    journal::Writer writer(folder, run_of(threads), journal::Rank(), Durability::cached);
    std::vector<std::thread> team;
    for (int i = 0; i < threads; ++i) {
      team.emplace_back([&, i] { write_items(writer, i, threads, count); });
    }
    for (auto& thread : team) thread.join();
    writer.finish("complete");
  }
  const double seconds = watch.seconds();
  std::printf("%d threads: %.2f us of wall time an item, %.2f us of a thread\n", threads,
              1e6 * seconds / static_cast<double>(count),
              1e6 * seconds * threads / static_cast<double>(count));
}

void measure_list(const std::string& folder, std::size_t count) {
  const auto run = run_of(1);
  Stopwatch watch;
  write_list(folder, run, {count, paths_of}, Durability::cached);
  std::printf("list of %zu: written in %.3f s", count, watch.lap());
  std::size_t read = 0;
  read_list(folder, run, [&](std::size_t, const journal::Paths&) { ++read; });
  std::printf(", %zu read in %.3f s\n", read, watch.lap());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string folder = argv[1];
  const auto count = argc > 2 ? parse_integer(argv[2], "ITEMS") : 1'000'000;
  if (!std::filesystem::create_directories(folder)) return 2;
  for (const int threads : {1, 2}) measure_writing(folder, threads, count);
  measure_list(folder, static_cast<std::size_t>(count));
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) bytes += file.file_size();
  const Stopwatch watch;
  std::int64_t entries = 0;
  journal::read(folder, [&](const journal::Entry&) { ++entries; });
  std::printf("%lld entries read in %.3f s; %s on disk\n", static_cast<long long>(entries),
              watch.seconds(), format_bytes(bytes).c_str());
  std::filesystem::remove_all(folder);
  return 0;
}
