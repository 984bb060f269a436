#include "io/audio/id3_frames.hpp"

#include <random>

#include "io/sample_files.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

namespace {

using Kinds = std::vector<std::string>;

Kinds kinds_in(const std::string& bytes) {
  const test::TemporaryFolder folder;
  test::write_all(folder / "a", bytes);
  io::ReadStream stream(File::open(folder / "a"));
  return io::other_id3_frames(stream);
}

std::string tag(char version, const std::string& body, char flags = 0) {
  const std::string size{0, 0, static_cast<char>(body.size() >> 7U),
                         static_cast<char>(body.size() & 0x7FU)};
  return std::string("ID3") + version + '\0' + flags + size + body + std::string(20, '\xFF');
}

std::string frame(const std::string& id, const std::string& content, bool is_synchsafe = false) {
  const std::size_t high = is_synchsafe ? content.size() >> 7U : content.size() >> 8U;
  const std::size_t low = content.size() & (is_synchsafe ? 0x7FU : 0xFFU);
  std::string size{0, static_cast<char>(high), static_cast<char>(low)};
  if (id.size() == 3) return id + size + content;
  return id + '\0' + size + std::string(2, '\0') + content;
}

}  // namespace

TEST_CASE("frames of each version of ID3 are named by their kinds", "[io]") {
  const std::string large(200, 'x');
  CHECK(kinds_in(tag(2, frame("TT2", "a") + frame("PIC", large) + frame("UFI", "b"))) ==
        Kinds{"picture", "UFI"});
  CHECK(kinds_in(tag(3, frame("TIT2", "a") + frame("APIC", large) + frame("TXXX", "b"))) ==
        Kinds{"picture", "TXXX"});
  CHECK(kinds_in(tag(4, frame("APIC", large, true) + frame("PRIV", "b", true))) ==
        Kinds{"picture", "private data"});
  const std::string padding(100, '\0');
  CHECK(kinds_in(tag(3, frame("TXXX", "b") + padding)) == Kinds{"TXXX"});
  const std::string extension("\0\0\0\6\0\0\0\0\0\0", 10);
  CHECK(kinds_in(tag(3, extension + frame("TXXX", "b"), 0x40)) == Kinds{"TXXX"});
  CHECK(kinds_in("").empty());
  CHECK(kinds_in("ID3").empty());
  CHECK(kinds_in("\xFF\xFB").empty());
}

TEST_CASE("a damaged ID3 tag does no harm", "[io]") {
  std::mt19937 random(3);
  const auto seed =
      tag(3, frame("TIT2", "a") + frame("APIC", std::string(50, 'x')) + frame("TXXX", "b"));
  for (int i = 0; i < 300; ++i) {
    std::string bytes = seed;
    for (int change = 0; change < 3; ++change)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    CHECK(kinds_in(bytes).size() <= 20);
  }
}
