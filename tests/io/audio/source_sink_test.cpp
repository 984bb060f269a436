#include <cerrno>
#include <cstring>
#include <limits>

#include "io/audio/sndfile/header_prediction.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using test::read_sound;
using test::write_sound;

namespace {

struct Tolerance {
  const char* subtype;
  double step;
};

std::uint32_t little_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

}  // namespace

TEST_CASE("written samples are read back, in every WAV subtype", "[io]") {
  const test::TemporaryFolder folder;
  const auto samples = test::ramp(999);
  for (const auto& [subtype, step] :
       {Tolerance{"float", 0.0}, Tolerance{"double", 0.0}, Tolerance{"pcm_u8", 1.0 / 128},
        Tolerance{"pcm_16", 1.0 / 32768}, Tolerance{"pcm_24", 1.0 / 8388608},
        Tolerance{"pcm_32", 1.0 / 8388608}, Tolerance{"ulaw", 0.04}, Tolerance{"alaw", 0.04}}) {
    for (const int channels : {1, 3}) {
      INFO(subtype << ", " << channels << " channels");
      const auto path = folder / "a.wav";
      const auto written = write_sound(path, test::wav(subtype, channels, 8000), samples);
      const auto reader = io::open_source(path);
      CHECK(test::format_of(*reader) == test::wav(subtype, channels, 8000));
      CHECK(reader->info().signal.frames == 999 / channels);
      CHECK(reader->info().bytes == written.bytes);
      const auto back = read_sound(*reader);
      REQUIRE(back.size() == samples.size());
      for (std::size_t i = 0; i < back.size(); ++i) {
        REQUIRE(std::fabs(back[i] - samples[i]) <= step / 2 * 1.001);
      }
      CHECK(reader->warning().empty());
      CHECK(to_hex(written.digest) == to_hex(hash128(test::read_all(path), 0)));
    }
  }
}

TEST_CASE("float samples beyond full scale and NaN are kept", "[io]") {
  const test::TemporaryFolder folder;
  const std::vector<float> samples{3.0F, -1e20F, std::nanf(""),
                                   std::numeric_limits<float>::infinity()};
  const auto written = write_sound(folder / "a.wav", test::wav("float", 1, 8000), samples);
  const auto reader = io::open_source(folder / "a.wav");
  const auto back = read_sound(*reader);
  CHECK(std::memcmp(back.data(), samples.data(), sizeof(float) * samples.size()) == 0);
  CHECK(written.saturated == 0);
  const auto loud = write_sound(folder / "b.wav", test::wav("ulaw", 1, 8000), samples);
  CHECK(loud.saturated == 3);
}

TEST_CASE("the same samples are the same bytes, without a PEAK or PAD chunk", "[io]") {
  const test::TemporaryFolder folder;
  const auto samples = test::ramp(500);
  const auto first = write_sound(folder / "a.wav", test::wav("float", 1, 8000), samples);
  const auto second = write_sound(folder / "b.wav", test::wav("float", 1, 8000), samples);
  CHECK(first.digest == second.digest);
  const auto header = test::read_all(folder / "a.wav").substr(0, 88);
  CHECK(header.find("PEAK") == std::string::npos);
  CHECK(header.find("PAD ") == std::string::npos);
  CHECK(header.find("JUNK") != std::string::npos);
}

TEST_CASE("a header that is known in advance stays in the complete file", "[io]") {
  const test::TemporaryFolder folder;
  const std::int64_t frames = 300'000;  // enough for the writer to find the header out
  const auto samples = test::ramp(static_cast<std::size_t>(frames));
  for (const char* subtype : {"float", "double", "pcm_u8", "pcm_16", "pcm_24", "ulaw"}) {
    INFO(subtype);
    const auto format = test::wav(subtype, 1, 8000);
    test::SoundWriter writer(folder / "a.wav", format, {.signal = format.signal(frames)});
    writer.write(samples);
    const auto digest = writer.finish().digest;
    const auto bytes = test::read_all(folder / "a.wav");
    CHECK(digest == hash128(bytes, 0));
    const auto header = io::predict_header(format.storage, format.signal(frames));
    REQUIRE_FALSE(header.empty());
    CHECK(std::memcmp(header.data(), bytes.data(), header.size()) == 0);
    // With fewer frames than planned, the digest is still right.
    test::SoundWriter shorter(folder / "b.wav", format, {.signal = format.signal(frames + 1)});
    shorter.write(samples);
    CHECK(shorter.finish().digest == digest);
    CHECK(test::read_all(folder / "b.wav") == bytes);
  }
}

TEST_CASE("WAV becomes RF64 only beyond 4 GiB", "[io]") {
  const auto format = io::wav_format("float");
  CHECK(io::with_room_for(format, {2, 48000, 530'000'000}) == format);
  CHECK(io::with_room_for(format, {2, 48000, -1}) == format);
  const auto large = io::with_room_for(format, {2, 48000, 540'000'000});
  CHECK(large == io::StorageFormat{io::FileFormat::rf64, io::Subtype::float_32});
  CHECK(io::is_writable(large, {2, 48000}));
}

TEST_CASE("a file without frames can be written and read", "[io]") {
  const test::TemporaryFolder folder;
  write_sound(folder / "a.wav", test::wav("pcm_16", 2, 8000), {});
  const auto reader = io::open_source(folder / "a.wav");
  CHECK(reader->info().signal.frames == 0);
  CHECK(read_sound(*reader).empty());
}

