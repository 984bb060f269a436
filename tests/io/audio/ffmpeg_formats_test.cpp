#include "io/audio/ffmpeg_formats.hpp"

#include "io/audio/header_bytes.hpp"
#include "io/audio/layout.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using namespace std::string_literals;

namespace {

/// The demuxer for a file that begins with `begin`; empty when another library reads it.
std::string demuxer_of(const test::TemporaryFolder& folder, const std::string& begin) {
  test::write_all(folder / "a", begin + std::string(600, '\0'));
  io::ReadStream stream(File::open(folder / "a"));
  const auto layout = io::layout_of(stream);
  return layout.codec == io::Codec::ffmpeg ? layout.ffmpeg.demuxer : "";
}

/// Three packets of a transport stream.
std::string packets(std::size_t before, std::size_t bytes) {
  std::string text;
  for (int i = 0; i < 3; ++i) text += std::string(before, 'x') + "G" + std::string(bytes - 1, 'x');
  return text;
}

}  // namespace

TEST_CASE("formats for FFmpeg's libraries are recognised by their first bytes", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto& [begin, demuxer] : std::vector<std::pair<std::string, std::string>>{
           {"\0\0\0\x20"
            "ftypM4A "s,
            "mov"},
           {"\0\0\0\x08wide"s, "mov"},
           {"\x1A\x45\xDF\xA3", "matroska"},
           {"\x30\x26\xB2\x75\x8E\x66\xCF\x11", "asf"},
           {"#!AMR-WB\n", "amr"},
           {"MAC \x96\x0F"s, "ape"},
           {"wvpk", "wv"},
           {"TTA1", "tta"},
           {"FLV\x01"s, "flv"},
           {"RIFF....AVI LIST", "avi"},
           {"\xFF\xF1\x50\x80\x02\x1F\xFC"s, "aac"},
           {"\x0B\x77\0\0\x1E\x40"s, "ac3"},
           {"\x0B\x77\0\0\x3F\x80"s, "eac3"},
           {"\x7F\xFE\x80\x01"s, "dts"},
           {packets(0, 188), "mpegts"},
           {packets(4, 188), "mpegts"},
           {"caff\0\1\0\0desc\0\0\0\0\0\0\0\x20........aac "s, "caf"},
           {"RIFF....WAVEfmt \x10\0\0\0\x83\0"s, "wav"},
           {"NIST_1A\n   1024\nsample_coding -s26 pcm,embedded-shorten-v2.00\n", "nistsphere"},
           {"ID3\4\0\0\0\0\0\4xxxx\xFF\xF1\x50\x80\x02\x1F\xFC"s, "aac"},
       }) {
    INFO(begin);
    CHECK(demuxer_of(folder, begin) == demuxer);
  }
}

TEST_CASE("other files are left to other libraries", "[io]") {
  const test::TemporaryFolder folder;
  for (const auto& begin :
       {"RIFF....WAVEdata"s, "fLaC"s, "OggS"s, "caff\0\1\0\0desc\0\0\0\0\0\0\0\x20........lpcm"s,
        "\xFF\xFB\x90\x64"s, "NIST_1A\n   1024\nsample_coding -s3 pcm\n"s, "#EXTM3U\n"s,
        "ffconcat version 1.0\n"s, "v=0\r\no=- 0 0 IN IP4 1.1.1.1\r\n"s, "GGG"s, ""s}) {
    INFO(begin);
    CHECK(demuxer_of(folder, begin).empty());
  }
}

TEST_CASE("the size in a Windows Media file is checked", "[io]") {
  const test::TemporaryFolder folder;
  const auto remark = [&](std::size_t bytes) {
    std::string file = "\x30\x26\xB2\x75\x8E\x66\xCF\x11"s + std::string(22, '\0') +
                       "\xA1\xDC\xAB\x8C\x47\xA9\xCF\x11"s + std::string(8, '\0') +
                       "\x68\0\0\0\0\0\0\0"s + std::string(16, '\0') + "\0\2\0\0\0\0\0\0"s;
    file.resize(bytes);
    test::write_all(folder / "a", file);
    io::ReadStream stream(File::open(folder / "a"));
    return io::layout_of(stream).remark;
  };
  CHECK(remark(512).empty());
  CHECK_THAT(remark(511), Catch::Contains("512") && Catch::Contains("511"));
}
