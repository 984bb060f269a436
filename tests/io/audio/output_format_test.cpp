#include <algorithm>

#include "io/audio/formats.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using io::ByteOrder;
using io::FileFormat;
using io::StorageFormat;
using io::Subtype;

namespace {

constexpr std::int64_t gib = std::int64_t{1} << 30U;

io::OutputChoice choice_of(const std::string& format, const std::string& subtype) {
  return io::output_choice(io::format_named(format, "format"),
                           io::subtype_named(subtype, "subtype"));
}

/// Whether the choice is refused, with a message that contains all of `parts`.
bool is_refused(const std::string& format, const std::string& subtype,
                const std::vector<std::string>& parts) {
  const auto error = test::failure_of([&] { choice_of(format, subtype); });
  const std::string text = error.what();
  return error.reason() == Reason::usage &&
         std::ranges::all_of(parts, [&](const auto& part) { return test::contains(text, part); });
}

StorageFormat format_for(const std::string& format, const std::string& subtype,
                         const StorageFormat& input, int sample_rate = 16000) {
  return io::output_format(input, {1, sample_rate}, choice_of(format, subtype));
}

bool fits(FileFormat file, std::int64_t bytes) {
  const auto error = test::failure_of([&] { io::check_size({file, Subtype::pcm_16}, bytes); });
  if (error.reason() == Reason::internal) return true;
  CHECK(error.reason() == Reason::format);
  CHECK(test::contains(error.what(), "--format rf64"));
  return false;
}

}  // namespace

TEST_CASE("names that mean something elsewhere are explained", "[io]") {
  CHECK(is_refused("m4a", "same", {"flac", "mpietl map"}));
  CHECK(is_refused("flc", "same", {"'flac'"}));
  for (const auto* bits : {"16", "s16le", "int16", "16bit"}) {
    CHECK(is_refused("same", bits, {"'pcm_16'"}));
  }
  CHECK(is_refused("same", "float32", {"'float'"}));
  CHECK(is_refused("same", "f64", {"'double'"}));
  CHECK(is_refused("same", "12", {"dwvw_12"}));
}

TEST_CASE("every name of a format and its subtypes is accepted, in any case", "[io]") {
  for (const auto& format : io::output_formats()) {
    const std::string name(format.name);
    INFO(name);
    CHECK(choice_of(name, "same").extension == format.extension);
    CHECK(choice_of(name, "same").file == format.file);
    CHECK_FALSE(io::names_held(format.file).empty());
  }
  CHECK(choice_of("FLAC", "PCM_24") == choice_of("flac", "pcm_24"));
  CHECK(choice_of("same", "same") == io::OutputChoice{});
}

TEST_CASE("unknown names and combinations are refused with the known ones", "[io]") {
  CHECK(is_refused("wave", "same", {"'wave'", "'wav'"}));
  CHECK(is_refused("same", "pcm24", {"'pcm24'", "'pcm_24'"}));
  CHECK(is_refused("flac", "float", {"pcm_s8, pcm_16, pcm_24"}));
  CHECK(is_refused("opus", "vorbis", {"opus"}));
  CHECK(is_refused("wav", "mpeg_layer_iii", {"mpeg_layer_iii", "pcm_24"}));
  CHECK(is_refused("something else", "same", {"same", "wav", "wavex", "rf64"}));
  CHECK(is_refused("voc", "same", {"'voc'"}));
}

TEST_CASE("an input of a read-only format needs another output format", "[io]") {
  for (const auto file : {FileFormat::voc, FileFormat::ircam, FileFormat::nist, FileFormat::sds}) {
    const StorageFormat input{file, Subtype::pcm_16};
    CHECK_FALSE(io::is_writable(input, {1, 8000}));
    for (const auto* subtype : {"same", "pcm_24"}) {
      const auto error = test::failure_of([&] { format_for("same", subtype, input); });
      CHECK(error.reason() == Reason::format);
      CHECK(test::contains(error.what(), "--format wav"));
    }
    CHECK(format_for("wav", "same", input) == StorageFormat{FileFormat::wav, Subtype::pcm_16});
  }
}

TEST_CASE("same keeps the input's format, byte order and all", "[io]") {
  const StorageFormat little{FileFormat::aiff, Subtype::pcm_16, ByteOrder::little};
  for (const auto& format : {StorageFormat{FileFormat::wav, Subtype::pcm_16}, little,
                             StorageFormat{FileFormat::flac, Subtype::pcm_s8},
                             StorageFormat{FileFormat::ogg, Subtype::opus}}) {
    CHECK(format_for("same", "same", format) == format);
  }
  CHECK(format_for("aiff", "pcm_24", little) ==
        StorageFormat{FileFormat::aiff, Subtype::pcm_24, ByteOrder::little});
  // AIFF does not support little-endian floats.
  CHECK(format_for("same", "float", little) == StorageFormat{FileFormat::aiff, Subtype::float_32});
  CHECK(format_for("caf", "same", little) == StorageFormat{FileFormat::caf, Subtype::pcm_16});
}

