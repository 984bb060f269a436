#include "mutants/originals.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "io/files.hpp"
#include "mpietl/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace mpietl::test {

namespace {

// Of Debian's package asterisk-core-sounds-en-wav: 16-bit, 8 kHz, one channel.
constexpr const char* speech = "/usr/share/asterisk/sounds/en_US_f_Allison/demo-congrats.wav";
constexpr std::size_t samples_used = 3000;

// libsndfile's format word: byte order, container, subtype.
constexpr std::array byte_orders{0x00000000, 0x10000000, 0x20000000};
constexpr int last_container = 0x25;
constexpr int last_subtype = 0x84;
constexpr int raw_container = 0x04;  // nothing in such a file tells what it holds
constexpr int sd2_container = 0x16;  // needs a second file

// What libsndfile says it can write and cannot: DWVW of 12 bits in AIFF, and of MPEG audio all but
// layer III in a file of its own.
constexpr std::array unwritable{0x020040, 0x010082, 0x230080, 0x230081};

std::vector<float> speech_samples() {
  io::SoundReader reader(speech);
  std::vector<float> samples(4 * samples_used);
  if (reader.read(samples) != samples.size()) throw std::runtime_error("the speech is too short");
  return {samples.end() - samples_used, samples.end()};
}

/// The formats with this code, of one channel or two, that can be written.
std::vector<io::AudioFormat> writable(int code) {
  std::vector<io::AudioFormat> formats;
  const bool is_known_not = std::ranges::count(unwritable, code & 0x0FFFFFFF) > 0;
  for (const int channels : {1, 2}) {
    const io::AudioFormat format{channels, 8000, code};
    if (!is_known_not && io::is_writable(format)) formats.push_back(format);
  }
  return formats;
}

std::string order_of(int code) {
  const int order = code & 0x30000000;
  if (order == 0x10000000) return ", little endian";
  return order == 0x20000000 ? ", big endian" : "";
}

Original make(const io::AudioFormat& format, const std::vector<float>& samples,
              const TemporaryFolder& folder) {
  const std::string text = io::describe(format);
  const std::string name =
      text + order_of(format.code) + ", " + std::to_string(format.channels) + " channels";
  const auto path = folder / "original";
  write_sound(path, format, samples);
  io::SoundReader reader(path);
  if (read_sound(reader).empty()) throw std::runtime_error("nothing can be read of " + name);
  return {name, text.substr(0, text.find(',')), read_all(path)};
}

}  // namespace

std::vector<Original> make_originals() {
  const TemporaryFolder folder;
  const auto samples = speech_samples();
  std::vector<Original> originals;
  for (int container = 1; container <= last_container; ++container) {
    if (container == raw_container || container == sd2_container) continue;
    for (int subtype = 0; subtype <= last_subtype; ++subtype) {
      for (const int order : byte_orders) {
        for (const auto& format : writable(order | container << 16 | subtype)) {
          originals.push_back(make(format, samples, folder));
        }
      }
    }
  }
  return originals;
}

}  // namespace mpietl::test
