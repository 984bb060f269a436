#include "io/files.hpp"
#include "mpietl/core/error.hpp"
#include "support/catch.hpp"
#include "support/file_size_limit.hpp"
#include "support/temporary_folder.hpp"

using namespace mpietl;

TEST_CASE("a disk that fills up at any byte leaves nothing behind", "[io]") {
  const test::TemporaryFolder folder;
  const auto samples = test::ramp(5000);
  for (const char* subtype : {"float", "pcm_16", "pcm_24"}) {
    for (const rlim_t bytes : {0U, 10U, 44U, 60U, 1000U, 9999U}) {
      INFO(subtype << " at " << bytes);
      const test::FileSizeLimit limit(bytes);
      try {
        test::write_sound(folder / "a.wav", io::wav_format(subtype, 1, 8000), samples);
        FAIL("written in spite of the limit");
      } catch (const Error& error) {
        CHECK(error.reason() == Reason::no_space);
        CHECK(std::string(error.what()).find("a.wav") != std::string::npos);
      }
      CHECK(folder.entries() == 0);
    }
  }
}
