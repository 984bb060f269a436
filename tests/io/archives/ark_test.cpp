#include "mpietl/io/archives/ark.hpp"

#include "mpietl/core/file.hpp"
#include "support/catch.hpp"
#include "support/failure.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;
using namespace std::string_literals;

namespace {

/// The audio found in an ark of these bytes, after "key ".
io::ByteRange found_in(const std::string& object) {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a.ark", "key " + object);
  auto file = File::open(folder / "a.ark");
  return io::audio_in_ark(file, 4);
}

bool is_refused(const std::string& object) {
  return test::failure_of([&] { found_in(object); }).reason() == Reason::format;
}

}  // namespace

TEST_CASE("an object of an ark is a WAV file, or any file after kaldiio's header", "[io]") {
  CHECK(found_in("RIFF\x14\0\0\0"s + std::string(30, 'x')) == io::ByteRange{4, 28});
  CHECK(found_in("AUDIO\x08\x03\0\0\0\0\0\0\0fLaC"s) == io::ByteRange{18, 3});
  CHECK(found_in("AUDIO\x01\x04wave"s) == io::ByteRange{11, 4});
}

TEST_CASE("an object that is not a complete audio file is refused", "[io]") {
  CHECK(is_refused(""));
  CHECK(is_refused("RIF"));
  CHECK(is_refused("\0BFM \x04"s + std::string(30, 'x')));
  CHECK(is_refused("fLaC" + std::string(30, 'x')));
  CHECK(is_refused("RIFF\x14\0\0\0"s + std::string(19, 'x')));
  CHECK(is_refused("RIFF\xFF\xFF\xFF\xFF"s + std::string(30, 'x')));
  CHECK(is_refused("RIFF\0\0\0\0"s + std::string(30, 'x')));
  CHECK(is_refused("AUDIO\x00wave"s + std::string(30, 'x')));
  CHECK(is_refused("AUDIO\x09wave"s + std::string(30, 'x')));
  CHECK(is_refused("AUDIO\x08\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s + std::string(30, 'x')));
  CHECK(is_refused("AUDIO\x01\x05wave"s));
  CHECK(is_refused("AUDIO\x08\0\0\0"s));
}
