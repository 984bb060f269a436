#include "mpietl/job/shard.hpp"

#include <algorithm>
#include <numeric>

#include "job/refusal.hpp"
#include "support/catch.hpp"
#include "support/random_rows.hpp"

using namespace mpietl;

namespace {

using Weights = std::vector<std::uint64_t>;

/// A few large weights and many small ones.
Weights skewed(std::size_t count) {
  test::Random random(5);
  Weights weights(count);
  for (auto& weight : weights) weight = 1'000'000 / (1 + random() % 1000);
  return weights;
}

std::vector<std::vector<std::size_t>> parts_of(const Weights& weights, std::int64_t count) {
  std::vector<std::vector<std::size_t>> parts;
  for (std::int64_t number = 1; number <= count; ++number) {
    parts.push_back(job::units_of_shard(weights, {number, count}));
  }
  return parts;
}

/// A list of these inputs in one group; from a manifest if there is one.
job::Listing listing_of(const std::vector<std::int64_t>& sizes, const std::string& manifest = "") {
  job::Listing listing;
  listing.items.begin_group({});
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    listing.items.add(std::to_string(i) + ".wav");
    listing.items.set_status(i, {.bytes = sizes[i]});
  }
  listing.whole.items = sizes.size();
  if (!manifest.empty()) listing.manifest.emplace(manifest, "m");
  return listing;
}

std::vector<std::size_t> places_of_shard(job::Listing listing, const job::Shard& shard) {
  job::keep_shard(listing, shard);
  std::vector<std::size_t> places;
  for (std::size_t row = 0; row < listing.items.size(); ++row) {
    const auto item = listing.items[row];
    CHECK(item.input == std::to_string(item.index) + ".wav");
    CHECK(listing.items.row_at({static_cast<std::size_t>(item.index)}) == row);
    places.push_back(static_cast<std::size_t>(item.index));
  }
  return places;
}

}  // namespace

TEST_CASE("the shards are a partition of the list", "[job]") {
  for (const std::size_t count : {0U, 1U, 7U, 200U}) {
    for (const std::int64_t shards : {1, 2, 7, 300}) {
      std::vector<std::size_t> all;
      for (const auto& part : parts_of(skewed(count), shards)) {
        CHECK(std::ranges::is_sorted(part));
        all.insert(all.end(), part.begin(), part.end());
      }
      std::ranges::sort(all);
      std::vector<std::size_t> wanted(count);
      std::iota(wanted.begin(), wanted.end(), 0);
      CHECK(std::ranges::equal(all, wanted));  // too long to be printed
    }
  }
}

TEST_CASE("shards differ in weight by at most one of their files", "[job]") {
  const auto weights = skewed(10'000);
  Weights sums;
  for (const auto& part : parts_of(weights, 16)) {
    auto& sum = sums.emplace_back(0);
    for (const auto unit : part) sum += weights[unit];
  }
  const auto [least, most] = std::ranges::minmax(sums);
  CHECK(most - least <= 2 * std::ranges::min(weights));
}

TEST_CASE("among equal files, the order of the list decides", "[job]") {
  CHECK(parts_of({5, 5, 5, 5, 5}, 2) == std::vector<std::vector<std::size_t>>{{0, 2, 4}, {1, 3}});
  CHECK(parts_of({1, 9, 1, 1}, 3) == std::vector<std::vector<std::size_t>>{{1}, {0, 3}, {2}});
}

TEST_CASE("files of size 0 or unknown size are spread, too", "[job]") {
  const auto listing = listing_of({-1, 0, -1, 0, 1'000'000'000});
  CHECK(places_of_shard(listing, {1, 3}) == std::vector<std::size_t>{4});
  CHECK(places_of_shard(listing, {2, 3}) == std::vector<std::size_t>{0, 2});
  CHECK(places_of_shard(listing, {3, 3}) == std::vector<std::size_t>{1, 3});
}

TEST_CASE("a shard without files is empty", "[job]") {
  CHECK(places_of_shard(listing_of({1, 2}), {3, 3}).empty());
}

TEST_CASE("the files of one recording stay together", "[job]") {
  const auto* line =
      R"({"id": "a", "sources": [{"type": "file", "source": "0.wav"}, {"type": "file", "source": "1.wav"}]}
{"id": "b", "sources": [{"type": "file", "source": "2.wav"}]}
)";
  const auto listing = listing_of({10, 10, 10}, line);
  CHECK(places_of_shard(listing, {1, 2}) == std::vector<std::size_t>{0, 1});
  CHECK(places_of_shard(listing, {2, 2}) == std::vector<std::size_t>{2});
}

TEST_CASE("segments of a file weigh in proportion to their length", "[job]") {
  job::Listing listing;
  listing.items.begin_group({});
  for (std::size_t i = 0; i < 4; ++i) {
    listing.items.add(std::to_string(i) + ".wav");
    listing.items.set_segment({.offset_seconds = 0.0, .duration_seconds = i == 1 ? 1000.0 : 1.0});
    listing.items.set_status(i, {.bytes = 1'000'000'000});
  }
  listing.whole.items = 4;
  CHECK(places_of_shard(listing, {1, 2}) == std::vector<std::size_t>{1});
  job::keep_shard(listing, {1, 2});
  CHECK(listing.items[0].duration_seconds == 1000.0);
}

TEST_CASE("the name of a shard's file is converted back", "[job]") {
  const job::Shard shard{2, 5};
  CHECK(job::with_shard("out/wav.scp", shard) == "out/wav.2-of-5.scp");
  CHECK(job::with_shard("out.d/manifest", shard) == "out.d/manifest.2-of-5");
  for (const auto* path : {"wav.scp", "out.d/manifest", "/a/b.c.h5", ".hidden"}) {
    CHECK(job::without_shard(job::with_shard(path, shard), shard) == path);
    CHECK(job::without_shard(path, shard) == path);
  }
  CHECK(job::without_shard("wav.12-of-5.scp", shard) == "wav.12-of-5.scp");
}
