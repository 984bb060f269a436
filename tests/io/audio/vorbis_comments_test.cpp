#include "io/audio/vorbis_comments.hpp"

#include <algorithm>
#include <random>

#include "io/audio/ogg_pages.hpp"
#include "io/audio/sndfile/sndfile_output.hpp"
#include "io/sample_files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

std::vector<std::byte> bytes_of(const std::string& text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

std::string number(std::size_t value) {
  std::string text;
  for (unsigned shift = 0; shift < 32; shift += 8)
    text += static_cast<char>(value >> shift & 0xFFU);
  return text;
}

/// A page of stream `serial` with these packets of less than 255 bytes each.
std::string page(char serial, char flags, const std::vector<std::string>& packets) {
  std::string text = std::string("OggS") + '\0' + flags + std::string(8, '\0') + serial +
                     std::string(11, '\0') + static_cast<char>(packets.size());
  for (const auto& packet : packets) text += static_cast<char>(packet.size());
  for (const auto& packet : packets) text += packet;
  return text;
}

}  // namespace

TEST_CASE("comments are read as they were stored", "[io]") {
  const io::CommentBlock block{"vendor", {"A=b", "", "title=\xC3\xBC", "no sign"}};
  auto bytes = io::bytes_of(block);
  const auto found = io::parse_comments(bytes);
  REQUIRE(found);
  CHECK(found->vendor == block.vendor);
  CHECK(found->comments == block.comments);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(io::parse_comments(std::span(bytes).first(size)));
  }
}

TEST_CASE("truncated comments are refused", "[io]") {
  const std::string most(4, '\xFF');
  for (const auto& text :
       {most, most + "abcd", number(0) + most, number(0) + number(1) + most + "A=b",
        number(1) + "v" + most + number(0) + number(0)}) {
    CHECK_FALSE(io::parse_comments(bytes_of(text)));
  }
}

TEST_CASE("any bytes can be parsed as comments without harm", "[io]") {
  const test::TemporaryFolder folder;
  std::mt19937 random(5);
  const std::string comments = number(1) + "v" + number(2) + number(3) + "A=b" + number(3) + "B=c";
  const std::string flac = std::string("fLaC\x84\0\0\x1A", 8) + comments;
  const std::string ogg =
      page('s', 2, {std::string("OpusHead")}) + page('s', 0, {"OpusTags" + comments});
  for (const auto& seed : {flac, ogg}) {
    for (int i = 0; i < 2000; ++i) {
      std::string bytes = seed;
      for (int change = 0; change < 3 && i > 0; ++change) {
        bytes[random() % bytes.size()] = static_cast<char>(random() % 4 == 0 ? 0xFF : random());
      }
      if (i % 5 == 4) bytes.resize(random() % bytes.size());
      test::write_all(folder / "a", bytes);
      io::ReadStream stream(File::open(folder / "a"));
      stream.seek(7);
      const auto found = io::read_comments(stream);
      CHECK(stream.position() == 7);
      CHECK(found.comments.size() <= 10);
      if (i == 0) CHECK(found.comments == std::vector<std::string>{"A=b", "B=c"});
    }
  }
}

TEST_CASE("a packet is found in its stream, over several pages", "[io]") {
  const std::string first_half(255, 'x');
  auto pages =
      bytes_of(page('a', 2, {"fishead"}) + page('b', 2, {"OpusHead"}) + page('a', 0, {"no"}) +
               page('b', 0, {first_half}) + page('b', 1, {"yz", "next"}));
  const auto text = [&](std::size_t index) {
    const auto pieces = io::packet_in(pages, index);
    if (!pieces) return std::string("none");
    const auto all = io::joined(*pieces);
    return std::string(reinterpret_cast<const char*>(all.data()), all.size());
  };
  CHECK(text(0) == "OpusHead");
  CHECK(text(1) == first_half + "yz");
  CHECK(text(2) == "next");
  CHECK(text(3) == "none");
  pages.resize(pages.size() - 1);
  CHECK(text(1) == "none");
}

TEST_CASE("a swap keeps the size, and fails without its placeholder", "[io]") {
  const io::CommentSwap within{"title...............", "title", {"SPEAKER=ann"}};
  auto bytes = io::bytes_of({"v", {"album=A", "title=title..............."}});
  io::swap_comments(bytes, within);
  CHECK(io::parse_comments(bytes)->comments ==
        std::vector<std::string>{"album=A", "title=title", "SPEAKER=ann"});
  const io::CommentSwap alone{"....",
                              "",
                              {
                                  "ABCDEFGH=",
                              }};
  bytes = io::bytes_of({"v", {"date=...."}});
  io::swap_comments(bytes, alone);
  CHECK(io::parse_comments(bytes)->comments == std::vector<std::string>{"ABCDEFGH="});
  CHECK_THROWS_AS(io::swap_comments(bytes, alone), Error);
  bytes = io::bytes_of({"v", {"date=...."}});
  const io::CommentSwap shorter{"....", "", {"A=b"}};
  CHECK_THROWS_AS(io::swap_comments(bytes, shorter), Error);
}

TEST_CASE("the start of a FLAC file may come in pieces of any size", "[io]") {
  const auto comments = io::bytes_of({"v", {"date=...."}});
  std::string file = std::string("fLaC\0\0\0\2ab\x84\0\0", 13) + static_cast<char>(comments.size());
  const std::string start = file;
  file += std::string(reinterpret_cast<const char*>(comments.data()), comments.size()) + "frames";
  const auto after = io::bytes_of({"v", {"ABCDEFGH="}});
  const std::string expected =
      start + std::string(reinterpret_cast<const char*>(after.data()), after.size()) + "frames";
  for (std::size_t piece = 1; piece <= file.size(); ++piece) {
    io::FlacHeader header({"....", "", {"ABCDEFGH="}});
    std::string passed;
    for (std::size_t at = 0; at < file.size(); at += piece) {
      const auto part = bytes_of(file.substr(at, piece));
      const auto ready = header.pass(part);
      passed += std::string(reinterpret_cast<const char*>(ready.data()), ready.size());
      CHECK(passed.size() + header.held() == std::min(at + piece, file.size()));
    }
    CHECK(passed == expected);
  }
}
