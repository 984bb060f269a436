#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "journal/content.hpp"
#include "journal/frames.hpp"
#include "journal/journals.hpp"
#include "mpietl/core/record_columns.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::int64_t item_count = 60;
const int trials = test::is_full_run() ? 1000 : 250;

/// Writes entries of two threads: an item begins before the previous one ends.
void write_sample(const std::string& folder) {
  journal::Writer writer(folder, test::sample_run(), test::sample_rank(), Durability::cached);
  writer.begin(test::started(0));
  for (std::int64_t i = 1; i < item_count; ++i) {
    writer.begin(test::started(i));
    writer.end(test::ended(i - 1));
  }
  writer.end(test::ended(item_count - 1));
  writer.finish("complete");
}

/// Where each frame of a whole file ends.
std::vector<std::size_t> ends_of_frames(const std::string& bytes) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < bytes.size();) {
    journal::FrameHead head;
    std::memcpy(&head, bytes.data() + at, sizeof head);
    REQUIRE(head.marker == journal::marker);
    at += sizeof head + head.bytes;
    ends.push_back(at);
  }
  return ends;
}

/// Replaces a file by a new one: some file systems sync a file that was truncated to nothing.
void replace(const std::string& file, const std::string& bytes) {
  std::filesystem::remove(file);
  test::write_all(file, bytes);
}

/// Counts of entries in a journal; fails for entries that were not written.
struct Counts {
  std::size_t begins = 0;
  std::size_t ends = 0;
};

Counts check_entries(const test::AllRead& all) {
  Counts counts;
  std::set<std::int64_t> seen;
  for (const auto& entry : all.entries) {
    const auto index = entry.started.index;
    REQUIRE(seen.insert(index).second);
    REQUIRE(entry.started == test::started(index));
    ++counts.begins;
    if (!entry.ended) continue;
    REQUIRE(test::difference(*entry.ended, test::ended(index), record_columns).empty());
    ++counts.ends;
  }
  return counts;
}

/// Counts of complete begins and ends in the first `bytes` bytes.
Counts whole_before(const std::string& whole, std::size_t bytes) {
  Counts counts;
  std::size_t at = 0;
  for (const auto end : ends_of_frames(whole)) {
    if (end > bytes) break;
    journal::FrameHead head;
    std::memcpy(&head, whole.data() + at, sizeof head);
    if (head.kind == journal::Kind::begin) ++counts.begins;
    if (head.kind == journal::Kind::end) ++counts.ends;
    at = end;
  }
  return counts;
}

}  // namespace

TEST_CASE("a journal truncated at any byte keeps all frames before", "[journal]") {
  const test::TemporaryFolder folder;
  write_sample(folder.path());
  const auto file = test::rank_file(folder.path());
  const auto whole = test::read_all(file);
  test::Random random(1);
  for (int trial = 0; trial < trials; ++trial) {
    const auto size = random() % whole.size();
    INFO("cut at " << size);
    replace(file, whole.substr(0, size));
    const auto all = test::read_journal(folder.path());
    const auto expected = whole_before(whole, size);
    const auto counts = check_entries(all);
    REQUIRE(counts.begins == expected.begins);
    REQUIRE(counts.ends == expected.ends);
    REQUIRE(all.past.runs.size() == 1);
    REQUIRE(all.past.runs[0].damaged == 0);
    REQUIRE(all.past.runs[0].ending.empty());
  }
}

TEST_CASE("a flipped bit anywhere in a journal loses only its frame", "[journal]") {
  const test::TemporaryFolder folder;
  write_sample(folder.path());
  const auto file = test::rank_file(folder.path());
  const auto whole = test::read_all(file);
  const auto frames = ends_of_frames(whole).size();
  REQUIRE(frames == 2 * item_count + 5);
  test::Random random(2);
  for (int trial = 0; trial < trials; ++trial) {
    auto bytes = whole;
    const auto at = random() % bytes.size();
    INFO("flipped at " << at);
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << random() % 8));
    replace(file, bytes);
    const auto all = test::read_journal(folder.path());
    const auto counts = check_entries(all);
    // An end without its begin is dropped with it.
    REQUIRE(counts.begins >= item_count - 1);
    REQUIRE(counts.ends >= item_count - 1);
    REQUIRE(counts.begins + counts.ends >= 2 * item_count - 2);
    REQUIRE(all.past.runs.size() == 1);
    REQUIRE(all.past.runs[0].run.number == 1);
    REQUIRE(all.past.runs[0].run.id == test::sample_run().id);
  }
}

