#include "mpietl/report/analysis/commands.hpp"

#include "support/catch.hpp"

using mpietl::Record;
using namespace mpietl::report;

namespace {

Record ended(int exit_status, double user_seconds, double system_seconds, std::int64_t bytes) {
  Record file;
  file.exit_status = exit_status;
  file.user_seconds = user_seconds;
  file.system_seconds = system_seconds;
  file.max_rss_bytes = bytes;
  return file;
}

}  // namespace

TEST_CASE("commands are counted by their exit status, and what they used is added up") {
  const std::vector<Record> files{ended(0, 1.0, 0.5, 100), ended(0, 2.0, 0.5, 300),
                                  ended(137, 4.0, 1.0, 200), Record{}};
  const auto use = commands_of(all_files(files));
  CHECK(use.files == 3);
  CHECK(use.exit_statuses == std::map<std::int32_t, std::int64_t>{{0, 2}, {137, 1}});
  CHECK(use.user_seconds == 7.0);
  CHECK(use.system_seconds == 2.0);
  CHECK(use.cpu_seconds.median == 2.5);
  CHECK(use.cpu_seconds.max == 5.0);
  CHECK(use.memory_bytes.median == 200.0);
}

TEST_CASE("a run without commands has used none") {
  const std::vector<Record> files(3);
  CHECK(commands_of(all_files(files)).files == 0);
}
