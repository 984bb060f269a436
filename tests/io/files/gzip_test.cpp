#include "mpietl/io/files/gzip.hpp"

#include "mpietl/core/error.hpp"
#include "mpietl/io/files/text_file.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using namespace std::string_literals;

TEST_CASE("texts are the same after gzip and gunzip", "[io]") {
  std::string long_text;
  for (int i = 0; i < 100'000; ++i) long_text += "u" + std::to_string(i * 7919) + " a.wav\n";
  for (const auto& text : {""s, "u1 a.wav\n"s, long_text}) {
    const auto bytes = io::gzip(text);
    CHECK(io::is_gzip(bytes));
    CHECK(io::gunzip(bytes) == text);
    CHECK(io::gunzip(bytes + bytes) == text + text);
  }
  CHECK(io::gzip(long_text).size() < long_text.size() / 2);
}

TEST_CASE("damaged gzip is refused", "[io]") {
  const auto bytes = io::gzip("u1 a.wav\nu2 b.wav\n");
  for (std::size_t size = 2; size < bytes.size(); ++size) {
    CHECK_THROWS_AS(io::gunzip(std::string_view(bytes).substr(0, size)), Error);
  }
  auto damaged = bytes;
  damaged[damaged.size() - 6] ^= 1;  // a byte of the checksum
  CHECK_THROWS_AS(io::gunzip(damaged), Error);
  CHECK_THROWS_AS(io::gunzip(bytes + "more"), Error);
}

TEST_CASE("lists and texts may be compressed", "[io]") {
  const test::TemporaryFolder folder;
  test::write_all(folder / "list.gz", io::gzip("a.wav\nb.wav\n"));
  CHECK(io::read_list(folder / "list.gz", '\n') == std::vector<std::string>{"a.wav", "b.wav"});
  test::write_all(folder / "list.gz", "\x1F\x8B.");
  CHECK_THROWS_AS(io::read_text(folder / "list.gz", "list"), Error);
}