TEST_CASE("foreign bytes between a journal's frames are skipped", "[journal]") {
  const test::TemporaryFolder folder;
  write_sample(folder.path());
  const auto file = test::rank_file(folder.path());
  const auto whole = test::read_all(file);
  const auto ends = ends_of_frames(whole);
  test::Random random(3);
  for (int trial = 0; trial < 200; ++trial) {
    auto bytes = whole;
    // A marker alone, one with a length beyond the file, zeros, noise.
    std::string noise(random() % (trial % 16 == 0 ? 600'000 : 3000), '\0');
    if (trial % 4 != 0) {
      for (char& c : noise) c = static_cast<char>(random());
    }
    const auto cut = trial % 4 == 1 ? std::size_t{8} : std::size_t{12};
    if (trial % 4 < 3) noise.insert(noise.size() / 2, whole.substr(0, cut));
    bytes.insert(ends[random() % ends.size()], noise);
    replace(file, bytes);
    const auto all = test::read_journal(folder.path());
    const auto counts = check_entries(all);
    REQUIRE(counts.begins == item_count);
    REQUIRE(counts.ends == item_count);
    REQUIRE(all.past.runs[0].ending == "complete");
    REQUIRE(all.past.runs[0].damaged <= 1);
  }
}

TEST_CASE("a frame after damage is found at any boundary of reads", "[journal]") {
  const test::TemporaryFolder folder;
  write_sample(folder.path());
  const auto file = test::rank_file(folder.path());
  const auto whole = test::read_all(file);
  constexpr std::size_t power_of_two = 1U << 20U;  // a multiple of what is read at once
  for (std::size_t before = 0; before < 9; ++before) {
    replace(file, std::string(power_of_two - before, 'x') + whole);
    const auto all = test::read_journal(folder.path());
    REQUIRE(check_entries(all).ends == item_count);
    REQUIRE(all.past.runs.at(0).run == test::sample_run());
    REQUIRE(all.past.runs[0].damaged == 1);
  }
}

TEST_CASE("a checksum includes kind and length", "[journal]") {
  using journal::checksum_of;
  using journal::Kind;
  const auto sum = checksum_of(Kind::begin, Bytes(8));
  CHECK(sum != checksum_of(Kind::end, Bytes(8)));
  CHECK(sum != checksum_of(Kind::begin, Bytes(7)));
}

TEST_CASE("invalid frames with a valid checksum are ignored", "[journal]") {
  const test::TemporaryFolder folder;
  write_sample(folder.path());
  auto odd = test::ended(0);
  odd.status = static_cast<Status>(9);
  auto long_one = journal::encode(test::started(item_count));
  long_one.push_back(std::byte{0});
  Bytes bytes;
  journal::append_frame(bytes, journal::Kind::begin, journal::encode(test::started(0)));
  journal::append_frame(bytes, journal::Kind::end, journal::encode(odd));
  journal::append_frame(bytes, journal::Kind::begin, long_one);
  journal::append_frame(bytes, journal::Kind::begin, journal::encode(test::started(-3)));
  journal::append_frame(bytes, journal::Kind::begin, Bytes(5));
  journal::append_frame(bytes, journal::Kind::end, {});
  journal::append_frame(bytes, journal::Kind::ending, Bytes(3));
  journal::append_frame(bytes, static_cast<journal::Kind>(99), Bytes(9));
  std::ofstream(test::rank_file(folder.path()), std::ios::binary | std::ios::app)
      << journal::text_of(bytes);
  const auto all = test::read_journal(folder.path());
  REQUIRE(all.entries.size() == item_count + 1);
  CHECK(all.entries.back().started == test::started(0));
  CHECK_FALSE(all.entries.back().ended);
  CHECK(all.past.runs.at(0).damaged == 5);
}

TEST_CASE("manipulated texts do no harm on a terminal", "[journal]") {
  const test::TemporaryFolder folder;
  auto run = test::sample_run();
  run.command_line = "mpietl run a\\\\b 'c\\n'";
  auto rank = test::sample_rank();
  rank.host = "n1\x1b[2J";
  journal::Writer(folder.path(), run, rank, Durability::cached).finish("cannot\x07");
  const auto past = test::read_journal(folder.path()).past;
  CHECK(past.runs.at(0).run.command_line == run.command_line);
  CHECK(past.runs[0].ranks.at(0).host == "n1\\x1b[2J");
  CHECK(past.runs[0].ending == "cannot\\x07");
}

TEST_CASE("an item that is begun again without an end has two entries", "[journal]") {
  const test::TemporaryFolder folder;
  {
    journal::Writer writer(folder.path(), test::sample_run(), test::sample_rank(),
                           Durability::cached);
    auto item = test::started(1);
    writer.begin(item);
    item.attempt = 2;
    writer.begin(item);
    writer.end(test::ended(1));
    writer.end(test::ended(1));
    writer.flush();
  }
  const auto all = test::read_journal(folder.path());
  REQUIRE(all.entries.size() == 2);
  CHECK(all.entries[0].started.attempt == 1);
  CHECK_FALSE(all.entries[0].ended);
  CHECK(all.entries[1].started.attempt == 2);
  CHECK(all.entries[1].ended);
}

TEST_CASE("the header of another run's file is ignored", "[journal]") {
  const test::TemporaryFolder folder;
  write_sample(folder.path());
  const auto bytes = test::read_all(test::rank_file(folder.path()));
  test::write_all(test::rank_file(folder.path(), 1, "run-0001-aaaaaaaaaaaaaaaa"), bytes);
  test::write_all(test::rank_file(folder.path(), 1, "run-0007-0123456789abcdef"), bytes);
  const auto past = test::read_journal(folder.path()).past;
  REQUIRE(past.runs.size() == 3);
  CHECK(past.runs[0].run.id == "aaaaaaaaaaaaaaaa");
  CHECK(past.runs[1].run == test::sample_run());
  CHECK(past.runs[2].run.number == 7);
  for (const std::size_t other : {0U, 2U}) {
    CHECK(past.runs[other].run.job.empty());
    CHECK(past.runs[other].ranks.empty());
  }
}
