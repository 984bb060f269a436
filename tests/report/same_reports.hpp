#pragma once

#include <algorithm>
#include <vector>

#include "mpietl/core/record_columns.hpp"
#include "mpietl/report/report_columns.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"

namespace mpietl::report::test {

template <class Row, class Columns>
bool same_rows(const std::vector<Row>& a, const std::vector<Row>& b, const Columns& columns) {
  return std::ranges::equal(a, b, [&](const Row& x, const Row& y) {
    return mpietl::test::difference(x, y, columns).empty();
  });
}

/// Checks that all tables and the attributes of the job are the same.
inline void check_same(const Report& a, const Report& b) {
  CHECK(same_rows(a.files, b.files, file_columns));
  CHECK(std::ranges::equal(a.files, b.files, {}, &Record::segments, &Record::segments));
  CHECK(same_rows(a.ranks, b.ranks, rank_columns));
  CHECK(same_rows(a.phases, b.phases, phase_columns));
  CHECK(a.summary.run == b.summary.run);
  CHECK(a.summary.environment == b.summary.environment);
  CHECK(a.summary.command_line == b.summary.command_line);
  CHECK(a.summary.job == b.summary.job);
  CHECK(a.summary.joined == b.summary.joined);
  CHECK(a.summary.shard == b.summary.shard);
  CHECK(a.summary.list_items == b.summary.list_items);
  CHECK(a.summary.list_digest == b.summary.list_digest);
  CHECK(a.summary.files_left_out == b.summary.files_left_out);
  CHECK(mpietl::test::same(a.summary.started_unix_seconds, b.summary.started_unix_seconds));
  CHECK(a.summary.seed == b.summary.seed);
  CHECK(a.summary.bytes_in == b.summary.bytes_in);
  CHECK(mpietl::test::same(a.summary.wall_seconds, b.summary.wall_seconds));
}

}  // namespace mpietl::report::test
