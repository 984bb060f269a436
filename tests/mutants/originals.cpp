#include "mutants/originals.hpp"

#include <sndfile.h>

#include <array>
#include <stdexcept>

#include "io/audio/containers.hpp"
#include "io/sample_files.hpp"
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

std::vector<float> speech_samples() {
  io::SoundReader reader(speech);
  std::vector<float> samples(4 * samples_used);
  if (reader.read(samples) != samples.size()) throw std::runtime_error("the speech is too short");
  return {samples.end() - samples_used, samples.end()};
}

SF_INFO info_of(const io::AudioFormat& format) {
  SF_INFO info{};
  info.channels = format.channels;
  info.samplerate = format.sample_rate;
  info.format = format.code;
  return info;
}

bool is_only_read(const io::AudioFormat& format) {
  return io::container_of(format.code) == nullptr;
}

bool can_be_made(const io::AudioFormat& format) {
  if (!is_only_read(format)) return io::is_writable(format);
  const SF_INFO info = info_of(format);
  return sf_format_check(&info) != 0;
}

/// The formats with this code, of one channel or two, that can be made.
std::vector<io::AudioFormat> formats_with(int code) {
  std::vector<io::AudioFormat> formats;
  for (const int channels : {1, 2}) {
    const io::AudioFormat format{channels, 8000, code};
    if (can_be_made(format)) formats.push_back(format);
  }
  return formats;
}

/// A file of a format that the program itself does not write.
void write_with_libsndfile(const std::string& path, const io::AudioFormat& format,
                           const std::vector<float>& samples) {
  SF_INFO info = info_of(format);
  SNDFILE* const file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (file == nullptr) throw std::runtime_error("cannot make " + io::describe(format));
  sf_write_float(file, samples.data(), static_cast<sf_count_t>(samples.size()));
  sf_close(file);
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
  if (is_only_read(format)) {
    write_with_libsndfile(path, format, samples);
  } else {
    write_sound(path, format, samples);
  }
  io::SoundReader reader(path);
  if (read_sound(reader).empty()) throw std::runtime_error("nothing can be read of " + name);
  return {name, text.substr(0, text.find(',')), read_all(path), is_only_read(format)};
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
        for (const auto& format : formats_with(order | container << 16 | subtype)) {
          originals.push_back(make(format, samples, folder));
        }
      }
    }
  }
  return originals;
}

}  // namespace mpietl::test
