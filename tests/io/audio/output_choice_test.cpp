#include <sndfile.h>

#include <algorithm>

#include "io/audio/containers.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

constexpr std::int64_t gib = std::int64_t{1} << 30U;

io::OutputChoice choice_of(const std::string& format, const std::string& subtype) {
  return io::output_choice(io::container_named(format, "format"),
                           io::subtype_named(subtype, "subtype"));
}

/// Whether the choice is refused, with a text that has all of `parts`.
bool is_refused(const std::string& format, const std::string& subtype,
                const std::vector<std::string>& parts) {
  const auto error = test::failure_of([&] { choice_of(format, subtype); });
  const std::string text = error.what();
  return error.reason() == Reason::usage &&
         std::ranges::all_of(parts, [&](const auto& part) { return test::contains(text, part); });
}

int code_for(const std::string& format, const std::string& subtype, int input_code,
             int sample_rate = 16000) {
  return io::output_format({1, sample_rate, input_code}, choice_of(format, subtype)).code;
}

bool fits(int code, std::int64_t bytes) {
  const auto error = test::failure_of([&] { io::check_size({1, 8000, code}, bytes); });
  if (error.reason() == Reason::internal) return true;
  CHECK(error.reason() == Reason::format);
  CHECK(test::contains(error.what(), "--format rf64"));
  return false;
}

}  // namespace

TEST_CASE("every name of a format and its subtypes is taken, in any case", "[io]") {
  for (const auto& container : io::containers()) {
    const std::string name(container.name);
    INFO(name);
    CHECK(io::extension_of(choice_of(name, "same")) == container.extension);
    CHECK(choice_of(name, "same").container == container.code);
    CHECK_FALSE(io::names_held(container.code).empty());
  }
  CHECK(choice_of("FLAC", "PCM_24") == choice_of("flac", "pcm_24"));
  CHECK(choice_of("same", "same") == io::OutputChoice{});
}

TEST_CASE("unknown names and combinations are refused with what there is", "[io]") {
  CHECK(is_refused("wave", "same", {"'wave'", "'wav'"}));
  CHECK(is_refused("same", "pcm24", {"'pcm24'", "'pcm_24'"}));
  CHECK(is_refused("flac", "float", {"pcm_s8, pcm_16, pcm_24"}));
  CHECK(is_refused("opus", "vorbis", {"opus"}));
  CHECK(is_refused("wav", "mpeg_layer_iii", {"mpeg_layer_iii", "pcm_24"}));
  CHECK(is_refused("something else", "same", {"same", "wav", "wavex", "rf64"}));
  CHECK(is_refused("voc", "same", {"'voc'"}));
}

TEST_CASE("an input of a format that is only read needs another for its output", "[io]") {
  for (const int container : {SF_FORMAT_VOC, SF_FORMAT_IRCAM, SF_FORMAT_NIST, SF_FORMAT_SDS}) {
    const io::AudioFormat input{1, 8000, container | SF_FORMAT_PCM_16};
    CHECK_FALSE(io::is_writable(input));
    for (const auto* subtype : {"same", "pcm_24"}) {
      const auto error =
          test::failure_of([&] { io::output_format(input, choice_of("same", subtype)); });
      CHECK(error.reason() == Reason::format);
      CHECK(test::contains(error.what(), "--format wav"));
    }
    CHECK(code_for("wav", "same", input.code) == (SF_FORMAT_WAV | SF_FORMAT_PCM_16));
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
  for (const auto& container : io::containers()) {
    for (const auto& subtype : io::subtypes()) {
      INFO(container.name << " for " << subtype.name);
      const int code = code_for(std::string(container.name), "same", subtype.code, 8000);
      CHECK(io::is_writable({1, 8000, code}));
    }
  }
}

TEST_CASE("a container that counts no further than so many bytes", "[io]") {
  CHECK(fits(SF_FORMAT_WAV, 4 * gib - 20'000'000));
  CHECK_FALSE(fits(SF_FORMAT_WAV, 4 * gib - 1000));
  CHECK_FALSE(fits(SF_FORMAT_AIFF, 4 * gib));
  for (const int code : {SF_FORMAT_RF64, SF_FORMAT_W64, SF_FORMAT_CAF, SF_FORMAT_AU}) {
    CHECK(fits(code, 1000 * gib));
  }
}

TEST_CASE("what has no room is refused before anything is made", "[io]") {
  const test::TemporaryFolder folder;
  io::EncodeBuffer buffer;
  const auto begin = [&](int code, std::int64_t frames) {
    const io::SoundWriter writer(test::destination(folder / "a"), {1, 8000, code}, buffer,
                                 {.frames = frames});
  };
  const auto error = test::failure_of([&] { begin(SF_FORMAT_AIFF | SF_FORMAT_FLOAT, 2 * gib); });
  CHECK(error.reason() == Reason::format);
  CHECK(test::contains(error.what(), "--format rf64"));
  CHECK(folder.entries() == 0);
  begin(SF_FORMAT_WAV | SF_FORMAT_FLOAT, 2 * gib);  // becomes RF64
}

TEST_CASE("the size that is estimated is exact for plain samples", "[io]") {
  CHECK(io::estimated_bytes({2, 8000, SF_FORMAT_WAV | SF_FORMAT_PCM_24}, 1000) == 6000);
  CHECK(io::estimated_bytes({1, 8000, SF_FORMAT_FLAC | SF_FORMAT_PCM_16}, 1000) == 1400);
  CHECK(io::estimated_bytes({1, 8000, SF_FORMAT_OGG | SF_FORMAT_VORBIS}, 1000) == 200);
  CHECK(io::estimated_bytes({1, 8000, SF_FORMAT_WAV | SF_FORMAT_PCM_24}, -1) == 0);
}

TEST_CASE("a rate that an encoder does not take is refused with those that it takes", "[io]") {
  const auto error =
      test::failure_of([] { code_for("opus", "same", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 44100); });
  CHECK(error.reason() == Reason::format);
  CHECK(test::contains(error.what(), "8000 12000 16000 24000 48000"));
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