TEST_CASE("an unsupported subtype becomes the nearest supported one", "[io]") {
  const StorageFormat ulaw{FileFormat::wav, Subtype::ulaw};
  const StorageFormat real{FileFormat::wav, Subtype::float_32};
  const StorageFormat vorbis{FileFormat::ogg, Subtype::vorbis};
  CHECK(format_for("flac", "same", ulaw) == StorageFormat{FileFormat::flac, Subtype::pcm_16});
  CHECK(format_for("flac", "same", real) == StorageFormat{FileFormat::flac, Subtype::pcm_24});
  CHECK(format_for("flac", "same", {FileFormat::wav, Subtype::pcm_u8}) ==
        StorageFormat{FileFormat::flac, Subtype::pcm_16});
  CHECK(format_for("wav", "same", vorbis) == real);
  CHECK(format_for("opus", "same", vorbis) == StorageFormat{FileFormat::ogg, Subtype::opus});
  for (const auto& format : io::output_formats()) {
    for (const auto& subtype : io::output_subtypes()) {
      INFO(format.name << " for " << subtype.name);
      const StorageFormat input{FileFormat::unknown, subtype.subtype};
      CHECK(io::is_writable(format_for(std::string(format.name), "same", input, 8000), {1, 8000}));
    }
  }
}

TEST_CASE("a file beyond the limit of its format is refused", "[io]") {
  CHECK(fits(FileFormat::wav, 4 * gib - 20'000'000));
  CHECK_FALSE(fits(FileFormat::wav, 4 * gib - 1000));
  CHECK_FALSE(fits(FileFormat::aiff, 4 * gib));
  for (const auto file : {FileFormat::rf64, FileFormat::w64, FileFormat::caf, FileFormat::au}) {
    CHECK(fits(file, 1000 * gib));
  }
}

TEST_CASE("an output beyond the limit of its format is refused in advance", "[io]") {
  const io::OutputChoice same;
  const auto error = test::failure_of([&] {
    io::output_format({FileFormat::aiff, Subtype::float_32}, {1, 8000, 2 * gib}, same);
  });
  CHECK(error.reason() == Reason::format);
  CHECK(test::contains(error.what(), "--format rf64"));
  CHECK(io::output_format({FileFormat::wav, Subtype::float_32}, {1, 8000, 2 * gib}, same) ==
        StorageFormat{FileFormat::rf64, Subtype::float_32});
}

TEST_CASE("the estimated size is exact for plain samples", "[io]") {
  const StorageFormat plain{FileFormat::wav, Subtype::pcm_24};
  CHECK(io::estimated_bytes(plain, {2, 8000, 1000}) == 6000);
  CHECK(io::estimated_bytes({FileFormat::flac, Subtype::pcm_16}, {1, 8000, 1000}) == 1400);
  CHECK(io::estimated_bytes({FileFormat::ogg, Subtype::vorbis}, {1, 8000, 1000}) == 200);
  CHECK(io::estimated_bytes(plain, {1, 8000, -1}) == 0);
}

TEST_CASE("an unsupported rate is refused with the supported ones", "[io]") {
  const auto error = test::failure_of([] {
    format_for("opus", "same", {FileFormat::wav, Subtype::pcm_16}, 44100);
  });
  CHECK(error.reason() == Reason::format);
  CHECK(test::contains(error.what(), "8000 12000 16000 24000 48000"));
}

TEST_CASE("Vorbis beyond its encoder's limits is refused in advance", "[io]") {
  const StorageFormat vorbis{FileFormat::ogg, Subtype::vorbis};
  const test::TemporaryFolder folder;
  for (const auto& signal : {audio::Signal{1, 200'001}, audio::Signal{256, 48000}}) {
    CHECK_THROWS_AS(
        test::SoundWriter(folder / "a.ogg", {vorbis, signal.channels, signal.sample_rate}), Error);
    CHECK_THROWS_AS(io::output_format(vorbis, signal, {}), Error);
  }
  CHECK(folder.entries() == 0);
  test::write_sound(folder / "a.ogg", {vorbis, 1, 200'000}, test::ramp(1000));
}
