#include "mpietl/io/archives/tar.hpp"

#include <cstdio>
#include <cstring>

#include "io/archives/tar_header.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using namespace std::string_literals;

namespace {

void put(std::string& block, std::size_t at, const std::string& text) {
  block.replace(at, text.size(), text);
}

std::string octal(std::size_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*zo", digits, value);
  return text;
}

void set_sum(std::string& block) {
  put(block, 148, "        ");
  std::size_t sum = 0;
  for (const char byte : block) sum += static_cast<unsigned char>(byte);
  put(block, 148, octal(sum, 6) + "\0 "s);
}

std::string padded(std::string bytes) {
  bytes.resize((bytes.size() + 511) / 512 * 512, '\0');
  return bytes;
}

/// A member of a tar: its ustar header and its bytes.
std::string member(const std::string& name, const std::string& bytes, char type = '0',
                   const std::string& link = "") {
  std::string block(512, '\0');
  put(block, 0, name);
  put(block, 124, octal(bytes.size(), 11));
  block[156] = type;
  put(block, 157, link);
  put(block, 257, "ustar\00000"s);
  set_sum(block);
  return block + padded(bytes);
}

std::string pax(const std::string& key, const std::string& value) {
  const auto rest = " " + key + "=" + value + "\n";
  auto size = rest.size() + 1;
  while (std::to_string(size).size() + rest.size() != size) ++size;
  return member("pax", std::to_string(size) + rest, 'x');
}

const std::string end(1024, '\0');

io::TarContent content_of(const std::string& bytes, const io::NameFilter& filter = {},
                          bool takes_texts = false) {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.tar", bytes);
  auto content = io::list_tar(folder / "a.tar", {filter, takes_texts});
  // Send it as between ranks.
  ByteWriter writer;
  encode(writer, content);
  const auto sent = writer.take();
  ByteReader reader(sent);
  return io::decode_tar(reader);
}

/// Names of members and the bytes at their places: "a.wav=RIFF".
std::vector<std::string> found_in(const std::string& bytes, const io::NameFilter& filter = {}) {
  std::vector<std::string> found;
  for (const auto& [name, place] : content_of(bytes, filter).members) {
    found.push_back(
        name + "=" +
        bytes.substr(static_cast<std::size_t>(place.begin), static_cast<std::size_t>(place.size)));
  }
  return found;
}

using Found = std::vector<std::string>;

}  // namespace

TEST_CASE("audio files of a tar are found at their places", "[io]") {
  const auto tar = member("d/", "", '5') + member("./d/a.wav", "one") + member("d/a.txt", "text") +
                   member("/b.FLAC", std::string(512, 'x')) + member("../c.ogg", "") + end;
  CHECK(found_in(tar) == Found{"d/a.wav=one", "b.FLAC=" + std::string(512, 'x'), "c.ogg="});
  const auto content = content_of(tar);
  CHECK(content.left_out == io::LeftOut{{"txt", 1}});
  CHECK(content.fault.empty());
  CHECK(found_in(tar, {{"*.txt"}, {}}) == Found{"d/a.txt=text"});
  CHECK(found_in(tar, {{}, {"d"}}) == Found{"b.FLAC=" + std::string(512, 'x'), "c.ogg="});
  CHECK(content_of(tar, {{"*.wav", "no"}, {"d/a.*"}}).used == "001");
}

TEST_CASE("texts beside audio are listed with a tar on request", "[io]") {
  const auto tar = member("a.wav", "1") + member("a.TXT", "said") + member("a.x.txt", "no") +
                   member("d/b.json", std::string(2000, '{')) + member("b.cls", "") +
                   member("b.flac", "2");
  const auto content = content_of(tar, {}, true);
  using Texts = std::vector<std::pair<std::string, std::string>>;
  CHECK(content.texts ==
        Texts{{"a.TXT", "said"}, {"d/b.json", std::string(2000, '{')}, {"b.cls", ""}});
  CHECK(content.members.size() == 2);
  CHECK(content.left_out == io::LeftOut{{"txt", 1}});
  CHECK(content_of(tar).texts.empty());
  CHECK(io::split_at_first_dot("a.b/c.D.E") == std::pair("a.b/c"s, "d.e"s));
  CHECK(io::split_at_first_dot("a.b/.c") == std::pair("a.b/.c"s, ""s));
}

TEST_CASE("long names in tars are in the prefix, or before the member", "[io]") {
  auto prefixed = member("a.wav", "1");
  put(prefixed, 345, "long/prefix");
  auto header = prefixed.substr(0, 512);
  set_sum(header);
  CHECK(found_in(header + prefixed.substr(512)) == Found{"long/prefix/a.wav=1"});
  const std::string name = std::string(300, 'n') + "/x.wav";
  const auto of_gnu = member("././@LongLink", name + '\0', 'L') + member("short.wav", "2");
  const auto of_pax = pax("path", name) + member("short.wav", "3");
  CHECK(found_in(of_gnu + member("b.wav", "4")) == Found{name + "=2", "b.wav=4"});
  CHECK(found_in(of_pax + member("b.wav", "4")) == Found{name + "=3", "b.wav=4"});
}

