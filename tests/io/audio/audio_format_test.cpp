#include "mpietl/io/audio/audio_format.hpp"

#include "support/catch.hpp"

using namespace mpietl::io;

namespace {

/// A format of a container and a subtype, as both are typed.
AudioFormat format_of(const std::string& container, const std::string& subtype) {
  const auto choice =
      output_choice(container_named(container, "format"), subtype_named(subtype, "subtype"));
  return {1, 48000, choice.container | choice.subtype};
}

}  // namespace

TEST_CASE("a name that says another container than the content has is told of", "[io]") {
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

TEST_CASE("opus is one codec of ogg", "[io]") {
  CHECK(name_warning("a.opus", format_of("opus", "opus")).empty());
  CHECK(name_warning("a.ogg", format_of("opus", "opus")).empty());
  CHECK(name_warning("a.ogg", format_of("ogg", "vorbis")).empty());
  CHECK_THAT(name_warning("a.opus", format_of("ogg", "vorbis")), Catch::Contains("vorbis"));
}
