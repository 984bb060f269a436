#include "mutants/originals.hpp"

#include <array>
#include <stdexcept>

#include "io/audio/formats.hpp"
#include "io/audio/sndfile/sndfile_bridge.hpp"
#include "io/sample_files.hpp"
#include "support/temporary_folder.hpp"

namespace mpietl::test {

namespace {

// Of Debian's package asterisk-core-sounds-en-wav: 16-bit, 8 kHz, one channel.
constexpr const char* speech = "/usr/share/asterisk/sounds/en_US_f_Allison/demo-congrats.wav";
constexpr std::size_t samples_used = 3000;

constexpr std::array byte_orders{io::ByteOrder::usual, io::ByteOrder::little, io::ByteOrder::big};

std::vector<float> speech_samples() {
  const auto source = io::open_source(speech);
  std::vector<float> samples(4 * samples_used);
  if (source->read(samples) != samples.size()) throw std::runtime_error("the speech is too short");
  return {samples.end() - samples_used, samples.end()};
}

bool is_only_read(const SoundFormat& format) {
  return io::find_output_format(format.storage.file) == nullptr;
}

bool can_be_made(const SoundFormat& format) {
  if (format.storage.file == io::FileFormat::sd2) return false;  // needs a second file
  if (!is_only_read(format)) return io::is_writable(format.storage, format.signal());
  const SF_INFO info = io::sndfile_info(format.storage, format.signal());
  return sf_format_check(&info) != 0;
}

/// A file of a format that the program itself does not write.
void write_with_libsndfile(const std::string& path, const SoundFormat& format,
                           const std::vector<float>& samples) {
  SF_INFO info = io::sndfile_info(format.storage, format.signal());
  SNDFILE* const file = sf_open(path.c_str(), SFM_WRITE, &info);
  if (file == nullptr) throw std::runtime_error("cannot make " + io::describe(format.storage));
  sf_write_float(file, samples.data(), static_cast<sf_count_t>(samples.size()));
  sf_close(file);
}

std::string order_of(io::ByteOrder order) {
  if (order == io::ByteOrder::little) return ", little endian";
  return order == io::ByteOrder::big ? ", big endian" : "";
}

Original make(const SoundFormat& format, const std::vector<float>& samples,
              const TemporaryFolder& folder) {
  const std::string text = io::describe(format.storage);
  const std::string name = text + order_of(format.storage.byte_order) + ", " +
                           std::to_string(format.channels) + " channels";
  const auto path = folder / "original";
  if (is_only_read(format)) {
    write_with_libsndfile(path, format, samples);
  } else {
    write_sound(path, format, samples);
  }
  const auto source = io::open_source(path);
  if (read_sound(*source).empty()) throw std::runtime_error("nothing can be read of " + name);
  return {name, text.substr(0, text.find(',')), read_all(path), is_only_read(format)};
}

}  // namespace

std::vector<Original> make_originals() {
  const TemporaryFolder folder;
  const auto samples = speech_samples();
  std::vector<Original> originals;
  for (int file = 0; file < static_cast<int>(io::FileFormat::unknown); ++file) {
    for (int subtype = 0; subtype < static_cast<int>(io::Subtype::other); ++subtype) {
      for (const auto order : byte_orders) {
        for (const int channels : {1, 2}) {
          const SoundFormat format{
              {static_cast<io::FileFormat>(file), static_cast<io::Subtype>(subtype), order},
              channels};
          if (can_be_made(format)) originals.push_back(make(format, samples, folder));
        }
      }
    }
  }
  return originals;
}

}  // namespace mpietl::test
