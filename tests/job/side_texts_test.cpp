#include "job/side_texts.hpp"

#include "job/refusal.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

job::ItemList items_of(const std::vector<std::string>& names) {
  job::ItemList items;
  items.begin_group({"x.tar", "out", "", "wav"});
  for (const auto& name : names) items.add(name);
  return items;
}

/// The lines of the manifest of outputs that are all done.
std::string lines_of(job::SideTexts& texts, const std::vector<std::string>& names) {
  Record record;
  record.status = Status::done;
  record.output = "out/x.wav";
  record.frames_out = 8000;
  record.sample_rate_out = 16000;
  return texts.manifest_of(items_of(names)).of_outputs([&](std::size_t) { return record; });
}

}  // namespace

TEST_CASE("texts with the same name up to the first dot are in the output's line", "[job]") {
  job::SideTexts texts;
  texts.add("x.tar/a.txt", "old");
  texts.add("x.tar/a.txt", "said \n");
  texts.add("x.tar/a.json", "{\"lang\": \"de\",\n \"duration\": 9, \"offset\": 3}");
  texts.add("x.tar/d/b.cls", "7\n");
  texts.add("x.tar/c.cls", "dog");
  texts.add("x.tar/c.json", "[1]");
  texts.add("x.tar/none.txt", "x");
  CHECK(lines_of(texts, {"a.wav", "d/b.2.flac", "c.ogg", "e.wav"}) ==
        R"({"audio_filepath":"out/x.wav","lang":"de","text":"said ","duration":0.5}
{"audio_filepath":"out/x.wav","cls":7,"duration":0.5}
{"audio_filepath":"out/x.wav","cls":"dog","json":"[1]","duration":0.5}
{"audio_filepath":"out/x.wav","duration":0.5}
)");
  CHECK(texts.unused() == io::LeftOut{{"txt", 1}});
}

TEST_CASE("texts and paths that are not UTF-8 are refused", "[job]") {
  job::SideTexts texts;
  CHECK(test::names(test::refusal([&] { texts.add("x.tar/a.txt", "\xFF"); }), {"x.tar/a.txt"}));
  CHECK(test::names(test::refusal([&] { texts.manifest_of(items_of({"\xFF.wav"})); }), {"\\xff"}));
}
