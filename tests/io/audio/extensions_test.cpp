#include "mpietl/io/audio/extensions.hpp"

#include "mpietl/io/audio/output_format.hpp"
#include "support/catch.hpp"

using namespace mpietl::io;

namespace {

/// The storage format of a file format and a subtype, as typed.
StorageFormat format_of(const std::string& container, const std::string& subtype) {
  const auto choice =
      output_choice(format_named(container, "format"), subtype_named(subtype, "subtype"));
  return {*choice.file, *choice.subtype};
}

}  // namespace

TEST_CASE("a name that does not match the content gives a warning", "[io]") {
  const auto wav = format_of("wav", "pcm_16");
  for (const char* const name :
       {"a.wav", "b/A.WAV", "a.wave", "a.rf64", "wav", "a", "a.bin", ".mp3"}) {
    CHECK(name_warning(name, wav).empty());
  }
  for (const char* const name : {"a.mp3", "a.flac", "a.aif", "a.oga", "a.wav.voc"}) {
    CHECK_THAT(name_warning(name, wav), Catch::Contains("wav"));
  }
  CHECK_THAT(name_warning("a.wav", format_of("mp3", "mpeg_layer_iii")),
             Catch::Contains("wav") && Catch::Contains("mp3"));
  CHECK(name_warning("a.wav", format_of("rf64", "float")).empty());
  CHECK(name_warning("a.snd", format_of("au", "float")).empty());
}

TEST_CASE("opus is a codec of ogg", "[io]") {
  CHECK(name_warning("a.opus", format_of("opus", "opus")).empty());
  CHECK(name_warning("a.ogg", format_of("opus", "opus")).empty());
  CHECK(name_warning("a.ogg", format_of("ogg", "vorbis")).empty());
  CHECK_THAT(name_warning("a.opus", format_of("ogg", "vorbis")), Catch::Contains("vorbis"));
}

TEST_CASE("audio is recognised by its extension, in any case", "[io]") {
  for (const auto* name :
       {"a.wav", "a.WAV",  "a.flac", "a.ogg", "a.opus", "a.aif", "a.w64", "a.caf",
        "a.au",  "a.sph",  "a.WV1",  "a.wv2", "a.bwf",  "a.mp2", "a.voc", "a.m4a",
        "a.MKV", "a.webm", "a.mp4",  "a.wma", "a.amr",  "a.wv"}) {
    CHECK(has_audio_extension(name));
  }
  for (const auto* name : {"a.txt", "wav", ".wav", "a.wav.txt", "a.raw", "a.vox", "a.mat", "a.htk",
                           "a.iff", "a.ts", "a.dts", ""}) {
    CHECK_FALSE(has_audio_extension(name));
  }
}