TEST_CASE("a truncated file is read to its end", "[io]") {
  const test::TemporaryFolder folder;
  write_sound(folder / "a.wav", test::wav("pcm_16", 1, 8000), test::ramp(1000));
  auto bytes = test::read_all(folder / "a.wav");
  const auto data = bytes.find("data");
  REQUIRE(little_endian(bytes, data + 4) == 2000);
  test::write_all(folder / "cut.wav", bytes.substr(0, bytes.size() - 600));
  const auto reader = io::open_source(folder / "cut.wav");
  CHECK(read_sound(*reader).size() == 700);
  CHECK(test::contains(reader->warning(), "2000"));
  CHECK(test::contains(reader->warning(), "1400"));
}

TEST_CASE("too large a size is noticed in every format that declares one", "[io]") {
  using io::ByteOrder;
  using io::FileFormat;
  const test::TemporaryFolder folder;
  for (const auto& format : {io::StorageFormat{FileFormat::wav},
                             {FileFormat::wav, io::Subtype::pcm_16, ByteOrder::big},
                             {FileFormat::wavex},
                             {FileFormat::rf64},
                             {FileFormat::aiff},
                             {FileFormat::w64},
                             {FileFormat::au},
                             {FileFormat::au, io::Subtype::pcm_16, ByteOrder::little}}) {
    INFO(io::describe(format));
    write_sound(folder / "a", {format}, test::ramp(1000));
    const auto whole = io::open_source(folder / "a");
    CHECK(read_sound(*whole).size() == 1000);
    CHECK(whole->warning().empty());
    const auto bytes = test::read_all(folder / "a");
    test::write_all(folder / "cut", bytes.substr(0, bytes.size() - 600));
    const auto cut = io::open_source(folder / "cut");
    CHECK(read_sound(*cut).size() >= 690);
    CHECK_FALSE(cut->warning().empty());
  }
}

TEST_CASE("a streaming header gives no warning", "[io]") {
  const test::TemporaryFolder folder;
  write_sound(folder / "a.wav", test::wav("pcm_16", 1, 8000), test::ramp(1000));
  auto bytes = test::read_all(folder / "a.wav");
  bytes.replace(bytes.find("data") + 4, 4, "\xFF\xFF\xFF\xFF");
  test::write_all(folder / "stream.wav", bytes);
  const auto reader = io::open_source(folder / "stream.wav");
  CHECK(read_sound(*reader).size() == 1000);
  CHECK(reader->warning().empty());
}

TEST_CASE("a WAV file whose header was never completed is read to its end", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto order : {io::ByteOrder::usual, io::ByteOrder::big}) {  // RIFF and RIFX
    const io::StorageFormat format{io::FileFormat::wav, io::Subtype::pcm_16, order};
    write_sound(folder / "a.wav", {format}, test::ramp(1000));
    auto bytes = test::read_all(folder / "a.wav");
    const auto data = bytes.find("data");
    bytes.replace(data + 4, 4, 4, '\0');
    const bool is_big_endian = order == io::ByteOrder::big;
    for (const std::size_t told : {std::size_t{0}, data}) {  // nothing, or the header alone
      const char size = static_cast<char>(told);
      bytes.replace(4, 4, {is_big_endian ? '\0' : size, 0, 0, is_big_endian ? size : '\0'});
      test::write_all(folder / "open.wav", bytes);
      const auto reader = io::open_source(folder / "open.wav");
      CHECK(read_sound(*reader).size() == 1000);
      CHECK(reader->warning().empty());
    }
  }
}

TEST_CASE("a file without audio is refused with the reason", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "text.wav", "This is no audio at all.\n");
  test::write_all(folder / "empty.wav", "");
  CHECK(test::refusal_of(folder / "missing.wav").reason() == Reason::not_found);
  CHECK(test::refusal_of(folder / "empty.wav").reason() == Reason::format);
  CHECK(test::refusal_of(folder / "text.wav").reason() == Reason::format);
  CHECK(test::refusal_of(folder.path()).reason() == system_error("", "", EISDIR).reason());
}

TEST_CASE("a file of one stream has no other", "[io]") {
  const test::TemporaryFolder folder;
  write_sound(folder / "a.wav", {}, test::ramp(10));
  const auto open = [&](const io::StreamChoice& choice) {
    return io::open_source(folder / "a.wav", choice)->info().signal.frames;
  };
  CHECK(open({0, ""}) == 10);
  CHECK(test::failure_of([&] { open({1, ""}); }).reason() == Reason::format);
  CHECK(test::failure_of([&] { open({std::nullopt, "eng"}); }).reason() == Reason::format);
}

TEST_CASE("impossible numbers of frames are refused", "[io]") {
  const test::TemporaryFolder folder;
  const io::StorageFormat wave64_gsm{io::FileFormat::w64, io::Subtype::gsm610};
  write_sound(folder / "a.w64", {wave64_gsm}, test::ramp(1000));
  auto bytes = test::read_all(folder / "a.w64");
  // A negative size, which libsndfile turns into a large number of blocks.
  bytes.replace(bytes.find("data") + 16 + 6, 2, "\xa4\xf5");
  test::write_all(folder / "bad.w64", bytes);
  CHECK(test::refusal_of(folder / "a.w64").reason() == Reason::internal);
  CHECK(test::refusal_of(folder / "bad.w64").reason() == Reason::format);
}

TEST_CASE("a format that cannot be written is refused and leaves no file", "[io]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(test::SoundWriter(folder / "a.wav", test::wav("float", 0, 8000)), Error);
  CHECK(folder.entries() == 0);
}
