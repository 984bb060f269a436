#include "mpietl/run/process_item.hpp"

#include <cerrno>
#include <cmath>
#include <cstring>

#include "io/sample_files.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/fingerprint.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/run/activity.hpp"
#include "run/process_all.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/file_size_limit.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

class Fixture {
 public:
  Record process(const std::string& name) {
    const auto input = folder / name;
    const auto bytes = io::file_bytes(input);
    return run::process_item({0, input, folder / ("out-" + name), name, bytes}, context, workspace);
  }

  /// Files f0.wav, f1.wav, … become of0.wav, of1.wav, ….
  std::vector<Record> process_in_team(std::size_t files, int threads) const {
    std::vector<job::Item> items;
    for (std::size_t i = 0; i < files; ++i) {
      const auto name = "f" + std::to_string(i) + ".wav";
      items.push_back(
          {static_cast<std::int64_t>(i), folder / name, folder / ("o" + name), name, -1});
    }
    return test::process_all(items, context, threads);
  }

  test::TemporaryFolder folder;
  std::vector<audio::TransformSpec> specs{{"gaussian_noise", {{"stddev", 0.5}}}, {"clip", {}}};
  audio::Chain chain{specs};
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
  run::EtlContext context{
      chain, 7, Durability::cached, {JobClock(), counters, supervision}, open_items};
  run::Workspace workspace;
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a file is read, changed and written, and measured", "[run]") {
  const auto samples = test::ramp(100001 * 2);
  test::write_sound(folder / "a.wav", test::wav("float", 2, 16000), samples);
  const auto record = process("a.wav");
  CHECK(record.error.empty());
  CHECK(record.status == Status::done);
  CHECK(record.frames == 100001);
  CHECK(record.channels == 2);
  CHECK(record.sample_rate == 16000);
  CHECK(record.bytes_in == static_cast<std::int64_t>(std::filesystem::file_size(folder / "a.wav")));
  CHECK(record.bytes_out ==
        static_cast<std::int64_t>(std::filesystem::file_size(folder / "out-a.wav")));
  CHECK(record.peak_in == Approx(0.8).epsilon(0.01));
  CHECK(record.peak_out == 1.0);
  CHECK(record.rms_in == Approx(0.8 / std::sqrt(2.0)).epsilon(0.01));
  CHECK(record.clipped > 1000);
  CHECK(record.saturated == 0);
  CHECK(record.digest == to_hex(hash128(test::read_all(folder / "out-a.wav"), 0)));
  for (const double stage : {record.open_seconds, record.read_seconds, record.transform_seconds,
                             record.write_seconds, record.close_seconds}) {
    CHECK(stage > 0.0);
  }
  CHECK(record.total_seconds >= busy_seconds(record));
  CHECK(counters.items == 1);
  CHECK(counters.bytes == record.bytes_in);
}

TEST_CASE_METHOD(Fixture, "a thread shows its current step, and nothing when it is done", "[run]") {
  run::Activity activity;
  workspace.activity = &activity;
  test::write_sound(folder / "a.wav", test::wav("float", 1, 16000), test::ramp(5000));
  CHECK(process("a.wav").status == Status::done);
  CHECK(activity.transform == 1);  // the last one
  CHECK(test::contains(activity.decoder.data(), "libsndfile"));
  CHECK(activity.step == run::Step::none);
  CHECK(activity.item == -1);
}

TEST_CASE_METHOD(Fixture, "the output is the chain's for all sizes of blocks", "[run]") {
  auto samples = test::ramp(70000);
  test::write_sound(folder / "a.wav", test::wav("float", 1, 8000), samples);
  REQUIRE(process("a.wav").status == Status::done);
  audio::Measures measures;
  const audio::ItemChain decided(chain, job::stream_of({0, "", "", "a.wav", 0}, 7), {});
  decided.apply({samples}, measures);
  const auto reader = io::open_source(folder / "out-a.wav");
  CHECK(test::read_sound(*reader) == samples);
}

TEST_CASE_METHOD(Fixture, "a failure gives a row with the reason, and leaves no file", "[run]") {
  test::write_all(folder / "text.wav", "no audio");
  const auto record = process("text.wav");
  CHECK(record.status == Status::failed);
  CHECK_FALSE(record.error.empty());
  CHECK(record.bytes_out == -1);
  CHECK(process("missing.wav").error.find(std::strerror(ENOENT)) != std::string::npos);
  CHECK(counters.failed == 2);
  CHECK(counters.bytes == 8);
  CHECK(folder.entries() == 1);
}

TEST_CASE_METHOD(Fixture, "samples that are not finite are counted in a warning", "[run]") {
  std::vector<float> samples(100, 0.1F);
  samples[7] = std::nanf("");
  samples[8] = -std::numeric_limits<float>::infinity();
  test::write_sound(folder / "a.wav", test::wav("float", 1, 8000), samples);
  const auto record = process("a.wav");
  CHECK(record.status == Status::done);
  CHECK(record.not_finite == 2);
  CHECK_FALSE(record.warning.empty());
  const auto reader = io::open_source(folder / "out-a.wav");
  const auto back = test::read_sound(*reader);
  CHECK(std::isnan(back[7]));
  CHECK(back[8] == -1.0F);
}

