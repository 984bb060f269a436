// The cost of a report of many files: seconds to write and to read it, bytes per row.
// Usage: benchmark_report FILE [ROWS]      FILE is replaced; report.py shows it, too
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>

#include "mpietl/core/record_table.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "plausible_records.hpp"

using namespace mpietl;

namespace {

RecordTable table_of(std::size_t count) {
  RecordTable table(count);
  std::size_t row = 0;
  for (const Record& record : benchmark::plausible_records(count)) table.set(row++, record);
  return table;
}

report::Overview run_of(const report::FileRows& files) {
  report::Overview run;
  run.ranks.resize(16);
  for (std::size_t rank = 0; rank < run.ranks.size(); ++rank) {
    RankRecord& row = run.ranks[rank];
    row.rank = static_cast<std::int32_t>(rank);
    row.host = "node" + std::to_string(rank / 8);
    row.threads = 1;
    row.busy_seconds = 20.0;
  }
  run.summary.ranks = 16;
  run.summary.threads_per_rank = 1;
  run.summary.schedule = "dynamic";
  run.phases = {{"listing", 0.0, 0.01}, {"work", 0.01, 25.0}, {"gather", 25.0, 25.1}};
  count_totals(files, run.summary);
  return run;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const std::string path = argv[1];
  const auto count =
      static_cast<std::size_t>(argc > 2 ? parse_integer(argv[2], "ROWS") : 1'000'000);
  const auto paths = benchmark::plausible_paths(count);
  const auto table = table_of(count);
  const report::FileRows rows{count, [&](std::size_t index) {
                                Record record = table[index];
                                record.path = paths[index];
                                record.output = benchmark::output_of(paths[index]);
                                return record;
                              }};
  const auto run = run_of(rows);
  const JobClock clock;
  Stopwatch watch;
  const auto cpu_before = std::clock();
  report::write(path, run, rows, &clock);
  std::printf("%zu rows: written in %.2f s (%.2f s of a processor)", count, watch.lap(),
              static_cast<double>(std::clock() - cpu_before) / CLOCKS_PER_SEC);
  const auto bytes = static_cast<double>(std::filesystem::file_size(path));
  std::printf(", %.1f bytes a row", bytes / static_cast<double>(count));
  watch.lap();
  const auto back = report::read(path);
  std::printf(", %zu read in %.2f s\n", back.files.size(), watch.lap());
  return 0;
}
