#include "mpietl/job/item_list.hpp"

#include "job/collisions.hpp"
#include "support/catch.hpp"

using namespace mpietl;

TEST_CASE("an item's paths follow from its group, name and id", "[job]") {
  job::ItemList items;
  job::Naming naming{"in/", "out", "-x", "flac"};
  items.begin_group(naming);
  items.add("deep/a.b.wav");
  naming.input_folder.clear();
  items.begin_group(naming);
  items.add("/in/deep/.wav", "deep/.wav");
  items.add("/in/deep/../a.wav", "b.wav");
  CHECK(items[0].input == "in/deep/a.b.wav");
  CHECK(items[0].output == "out/deep/a.b-x.flac");
  CHECK(items[0].identity == "deep/a.b.wav");
  CHECK(items[1].input == "/in/deep/.wav");
  CHECK(items[1].output == "out/deep/.wav-x.flac");
  CHECK(items[1].identity == "deep/.wav");
  CHECK(items[1].index == 1);
  CHECK(items[2].input == "/in/deep/../a.wav");
  CHECK(items[2].identity == "b.wav");
  CHECK(items[2].output == "out/b-x.flac");
}

TEST_CASE("outputs may keep the extensions of inputs in their names", "[job]") {
  job::ItemList items;
  job::Naming naming{"in", "out", "-x", "wav", true};
  items.begin_group(naming);
  items.add("t.flac");
  naming.extension.clear();
  items.begin_group(naming);
  items.add("t.flac");
  naming.extension = "wav";
  naming.is_named_by_id = true;
  items.begin_group(naming);
  items.add("t.flac", "speaker.1");
  CHECK(items.output(0) == "out/t.flac-x.wav");
  CHECK(items.output(1) == "out/t-x.flac");
  CHECK(items.output(2) == "out/speaker.1-x.wav");
}

TEST_CASE("identities are unique and independent of the folders' places", "[job]") {
  for (const std::string root : {"", "./", "/somewhere/else/"}) {
    job::ItemList items;
    for (const auto* folder : {"a", "b", "c"}) {
      job::Naming naming;
      naming.input_folder = root + folder;
      items.begin_group(naming);
      items.add("1.wav");
      items.add(std::string("of-") + folder);
    }
    items.make_identities_unique();
    CHECK(items[0].identity == "1.wav");
    CHECK(items[1].identity == "of-a");
    CHECK(items[2].identity == std::string("\0b/1.wav", 8));
    CHECK(items[4].identity == std::string("\0c/1.wav", 8));
  }
}

TEST_CASE("equal texts are found among many", "[job]") {
  const std::vector<std::string> texts{"b", "a", "c", "a", "a", "b"};
  const auto key = [&](std::size_t i) { return texts[i]; };
  const auto pairs = job::duplicates(job::sorted_hashes(texts.size(), key), key);
  REQUIRE(pairs.size() == 3);
  CHECK(pairs[0] == std::pair<std::size_t, std::size_t>{1, 3});
  CHECK(pairs[1] == std::pair<std::size_t, std::size_t>{3, 4});
  CHECK(pairs[2] == std::pair<std::size_t, std::size_t>{0, 5});
}

TEST_CASE("known sizes are summed", "[job]") {
  job::ItemList items;
  items.begin_group({});
  for (const auto* name : {"a", "b", "c"}) items.add(name);
  items.set_status(0, {10, false});
  items.set_status(2, {5, true});
  CHECK(items.total_bytes() == 15);
  CHECK(items[1].bytes == -1);
  CHECK(items.is_link(2));
}

TEST_CASE("an item may be a file in an archive, or the output of a command", "[job]") {
  job::ItemList items;
  job::Naming naming{"", "out", "-x", ""};
  naming.is_named_by_id = true;
  items.begin_group(naming);
  items.add("a.ark:500", "u2", {job::InputKind::ark, 5, 500});
  items.add("a.ark:100", "u1", {job::InputKind::ark, 5, 100});
  items.add("b.ark:1", "u3", {job::InputKind::ark, 5, 1});
  items.add("cat c.flac |", "u4", {job::InputKind::command});
  items.add("d.tar/e.flac", "u5", {job::InputKind::member, 5, 512, 30});
  items.set_fault("why");
  CHECK_FALSE(items.is_of_file_before(0));
  CHECK(items.is_of_file_before(1));
  CHECK_FALSE(items.is_of_file_before(2));
  for (const std::size_t row : {0U, 1U, 2U, 4U}) items.set_status(row, {1000, false, 7});
  items.estimate_bytes_in_arks();
  CHECK(items.file(0) == "a.ark");
  CHECK(items.file(3).empty());
  CHECK(items.file(4) == "d.tar");
  CHECK(items[0].bytes == 500);
  CHECK(items[1].bytes == 400);
  CHECK(items[2].bytes == 999);
  CHECK(items[3].bytes == -1);
  CHECK(items[4].bytes == 30);
  CHECK(items[4].modified_ns == 7);
  CHECK(items[0].output == "out/u2-x.wav");
  CHECK(items[3].output == "out/u4-x.wav");
  CHECK(items[4].output == "out/u5-x.flac");
  CHECK(job::file_of(items[4]) == "d.tar");
  CHECK(items[3].fault.empty());
  items.keep_only({1, 4});
  CHECK(items[1].fault == "why");
  CHECK(items[0].begin == 100);
}
