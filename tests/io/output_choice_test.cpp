#include "mpietl/io/output_choice.hpp"

#include <sndfile.h>

#include <cstring>

#include "io/containers.hpp"
#include "io/files.hpp"
#include "io/rehearsal.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::int64_t gib = std::int64_t{1} << 30U;

std::string failure(const std::string& format, const std::string& subtype) {
  try {
    io::parse_output_choice(format, subtype);
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::usage);
    return error.what();
  }
  return {};
}

int code_for(const std::string& format, const std::string& subtype, int input_code,
             int sample_rate = 16000) {
  return io::output_format({1, sample_rate, input_code}, io::parse_output_choice(format, subtype))
      .code;
}

bool fits(int code, std::int64_t bytes, std::int64_t frames) {
  try {
    io::check_size({1, 8000, code}, bytes, frames);
    return true;
  } catch (const Error& error) {
    CHECK(error.reason() == Reason::format);
    CHECK(std::string(error.what()).find("--format rf64") != std::string::npos);
    return false;
  }
}

}  // namespace

TEST_CASE("every name of a format and its subtypes is taken, in any case", "[io]") {
  for (const auto& container : io::containers()) {
    const std::string name(container.name);
    INFO(name);
    CHECK(io::extension_of(io::parse_output_choice(name, "same")) == container.extension);
    CHECK(io::parse_output_choice(name, "same").container == container.code);
    CHECK_FALSE(io::names_held(container.code).empty());
  }
  CHECK(io::parse_output_choice("FLAC", "PCM_24") == io::parse_output_choice("flac", "pcm_24"));
  CHECK(io::parse_output_choice("same", "same") == io::OutputChoice{});
}

TEST_CASE("unknown names and combinations are refused with what there is", "[io]") {
  CHECK(failure("wave", "same") == "format: unknown 'wave'; did you mean 'wav'?");
  CHECK(failure("same", "pcm24") == "subtype: unknown 'pcm24'; did you mean 'pcm_24'?");
  CHECK(failure("flac", "float") == "flac cannot hold float; it holds pcm_s8, pcm_16, pcm_24");
  CHECK(failure("opus", "vorbis") == "opus cannot hold vorbis; it holds opus");
  CHECK(failure("wav", "mpeg_layer_iii").find("wav cannot hold mpeg_layer_iii") == 0);
  for (const auto* known : {"same", "wav", "wavex", "rf64"}) {
    CHECK(failure("something else", "same").find(known) != std::string::npos);
  }
}

TEST_CASE("same keeps the input's format, byte order and all", "[io]") {
  for (const int code :
       {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_AIFF | SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE,
        SF_FORMAT_FLAC | SF_FORMAT_PCM_S8, SF_FORMAT_OGG | SF_FORMAT_OPUS}) {
    CHECK(code_for("same", "same", code) == code);
  }
  const int little = SF_FORMAT_AIFF | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE;
  CHECK(code_for("aiff", "pcm_24", little) ==
        (SF_FORMAT_AIFF | SF_FORMAT_PCM_24 | SF_ENDIAN_LITTLE));
  // Little-endian floats have no place in AIFF.
  CHECK(code_for("same", "float", little) == (SF_FORMAT_AIFF | SF_FORMAT_FLOAT));
  CHECK(code_for("caf", "same", little) == (SF_FORMAT_CAF | SF_FORMAT_PCM_16));
}

TEST_CASE("a subtype that is not held becomes the nearest one that is", "[io]") {
  const int ulaw = SF_FORMAT_WAV | SF_FORMAT_ULAW;
  const int real = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
  CHECK(code_for("flac", "same", ulaw) == (SF_FORMAT_FLAC | SF_FORMAT_PCM_16));
  CHECK(code_for("flac", "same", real) == (SF_FORMAT_FLAC | SF_FORMAT_PCM_24));
  CHECK(code_for("flac", "same", SF_FORMAT_WAV | SF_FORMAT_PCM_U8) ==
        (SF_FORMAT_FLAC | SF_FORMAT_PCM_16));
  CHECK(code_for("wav", "same", SF_FORMAT_OGG | SF_FORMAT_VORBIS) == real);
  CHECK(code_for("opus", "same", SF_FORMAT_OGG | SF_FORMAT_VORBIS) ==
        (SF_FORMAT_OGG | SF_FORMAT_OPUS));
  CHECK(code_for("ircam", "same", SF_FORMAT_WAV | SF_FORMAT_PCM_24) ==
        (SF_FORMAT_IRCAM | SF_FORMAT_PCM_32));
  for (const auto& container : io::containers()) {
    for (const auto& subtype : io::subtypes()) {
      INFO(container.name << " for " << subtype.name);
      const int rate = container.name == "xi" ? 44100 : 8000;
      const int code = code_for(std::string(container.name), "same", subtype.code, rate);
      CHECK(io::is_writable({1, rate, code}));
    }
  }
}