TEST_CASE("sizes in tars may be in a pax header, or binary", "[io]") {
  auto large = member("a.wav", "12345");
  put(large, 124, std::string(12, '\0'));
  auto header = large.substr(0, 512);
  set_sum(header);
  CHECK(found_in(pax("size", "5") + header + large.substr(512)) == Found{"a.wav=12345"});
  put(header, 124, "\x80"s + std::string(10, '\0') + "\x05");
  set_sum(header);
  CHECK(found_in(header + large.substr(512)) == Found{"a.wav=12345"});
  CHECK(io::tar_number(" 17 \0"s, 8) == 15);
  CHECK(io::tar_number("18", 8) == std::nullopt);
  CHECK(io::tar_number("-1", 8) == std::nullopt);
}

TEST_CASE("links in tars resolve to earlier members, or fail", "[io]") {
  const auto content =
      content_of(member("a.bin", "abc") + member("a.wav", "", '1', "./a.bin") +
                 member("b.wav", "", '2', "a.bin") + member("c.wav", "", '1', "none"));
  REQUIRE(content.members.size() == 3);
  CHECK(content.members[0].bytes == io::ByteRange{512, 3});
  CHECK(content.faults.size() == 2);
  CHECK(test::contains(content.faults.at(1), "a.bin"));
  CHECK(test::contains(content.faults.at(2), "none"));
}

TEST_CASE("of members with the same name, the last one counts", "[io]") {
  CHECK(found_in(member("a.wav", "1") + member("b.wav", "2") + member("./a.wav", "33") + end) ==
        Found{"a.wav=33", "b.wav=2"});
}

TEST_CASE("sparse members are refused, and later members are found", "[io]") {
  auto sparse = member("a.wav", "12345", 'S');
  put(sparse, 257, "ustar  \0"s);
  sparse[482] = 1;
  auto header = sparse.substr(0, 512);
  set_sum(header);
  std::string more(512, '\0');
  more[504] = 1;
  const auto content = content_of(header + more + std::string(512, '\0') + sparse.substr(512) +
                                  pax("GNU.sparse.major", "1") + member("b.wav", "x") +
                                  member("c.wav", "good") + end);
  REQUIRE(content.members.size() == 3);
  CHECK(content.faults.size() == 2);
  CHECK_FALSE(content.faults.contains(2));
  CHECK(content.members[2].bytes.size == 4);
  CHECK(content.fault.empty());
}

TEST_CASE("a damaged or truncated tar names the place and keeps earlier members", "[io]") {
  const auto good = member("a.wav", "1") + member("b.wav", std::string(2000, 'x'));
  auto damaged = good + member("c.wav", "3");
  damaged[good.size() + 5] = '!';
  auto content = content_of(damaged);
  CHECK(content.members.size() == 2);
  CHECK(test::contains(content.fault, std::to_string(good.size())));
  content = content_of(good.substr(0, 1024 + 512 + 1000));
  REQUIRE(content.members.size() == 2);
  CHECK(test::contains(content.faults.at(1), "1000"));
  CHECK_FALSE(content.fault.empty());
  content = content_of(good.substr(0, 1100));
  CHECK(content.members.size() == 1);
  CHECK(test::contains(content.fault, "1024"));
  CHECK(content_of(good).fault.empty());  // the end mark alone is missing
  CHECK_FALSE(content_of("").fault.empty());
  CHECK_FALSE(content_of(std::string(1000, 'x')).fault.empty());
  CHECK(test::contains(content_of("\x1F\x8B" + good).fault, "compressed"));
  CHECK_FALSE(content_of(pax("path", "x").replace(512, 2, "99") + good).fault.empty());
  CHECK_FALSE(io::list_tar("/no/such.tar", {}).fault.empty());
}

TEST_CASE("concatenated tars are read to the end", "[io]") {
  CHECK(found_in(member("a.wav", "1") + end + member("b.wav", "2") + end) ==
        Found{"a.wav=1", "b.wav=2"});
  CHECK(content_of(member("a.wav", "1") + end + std::string(1024, 'x')).fault.empty());
}

TEST_CASE("tars and compressed tars are recognised by name", "[io]") {
  CHECK(io::is_tar_name("a/b-0.tar"));
  CHECK(io::is_tar_name("B.TAR"));
  CHECK_FALSE(io::is_tar_name("tar"));
  CHECK_FALSE(io::is_tar_name("a.tar.gz"));
  CHECK(io::is_compressed_tar_name("a.tar.gz"));
  CHECK(io::is_compressed_tar_name("a.TGZ"));
  CHECK_FALSE(io::is_compressed_tar_name("a.tar"));
}
