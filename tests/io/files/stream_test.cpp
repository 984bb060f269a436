#include <sys/stat.h>

#include <random>

#include "io/files/output_stream.hpp"
#include "io/sample_files.hpp"
#include "support/catch.hpp"
#include "support/scale.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("writes in any order give the file and its digest", "[io]") {
  const test::TemporaryFolder folder;
  std::vector<std::byte> tail;
  for (unsigned seed = 0; seed < (test::is_full_run() ? 40 : 10); ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const std::string path = folder / std::to_string(seed);
    const std::size_t piece =
        seed % 2 == 0 ? 1000 : 300000;        // so half of the files are stored at once
    const std::string before(seed % 3, '-');  // of the file, which are no bytes of the output
    const auto begin = static_cast<std::int64_t>(before.size());
    File file = File::create(path, path);
    file.write(before.data(), before.size());
    io::OutputStream stream(file, tail, begin);
    std::string expected;
    for (int i = 0; i < 30; ++i) {
      const bool is_back = i % 7 == 6;
      std::string bytes(1 + random() % piece, static_cast<char>('a' + i % 26));
      const std::size_t at = is_back ? random() % expected.size() : expected.size();
      stream.seek(static_cast<std::int64_t>(at));
      stream.write(bytes.data(), static_cast<std::int64_t>(bytes.size()));
      expected.resize(std::max(expected.size(), at + bytes.size()));
      expected.replace(at, bytes.size(), bytes);
      if (i == 0) stream.begin_samples({});
    }
    REQUIRE(stream.size() == static_cast<std::int64_t>(expected.size()));
    std::string read_back(expected.size(), '?');
    stream.seek(0);
    REQUIRE(stream.read(read_back.data(), stream.size()) == stream.size());
    CHECK((read_back == expected));
    const auto digest = stream.finish();
    CHECK((test::read_all(path) == before + expected));
    CHECK(digest == hash128(expected, 0));
  }
}

TEST_CASE("files of about one piece are written completely", "[io]") {
  const test::TemporaryFolder folder;
  const auto format = test::wav("pcm_16", 1, 8000);
  constexpr auto limit = static_cast<std::size_t>(io::OutputStream::piece_bytes) / 2;
  for (const std::size_t frames :
       {limit - 23, limit - 22, limit - 21, limit, limit + 1, 3 * limit}) {
    const auto samples = test::ramp(frames);
    const auto written = test::write_sound(folder / "a.wav", format, samples);
    const auto bytes = test::read_all(folder / "a.wav");
    CHECK(bytes.size() == 44 + 2 * frames);
    CHECK(written.bytes == static_cast<std::int64_t>(bytes.size()));
    CHECK(written.digest == hash128(bytes, 0));
    const auto reader = io::open_source(folder / "a.wav");
    CHECK(test::read_sound(*reader).size() == frames);
  }
}

TEST_CASE("reserved space that was not used is released", "[io]") {
  const test::TemporaryFolder folder;
  const auto format = test::wav("float", 1, 8000);
  test::SoundWriter writer(folder / "a.wav", format, {.signal = format.signal(10'000'000)});
  writer.write(test::ramp(1000));
  writer.finish();
  struct stat status {};
  REQUIRE(::stat((folder / "a.wav").c_str(), &status) == 0);
  CHECK(status.st_size < 5000);
  CHECK(status.st_blocks * 512 < 100'000);
}

TEST_CASE("reads of any size at any place return the file's bytes", "[io]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(11);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (const std::size_t size : {0U, 1U, 1000U, 65536U, 65537U, 300000U}) {
    std::string bytes(size, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    test::write_all(folder / "a", bytes);
    const std::string before(size / 2, '<');
    test::write_all(folder / "a", before + bytes + std::string(100'000, '>'));
    const auto begin = static_cast<std::int64_t>(before.size());
    const auto is_part = GENERATE(false, true);
    if (!is_part) test::write_all(folder / "a", bytes);
    io::ReadStream stream(
        File::open(folder / "a"),
        is_part ? io::ByteRange{begin, static_cast<std::int64_t>(size)} : io::ByteRange{});
    REQUIRE(stream.size() == static_cast<std::int64_t>(size));
    std::size_t at = 0;
    for (int i = 0; i < 300; ++i) {
      if (i % 3 == 0) {
        at = below(size + 10);
        stream.seek(static_cast<std::int64_t>(at));
      }
      const std::size_t wanted = i % 5 == 0 ? below(200000) : below(100);
      const std::string expected = at < size ? bytes.substr(at, wanted) : "";
      std::string got(wanted, '?');
      const auto count = stream.read(got.data(), static_cast<std::int64_t>(wanted));
      REQUIRE(count == static_cast<std::int64_t>(expected.size()));
      REQUIRE(got.substr(0, expected.size()) == expected);
      at += expected.size();
      REQUIRE(stream.position() == static_cast<std::int64_t>(at));
    }
  }
}