TEST_CASE("a container that counts no further than so many bytes or frames", "[io]") {
  CHECK(fits(SF_FORMAT_WAV, 4 * gib - 2'000'000, gib));
  CHECK_FALSE(fits(SF_FORMAT_WAV, 4 * gib - 1000, gib));
  CHECK_FALSE(fits(SF_FORMAT_AIFF, 4 * gib, gib));
  CHECK_FALSE(fits(SF_FORMAT_VOC, 17'000'000, 17'000'000));
  CHECK_FALSE(fits(SF_FORMAT_SDS, 100'000'000, 1 << 21));
  CHECK_FALSE(fits(SF_FORMAT_HTK, 2 * gib, 2 * gib));
  for (const int code : {SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_CAF, SF_FORMAT_AU}) {
    CHECK(fits(code, 1000 * gib, 100 * gib));
  }
}

TEST_CASE("what has no room is refused before anything is made", "[io]") {
  const test::TemporaryFolder folder;
  io::EncodeBuffer buffer;
  const auto begin = [&](int code, std::int64_t frames) {
    const io::SoundWriter writer(test::destination(folder / "a"), {1, 8000, code}, buffer,
                                 {.frames = frames});
  };
  CHECK_THROWS_WITH(begin(SF_FORMAT_AIFF | SF_FORMAT_FLOAT, 2 * gib),
                    Catch::Contains("aiff file holds no more than 4.29 GB"));
  CHECK_THROWS_WITH(begin(SF_FORMAT_VOC | SF_FORMAT_PCM_16, 10'000'000),
                    Catch::Contains("--format rf64"));
  CHECK(folder.entries() == 0);
  begin(SF_FORMAT_WAV | SF_FORMAT_FLOAT, 2 * gib);  // becomes RF64
}

TEST_CASE("more than a container counts is refused also when it comes unannounced", "[io]") {
  const test::TemporaryFolder folder;
  const std::vector<float> silence(1 << 20U);
  const auto fill = [&](const io::Planned& planned) {
    io::EncodeBuffer buffer;
    io::SoundWriter writer(test::destination(folder / "a.voc"),
                           {1, 8000, SF_FORMAT_VOC | SF_FORMAT_PCM_16}, buffer, planned);
    for (int i = 0; i < 9; ++i) writer.write(silence);
  };
  CHECK_THROWS_AS(fill({}), Error);
  CHECK_THROWS_AS(fill({.frames = 1000}), Error);
  CHECK(folder.entries() == 0);
}

TEST_CASE("the header of an RF64 file of more than 4 GiB counts in 64 bits", "[io]") {
  const std::int64_t frames = 3 * gib;
  const auto header = io::final_header({2, 48000, SF_FORMAT_RF64 | SF_FORMAT_FLOAT}, frames);
  REQUIRE(header.size() > 48);
  const auto number = [&](std::size_t at) {
    std::int64_t value = 0;
    std::memcpy(&value, header.data() + at, sizeof value);
    return value;
  };
  CHECK(std::memcmp(header.data(), "RF64\xFF\xFF\xFF\xFFWAVEds64", 16) == 0);
  CHECK(number(20) == frames * 8 + static_cast<std::int64_t>(header.size()) - 8);
  CHECK(number(28) == frames * 8);
  CHECK(number(36) == frames);
}

TEST_CASE("the size that is estimated is exact for plain samples", "[io]") {
  CHECK(io::estimated_bytes({2, 8000, SF_FORMAT_WAV | SF_FORMAT_PCM_24}, 1000) == 6000);
  CHECK(io::estimated_bytes({1, 8000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16}, 1000) == 1400);
  CHECK(io::estimated_bytes({1, 8000, SF_FORMAT_OGG | SF_FORMAT_VORBIS}, 1000) == 200);
  CHECK(io::estimated_bytes({1, 8000, SF_FORMAT_WAV | SF_FORMAT_PCM_24}, -1) == 0);
}

TEST_CASE("what a header holds of a sample rate", "[io]") {
  CHECK(io::rate_as_stored({1, 16000, SF_FORMAT_HTK | SF_FORMAT_PCM_16}) == 16000);
  CHECK(io::rate_as_stored({1, 44100, SF_FORMAT_HTK | SF_FORMAT_PCM_16}) == 44247);
  CHECK_THROWS_WITH(code_for("htk", "same", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100),
                    Catch::Contains("cannot hold 44100 Hz, it would become 44247"));
  CHECK_THROWS_WITH(code_for("opus", "same", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100),
                    Catch::Contains("only 8000 12000 16000 24000 48000"));
}

TEST_CASE("Vorbis beyond what its encoder takes is refused before anything is made", "[io]") {
  constexpr int ogg_vorbis = 0x200060;
  const test::TemporaryFolder folder;
  io::EncodeBuffer buffer;
  for (const auto& format : {io::AudioFormat{1, 200'001, ogg_vorbis}, {256, 48000, ogg_vorbis}}) {
    CHECK_THROWS_AS(io::SoundWriter(test::destination(folder / "a.ogg"), format, buffer), Error);
    CHECK_THROWS_AS(io::output_format(format, {}), Error);
  }
  CHECK(folder.entries() == 0);
  test::write_sound(folder / "a.ogg", {1, 200'000, ogg_vorbis}, test::ramp(1000));
}
