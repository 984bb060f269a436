#include "mpietl/dispatch/earlier_work.hpp"

#include "mpietl/io/audio/versions.hpp"
#include "support/catch.hpp"

using namespace mpietl;
using namespace mpietl::dispatch;

namespace {

job::ItemList three_items() {
  job::ItemList items;
  job::Naming naming;
  naming.input_folder = "in";
  naming.output_folder = "out";
  items.begin_group(naming);
  for (const char* name : {"a.wav", "b.wav", "c.wav"}) {
    items.add(name);
    items.set_status(items.size() - 1, {100, false});
  }
  return items;
}

/// Outputs that all have 50 bytes.
job::FileSystem all_are_there() {
  job::FileSystem file_system;
  file_system.status = [](std::size_t count, const auto&) {
    return std::vector<io::FileStatus>(count, io::FileStatus{50, false});
  };
  return file_system;
}

Record done(const std::string& fingerprint, std::int64_t bytes_out = 50) {
  Record record;
  record.status = Status::done;
  record.fingerprint = fingerprint;
  record.bytes_out = bytes_out;
  return record;
}

struct Scene {
  job::Job job;
  job::ItemList items = three_items();
  job::Fingerprints fingerprints{job};
  UnitList list{items};
  EarlierWork work{job, list};

  std::string fingerprint(std::size_t item) const { return fingerprints.of(items[item]); }
};

using Indices = std::vector<std::size_t>;

}  // namespace

TEST_CASE("done items of the same work with their outputs are kept", "[dispatch]") {
  Scene scene;
  scene.work.add_record(0, done(scene.fingerprint(0)));
  scene.work.add_record(1, done("of another seed"));
  scene.work.add_record(2, done(scene.fingerprint(2), 49));
  const auto start = std::move(scene.work).resume(all_are_there(), false);
  CHECK(start.kept == 1);
  CHECK(start.state.units == Indices{1, 2});
  CHECK(start.state.records[0].status == Status::done);
  CHECK_FALSE(start.state.records.has(2));
}

TEST_CASE("items read by another version of a decoder are done again", "[dispatch]") {
  Scene scene;
  const auto now = io::decoders().front();
  scene.work.add_record(0, done(job::with_decoder(scene.fingerprint(0), now)));
  scene.work.add_record(1, done(job::with_decoder(scene.fingerprint(1), now + ".1")));
  scene.work.add_record(2, done(job::with_decoder(scene.fingerprint(2), now + ".1")));
  scene.work.add_record(2, done(job::with_decoder(scene.fingerprint(2), now)));
  const auto start = std::move(scene.work).resume(all_are_there(), false);
  CHECK(start.kept == 2);
  CHECK(start.outdated == 1);
  CHECK(start.state.units == Indices{1});
}

TEST_CASE("outputs are found by their paths", "[dispatch]") {
  const Scene scene;
  CHECK(scene.work.item_of("out/b.wav") == 1U);
  CHECK_FALSE(scene.work.item_of("out/d.wav"));
}

TEST_CASE("items during which two runs died are marked failed, unless retried", "[dispatch]") {
  for (const bool retry : {false, true}) {
    Scene scene;
    for (int crash = 0; crash < 2; ++crash) {
      scene.work.add_attempt(1, scene.fingerprint(1), crash + 1);
      scene.work.add_crash(1, scene.fingerprint(1));
    }
    scene.work.add_crash(2, scene.fingerprint(2));
    scene.work.add_crash(2, "of another seed");
    const auto start = std::move(scene.work).resume(all_are_there(), retry);
    CHECK(start.set_aside == (retry ? 0U : 1U));
    CHECK(start.state.units == (retry ? Indices{0, 1, 2} : Indices{0, 2}));
    CHECK(start.state.attempts.at(1) == 2);
    if (retry) continue;
    const auto record = start.state.records[1];
    CHECK(record.status == Status::failed);
    CHECK(record.attempt == 2);
    CHECK(record.error.find("--retry-crashed") != std::string::npos);
  }
}

TEST_CASE("done items are kept even if earlier runs died during them", "[dispatch]") {
  Scene scene;
  for (int crash = 0; crash < 2; ++crash) scene.work.add_crash(1, scene.fingerprint(1));
  scene.work.add_record(1, done(scene.fingerprint(1)));
  const auto start = std::move(scene.work).resume(all_are_there(), false);
  CHECK(start.kept == 1);
  CHECK(start.set_aside == 0);
}

TEST_CASE("a row without an output is identified by place and fingerprint", "[dispatch]") {
  const Scene scene;
  Record row;
  row.index = 2;
  row.fingerprint = scene.fingerprint(2);
  CHECK(scene.work.item_of(row) == 2U);
  row.index = 1;
  CHECK_FALSE(scene.work.item_of(row));
  row.index = 3;
  CHECK_FALSE(scene.work.item_of(row));
  row.index = -1;
  CHECK_FALSE(scene.work.item_of(row));
  row.output = "out/b.wav";
  CHECK(scene.work.item_of(row) == 1U);
}