TEST_CASE_METHOD(Fixture, "a segment beyond the end of its file has a warning", "[run]") {
  test::write_sound(folder / "a.wav", test::wav("float", 1, 8000), test::ramp(8000));
  const auto warning_of = [&](double offset_seconds, double duration_seconds) {
    job::Item item{0, folder / "a.wav", folder / "out-a.wav", "a.wav", -1};
    item.offset_seconds = offset_seconds;
    item.duration_seconds = duration_seconds;
    return run::process_item(item, context, workspace).warning;
  };
  CHECK(test::contains(warning_of(0.25, 2.0), "0.75 s instead of 2 s"));
  CHECK(warning_of(0.25, 0.75).empty());
  CHECK(warning_of(0.25, -1.0).empty());
  CHECK(warning_of(0.5, 0.504).empty());  // rounded to hundredths
  CHECK_FALSE(warning_of(0.5, 0.52).empty());
}

TEST_CASE_METHOD(Fixture, "an empty segment is an error", "[run]") {
  test::write_sound(folder / "a.wav", test::wav("float", 1, 8000), {});
  job::Item item{0, folder / "a.wav", folder / "out-a.wav", "a.wav", -1};
  item.duration_seconds = 0.005;
  const auto record = run::process_item(item, context, workspace);
  CHECK(record.status == Status::done);
  CHECK_FALSE(record.warning.empty());
}

TEST_CASE_METHOD(Fixture, "several threads share chain and counters", "[run]") {
  constexpr std::size_t files = 24;
  for (std::size_t i = 0; i < files; ++i) {
    test::write_sound(folder / ("f" + std::to_string(i) + ".wav"), test::wav("pcm_16", 1, 8000),
                      test::ramp(3000 + i));
  }
  const auto records = process_in_team(files, 4);
  for (std::size_t i = 0; i < files; ++i) {
    CHECK(records[i].error.empty());
    CHECK(records[i].frames == static_cast<std::int64_t>(3000 + i));
  }
  CHECK(counters.items == files);
}

TEST_CASE_METHOD(Fixture, "a large file is shared among threads, with the same result", "[run]") {
  test::write_sound(folder / "f0.wav", test::wav("float", 2, 8000), test::ramp(1'200'000));
  const auto alone = process_in_team(1, 1).front();
  const auto bytes = test::read_all(folder / "of0.wav");
  for (const int threads : {2, 3, 8}) {
    const auto shared = process_in_team(1, threads).front();
    CHECK(shared.error.empty());
    CHECK(shared.digest == alone.digest);
    CHECK(shared.rms_out == alone.rms_out);
    CHECK(shared.clipped == alone.clipped);
    CHECK(shared.frames == alone.frames);
    CHECK(test::read_all(folder / "of0.wav") == bytes);
  }
}

TEST_CASE_METHOD(Fixture, "a shared file that cannot be written fails once and leaves no file",
                 "[run]") {
  test::write_sound(folder / "f0.wav", test::wav("float", 1, 8000), test::ramp(2'000'000));
  const auto record = [&] {
    const test::FileSizeLimit limit(4'000'000);
    return process_in_team(1, 4).front();
  }();
  CHECK(record.status == Status::skipped);
  REQUIRE(supervision.host_failure.get());
  CHECK(supervision.host_failure.get()->reason == Reason::no_space);
  CHECK(record.frames > 0);
  CHECK(folder.entries() == 1);
}

TEST_CASE("only the fingerprints of done items include the decoder", "[run]") {
  const test::TemporaryFolder folder;
  job::Job job;
  const job::Fingerprints fingerprints(job);
  const audio::Chain unchanged(job.transforms);
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
  run::Workspace workspace;
  const run::EtlContext context{
      .chain = unchanged,
      .common = {.clock = JobClock(), .counters = counters, .supervision = supervision},
      .open_items = open_items};
  job::Item item{0, folder / "a.flac", folder / "out.flac", "a"};
  item.fingerprint = fingerprints.of(item);
  CHECK(run::process_item(item, context, workspace).fingerprint == item.fingerprint);
  test::write_sound(item.input, {{io::FileFormat::flac, io::Subtype::pcm_16}}, test::ramp(100));
  const auto decoder = io::open_source(item.input)->info().decoder;
  CHECK(decoder.starts_with("libsndfile"));
  const auto record = run::process_item(item, context, workspace);
  CHECK(record.fingerprint == job::with_decoder(item.fingerprint, decoder));
  CHECK(fingerprints.is_current(item, record.fingerprint));
}

TEST_CASE("a tone is written with the requested number of frames", "[run]") {
  const test::TemporaryFolder folder;
  job::Tones tones;
  tones.duration_seconds = 1.5;
  tones.amplitude = 0.5;
  tones.channels = 2;
  tones.subtype = {"pcm_24", io::Subtype::pcm_24};
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
  run::Workspace workspace;
  const audio::Chain unchanged(std::vector<audio::TransformSpec>{});
  const run::EtlContext context{.chain = unchanged,
                                .common = {JobClock(), counters, supervision},
                                .open_items = open_items,
                                .open = [&](const job::Item&) { return job::tone_source(tones); }};
  const auto path = folder / "t.wav";
  const auto record = run::process_item({0, path, path, path, 1000}, context, workspace);
  CHECK(record.status == Status::done);
  const auto reader = io::open_source(path);
  CHECK(reader->info().signal.frames == 66150);
  CHECK(test::format_of(*reader) == test::wav("pcm_24", 2, 44100));
}
