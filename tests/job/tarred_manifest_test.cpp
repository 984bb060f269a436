#include "job/refusal.hpp"
#include "mpietl/job/items.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("lines of NeMo's tarred manifest lead to members of the tars", "[job]") {
  const test::TemporaryFolder folder;
  for (const auto* name : {"audio_0.tar", "audio_1.tar"}) test::write_all(folder / name, "");
  auto file_system = job::local_file_system();
  file_system.list_tars = [](const auto& paths, const auto& /*choice*/) {
    std::vector<io::TarContent> contents(paths.size());
    for (std::size_t i = 0; i < contents.size(); ++i) {
      contents[i].members = {{"a.wav", {512, 10 + static_cast<std::int64_t>(i)}},
                             {"b.wav", {2048, 20}}};
    }
    return contents;
  };
  test::write_all(folder / "m.json",
                  R"({"audio_filepath":"a.wav","shard_id":1,"duration":2,"text":"x"}
{"audio_filepath":"b.wav","shard_id":0,"duration":2}
{"audio_filepath":"b.wav","shard_id":0,"duration":2,"text":"again"}
{"audio_filepath":"gone.wav","shard_id":1,"duration":2}
)");
  job::Job job;
  job.paths = {folder / "audio__OP_0..1_CL_.tar"};
  job.manifest = folder / "m.json";
  job.output_dir = "out";
  const auto listing = job::list_items(job, file_system);
  REQUIRE(listing.items.size() == 3);
  const auto first = listing.items[0];
  CHECK(first.input == folder / "audio_1.tar/a.wav");
  CHECK(first.kind == job::InputKind::member);
  CHECK(first.begin == 512);
  CHECK(first.bytes == 11);
  CHECK(first.output == "out/a-transformed.wav");
  CHECK(listing.items[1].input == folder / "audio_0.tar/b.wav");
  CHECK(listing.items[2].input == folder / "audio_1.tar/gone.wav");
  CHECK(listing.items[2].kind == job::InputKind::file);
  CHECK(listing.unlisted == 2);
  CHECK(listing.first_of_manifest() == 0);
}
