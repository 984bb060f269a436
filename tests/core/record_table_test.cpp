#include "mpietl/core/record_table.hpp"

#include <bit>
#include <limits>
#include <random>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"

using namespace mpietl;

namespace {

Record plain_record(std::int64_t index) {
  Record record;
  record.index = index;
  record.status = Status::done;
  record.rank = 70'000;
  record.thread = 3;
  record.run = 2;
  record.attempt = 1;
  record.frames = std::int64_t{1} << 40U;
  record.channels = 2;
  record.sample_rate = 192'000;
  record.bytes_in = record.bytes_out = std::int64_t{1} << 43U;
  record.start = 0.1;
  record.read_seconds = 1.0 / 3.0;
  record.peak_in = 0.5F;
  record.rms_out = 0.1F;
  record.clipped = 2'000'000'000;
  record.digest = "0123456789abcdef0123456789abcdef";
  record.fingerprint = "fedcba9876543210fedcba9876543210";
  return record;
}

/// What is left of a record whose paths the table does not keep.
/// A record as a table keeps it.
Record kept(Record record) {
  record.index = -1;
  record.path.clear();
  record.output.clear();
  return record;
}

void check_kept(const Record& record) {
  RecordTable table(2);
  table.set(1, record);
  CHECK(test::difference(table[1], kept(record), record_columns).empty());
}

}  // namespace

TEST_CASE("random records come back in any order", "[core]") {
  test::Random random(3);
  constexpr std::size_t size = 3000;
  RecordTable table(size);
  std::vector<Record> records(size);
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t index = (i * 1001) % size;
    Record& record = records[index];
    record = i % 2 == 0 ? test::random_row<Record>(random, record_columns) : plain_record(0);
    if (i % 3 == 0) record.parameters = test::random_text(random);
    table.set(index, record);
  }
  for (std::size_t i = 0; i < size; ++i) {
    const auto column = test::difference(table[i], kept(records[i]), record_columns);
    INFO(i << " " << column);
    CHECK(column.empty());
  }
}

TEST_CASE("paths are not kept", "[core]") {
  auto record = plain_record(0);
  record.path = "in.wav";
  record.output = "out.wav";
  RecordTable table(1);
  table.set(0, record);
  CHECK(table[0].path.empty());
  record.frames = -1;
  record.thread = 100'000;
  table.set(0, record);
  CHECK(table[0].output.empty());
}

TEST_CASE("numbers that do not fit a packed row stay exact", "[core]") {
  auto record = plain_record(1);
  SECTION("plain") {}
  SECTION("a peak of double precision") { record.peak_in = 0.1; }
  SECTION("a peak beyond float") { record.peak_out = 1e300; }
  SECTION("an infinite peak") { record.peak_in = -std::numeric_limits<double>::infinity(); }
  SECTION("many clipped samples") { record.clipped = std::int64_t{1} << 40U; }
  SECTION("few clipped samples") { record.clipped = -(std::int64_t{1} << 40U); }
  SECTION("many threads") { record.thread = 32'768; }
  SECTION("many attempts") { record.attempt = 40'000; }
  SECTION("many channels") { record.channels = -32'769; }
  check_kept(record);
}

TEST_CASE("the bits of a NaN and of a negative zero stay", "[core]") {
  auto record = plain_record(0);
  record.peak_in = -0.0;
  record.peak_out = record.total_seconds = -std::numeric_limits<double>::quiet_NaN();
  RecordTable table(1);
  table.set(0, record);
  const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value); };
  CHECK(bits(table[0].peak_in) == bits(record.peak_in));
  CHECK(bits(table[0].peak_out) == bits(record.peak_out));
  CHECK(bits(table[0].total_seconds) == bits(record.total_seconds));
}

TEST_CASE("any text stays unchanged, also as a digest", "[core]") {
  for (const std::string& text :
       {std::string(), std::string("00000000000000000000000000000000"),
        std::string("0123456789ABCDEF0123456789abcdef"), std::string("0123"),
        std::string("a\0b", 3), std::string(127, 'x'), std::string(128, 'y'),
        std::string(70'000, 'z')}) {
    for (const auto member : {&Record::error, &Record::warning, &Record::parameters,
                              &Record::digest, &Record::fingerprint}) {
      auto record = plain_record(1);
      record.*member = text;
      check_kept(record);
      record.thread = 100'000;
      check_kept(record);
    }
  }
}

TEST_CASE("an unset row is a skipped record", "[core]") {
  RecordTable table(3);
  table.set(1, plain_record(1));
  CHECK(table.size() == 3);
  CHECK_FALSE(table.has(0));
  CHECK(table.has(1));
  CHECK(test::difference(table[2], Record(), record_columns).empty());
}

TEST_CASE("a record that is set twice is replaced", "[core]") {
  RecordTable table(1);
  auto record = plain_record(0);
  record.error = "first";
  table.set(0, record);
  record.error.clear();
  record.warning = "second";
  table.set(0, record);
  CHECK(table[0].error.empty());
  CHECK(table[0].warning == "second");
  Record unknown;
  table.set(0, unknown);
  CHECK(table.has(0));
  CHECK(table[0].digest.empty());
}

TEST_CASE("a row out of range is refused", "[core]") {
  RecordTable table(2);
  CHECK_THROWS_AS(table.set(2, plain_record(2)), Error);
  CHECK_THROWS_AS(table[2], Error);
  CHECK_THROWS_AS(RecordTable().has(0), Error);
}

TEST_CASE("texts are read unchanged, also those longer than a chunk", "[core]") {
  std::mt19937 random(1);
  std::vector<std::string> texts{"", std::string(3 << 20, 'x'), std::string(127, 'a'),
                                 std::string(128, 'b'), std::string("\0\n\xff", 3)};
  while (texts.size() < 3000) {
    texts.emplace_back(random() % 2000, static_cast<char>('a' + random() % 26));
  }
  TextStore store;
  std::vector<std::uint64_t> places;
  for (const auto& text : texts) {
    places.push_back(store.end());
    store.append(text);
  }
  auto place = places[0];
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(place == places[i]);
    CHECK(store.read(place) == texts[i]);
  }
  CHECK(place == store.end());
}
