#include <fstream>

#include "journal/content.hpp"
#include "journal/frames.hpp"
#include "journal/journals.hpp"
#include "mpietl/journal/journal.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using journal::Paths;

namespace {

std::string list_file(const std::string& folder) {
  return folder + "/run-0001-0123456789abcdef.list";
}

/// Paths that are mostly similar, as those of a walk.
std::vector<Paths> random_paths(std::size_t count) {
  test::Random random(3);
  std::vector<Paths> paths;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = i % 10 == 0 ? test::random_text(random) : std::to_string(i);
    paths.emplace_back("corpus/speaker/" + name, i % 7 == 0 ? "" : "out/speaker/" + name);
  }
  return paths;
}

void write(const std::string& folder, const std::vector<Paths>& paths) {
  write_list(folder, test::sample_run(),
             {paths.size(), [&](std::size_t row) { return paths[row]; }}, Durability::stored);
}

/// Checks that the list is read as written, and counts its items.
std::size_t count_read(const std::string& folder, const std::vector<Paths>& paths,
                       journal::ListRead& result) {
  std::size_t count = 0;
  result = read_list(folder, test::sample_run(), [&](std::size_t index, const Paths& read) {
             ++count;
             REQUIRE(index < paths.size());
             REQUIRE(read == paths[index]);
           }).value();
  return count;
}

}  // namespace

TEST_CASE("a list is read as it was written", "[journal]") {
  for (const std::size_t count : {0U, 1U, 100U, 50'000U}) {
    const test::TemporaryFolder folder;
    const auto paths = random_paths(count);
    write(folder.path(), paths);
    journal::ListRead result;
    CHECK(count_read(folder.path(), paths, result) == count);
    CHECK(result.size == count);
    CHECK(result.is_complete);
    const auto past = test::read_journal(folder.path()).past;
    REQUIRE(past.runs.size() == 1);
    CHECK(past.runs[0].run.id == test::sample_run().id);
    CHECK(past.runs[0].ranks.empty());
    CHECK_FALSE(past.runs[0].seems_alive);
  }
}

TEST_CASE("the items of a part of a list keep their indices", "[journal]") {
  const test::TemporaryFolder folder;
  const auto paths = random_paths(50'000);
  const auto index_of = [](std::size_t row) { return 3 * row + 2; };
  write_list(folder.path(), test::sample_run(),
             {paths.size(), [&](std::size_t row) { return paths[row]; }, index_of},
             Durability::cached);
  std::size_t row = 0;
  const auto read =
      read_list(folder.path(), test::sample_run(), [&](std::size_t index, const Paths& each) {
        REQUIRE(index == index_of(row));
        REQUIRE(each == paths[row++]);
      });
  CHECK(row == paths.size());
  CHECK(read->is_complete);
}

TEST_CASE("a run without a list has none", "[journal]") {
  const test::TemporaryFolder folder;
  const auto never = [](std::size_t, const Paths&) { FAIL("visited"); };
  CHECK_FALSE(read_list(folder.path(), test::sample_run(), never));
  CHECK_FALSE(read_list(folder / "missing", test::sample_run(), never));
}

TEST_CASE("the common beginning of successive paths is stored once", "[journal]") {
  const test::TemporaryFolder folder;
  const auto paths = random_paths(10'000);
  write(folder.path(), paths);
  std::size_t bytes = 0;
  for (const auto& [input, output] : paths) bytes += input.size() + output.size();
  CHECK(test::read_all(list_file(folder.path())).size() < bytes);
}

TEST_CASE("a list that declares too many items is refused", "[journal]") {
  const test::TemporaryFolder folder;
  write(folder.path(), random_paths(10));
  ByteWriter part;
  part.put(std::uint64_t{1} << 40U);
  for (int i = 0; i < 5; ++i) part.put(std::uint32_t{0});
  Bytes bytes;
  journal::append_frame(bytes, journal::Kind::list, part.take());
  // Indices that go back, and a text that shares more bytes than exist.
  for (const std::uint64_t first : {0U, 10U}) {
    ByteWriter wrong;
    wrong.put(first);
    wrong.put(std::uint32_t{0});
    wrong.put(std::uint32_t{5});
    for (int i = 0; i < 3; ++i) wrong.put(std::uint32_t{0});
    journal::append_frame(bytes, journal::Kind::list, wrong.take());
  }
  std::ofstream(list_file(folder.path()), std::ios::binary | std::ios::app)
      << journal::text_of(bytes);
  journal::ListRead result;
  CHECK(count_read(folder.path(), random_paths(10), result) == 10);
  CHECK(result.size == 10);
}

TEST_CASE("a damaged list keeps its intact part", "[journal]") {
  const test::TemporaryFolder folder;
  const auto paths = random_paths(100'000);
  write(folder.path(), paths);
  const auto whole = test::read_all(list_file(folder.path()));
  test::Random random(11);
  for (int trial = 0; trial < (test::is_full_run() ? 30 : 8); ++trial) {
    auto bytes = whole;
    const auto at = random() % bytes.size();
    const bool is_cut = trial % 2 == 0;
    if (is_cut) {
      bytes.resize(at);
    } else {
      bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1U << random() % 8));
    }
    test::write_all(list_file(folder.path()), bytes);
    journal::ListRead result;
    const auto count = count_read(folder.path(), paths, result);
    CHECK_FALSE(result.is_complete);
    CHECK(result.size >= count);
    if (!is_cut) CHECK(count > paths.size() / 3);
  }
}
