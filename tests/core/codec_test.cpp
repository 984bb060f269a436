#include "mpietl/core/codec.hpp"

#include <cmath>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/core/record_columns.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

std::vector<Record> two_records() {
  std::vector<Record> records(2);
  records[0].path = std::string("a\0b", 3);
  records[0].status = Status::done;
  records[0].frames = 10584000;
  records[0].rms_out = 0.1;
  records[1].error = "why";
  records[1].status = Status::failed;
  return records;
}

Bytes encoded() {
  const auto records = two_records();
  return encode_rows(std::span(records), record_columns);
}

}  // namespace

TEST_CASE("encoded rows are decoded unchanged", "[core]") {
  const auto back = decode_rows<Record>(encoded(), record_columns);
  REQUIRE(back.size() == 2);
  CHECK(back[0].path == std::string("a\0b", 3));
  CHECK(back[0].status == Status::done);
  CHECK(back[0].frames == 10584000);
  CHECK(back[0].rms_out == 0.1);
  CHECK(std::isnan(back[0].start));
  CHECK(back[1].error == "why");
}

TEST_CASE("truncated rows are refused", "[core]") {
  const auto whole = encoded();
  const auto records = two_records();
  const std::size_t first = encode_rows(std::span(records).first(1), record_columns).size();
  for (std::size_t size = 1; size < whole.size(); ++size) {
    if (size == first) continue;
    CHECK_THROWS_AS(decode_rows<Record>(std::span(whole).first(size), record_columns), Error);
  }
}

TEST_CASE("no rows give no bytes", "[core]") {
  CHECK(encode_rows(std::span<const Record>(), record_columns).empty());
  CHECK(decode_rows<Record>({}, record_columns).empty());
}
