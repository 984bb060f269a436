#include "io/audio/layout.hpp"

#include <fstream>

#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::size_t frames = 1000;
constexpr std::size_t data_at = 36;  // where the chunk of samples begins, in a file of make_wav()

std::string little_endian(std::uint64_t value, std::size_t length = 4) {
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}

/// A WAV file of 16-bit samples whose header declares `declared` bytes of samples.
std::string make_wav(const test::TemporaryFolder& folder, std::uint64_t declared,
                     const std::string& behind = {}) {
  test::write_sound(folder / "made.wav", test::wav("pcm_16", 1, 8000), test::ramp(frames));
  auto bytes = test::read_all(folder / "made.wav") + behind;
  bytes.replace(data_at + 4, 4, little_endian(declared));
  return bytes.replace(4, 4, little_endian(bytes.size() - 8));
}

struct Read {
  std::size_t frames = 0;
  std::string warning;
};

Read read(const test::TemporaryFolder& folder, const std::string& bytes) {
  test::write_all(folder / "a", bytes);
  const auto reader = io::open_source(folder / "a");
  const auto samples = test::read_sound(*reader);
  return {samples.size() / static_cast<std::size_t>(reader->info().signal.channels),
          reader->warning()};
}

std::string chunk(const std::string& name, const std::string& body) {
  return name + little_endian(body.size()) + body;
}

const std::string info_list = chunk("LIST", "INFOISFT" + little_endian(4) + "test");
const std::string tag = "TAG" + std::string(125, 'x');  // ID3v1

}  // namespace

TEST_CASE("samples after those that a WAV header declares are read, with a warning", "[io]") {
  const test::TemporaryFolder folder;
  for (const std::uint64_t declared : {100U, 2U, 1990U, 1000U}) {
    INFO(declared);
    const auto found = read(folder, make_wav(folder, declared));
    CHECK(found.frames == frames);
    CHECK(test::contains(found.warning, std::to_string(declared)));
  }
}

TEST_CASE("an open size, as in a pipe, gives no warning", "[io]") {
  const test::TemporaryFolder folder;
  for (const std::uint64_t declared : {0U, 0x7FFFF000U, 0x7FFFFFFFU, 0x7FFFFFDBU, 0xFFFFFFFFU}) {
    INFO(declared);
    const auto found = read(folder, make_wav(folder, declared));
    CHECK(found.frames == frames);
    CHECK(found.warning.empty());
  }
}

TEST_CASE("chunks after the samples are not read as samples", "[io]") {
  const test::TemporaryFolder folder;
  const auto all = 2 * frames;
  for (const auto& behind : {info_list, chunk("zzzz", "unknown!"), chunk("abcd", "") + info_list,
                             chunk("zzzz", "with a tag") + tag}) {
    const auto found = read(folder, make_wav(folder, all, behind));
    CHECK(found.frames == frames);
    CHECK(found.warning.empty());
  }
  // A file without samples, but with a chunk after them.
  const auto whole = make_wav(folder, 0);
  const auto none = read(folder, whole.substr(0, data_at + 8) + info_list);
  CHECK(none.frames == 0);
  CHECK(none.warning.empty());
}

TEST_CASE("ignored bytes after the samples give a warning", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto& behind : {tag, std::string(512, '\0'), chunk("data", std::string(300, 'x')),
                             info_list + chunk("data", std::string(300, 'x'))}) {
    const auto found = read(folder, make_wav(folder, 2 * frames, behind));
    CHECK(found.frames == frames);
    CHECK_FALSE(found.warning.empty());
  }
}

TEST_CASE("a tag before a file does not shorten it", "[io]") {
  const test::TemporaryFolder folder;
  const std::string id3 = std::string("ID3\3\0\0\0\0\2\54", 10) + std::string(300, 'x');
  for (const auto file : {io::FileFormat::wav, io::FileFormat::aiff, io::FileFormat::flac}) {
    test::write_sound(folder / "plain", {{file, io::Subtype::pcm_16}}, test::ramp(frames));
    const auto found = read(folder, id3 + id3 + test::read_all(folder / "plain"));
    CHECK(found.frames == frames);
    CHECK(found.warning.empty());
  }
}

TEST_CASE("samples beyond 4 GiB are read despite a 32-bit header", "[io]") {
  const test::TemporaryFolder folder;
  constexpr std::uint64_t bytes = (std::uint64_t{9} << 29U);  // 4.5 GiB, of which few are stored
  for (const std::uint64_t declared : {bytes & 0xFFFFFFFF, std::uint64_t{0xFFFFFFFF}}) {
    test::write_all(folder / "large.wav", make_wav(folder, declared));
    std::filesystem::resize_file(folder / "large.wav", data_at + 8 + bytes);
    const auto reader = io::open_source(folder / "large.wav");
    CHECK(reader->info().signal.frames == static_cast<std::int64_t>(bytes / 2));
  }
}

TEST_CASE("an invalid rate is refused and named", "[io]") {
  const test::TemporaryFolder folder;
  for (const std::uint64_t rate : {std::uint64_t{0}, std::uint64_t{3'000'000'000}}) {
    test::write_all(folder / "a.wav",
                    make_wav(folder, 2 * frames).replace(24, 4, little_endian(rate)));
    const auto refusal = test::refusal_of(folder / "a.wav");
    CHECK(refusal.reason() == Reason::format);
    CHECK(test::contains(refusal.what(), std::to_string(rate)));
  }
}

TEST_CASE("a chunk with an unprintable name is dropped with a warning", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto* const name : {"good", "ba\1d"}) {
    INFO(name);
    test::write_all(folder / "in.wav",
                    make_wav(folder, 2 * frames, info_list + chunk(name, "some text!")));
    const auto reader = io::open_source(folder / "in.wav");
    test::SoundWriter writer(folder / "out.wav", test::format_of(*reader),
                             {.metadata = reader->metadata()});
    writer.write(test::read_sound(*reader));
    CHECK(writer.finish().warning.empty() == (std::string(name) == "good"));
    const auto again = io::open_source(folder / "out.wav");
    CHECK(test::read_sound(*again).size() == frames);
    CHECK(again->warning().empty());
  }
}
