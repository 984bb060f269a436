#include <limits>

#include "mpietl/report/report.hpp"

namespace mpietl::report {

namespace {

/// Adds a size that may be unknown (-1), and stops at the largest number.
void add(std::int64_t& sum, std::int64_t size) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  if (size > 0) sum = size > most - sum ? most : sum + size;
}

}  // namespace

void count_totals(const FileRows& files, Summary& summary) {
  summary.items = static_cast<std::int64_t>(files.size);
  summary.done = summary.failed = summary.skipped = 0;
  summary.bytes_in = summary.bytes_out = 0;
  for (std::size_t i = 0; i < files.size; ++i) {
    const Record file = files.at(i);
    summary.failed += file.status == Status::failed ? 1 : 0;
    summary.skipped += file.status == Status::skipped ? 1 : 0;
    if (file.status != Status::done) continue;
    ++summary.done;
    add(summary.bytes_in, file.bytes_in);
    add(summary.bytes_out, file.bytes_out);
  }
}

}  // namespace mpietl::report
