#include "io/promised_bytes.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

constexpr int most_chunks = 10000;  // a damaged file shall not keep us walking

/// Numbers and names at places of a file; what is beyond its end reads as zeros.
class HeaderReader {
 public:
  explicit HeaderReader(ByteStream& file) : file_(file), size_(file.size()) {}

  [[nodiscard]] std::int64_t file_size() const { return size_; }

  std::string text(std::int64_t at, std::size_t length) {
    std::string bytes(length, '\0');
    if (at < 0 || at >= size_) return bytes;
    file_.seek(at);
    file_.read(bytes.data(), static_cast<sf_count_t>(length));
    return bytes;
  }

  std::uint64_t number(std::int64_t at, std::size_t length, bool is_big_endian) {
    const std::string bytes = text(at, length);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
      const char byte = bytes[is_big_endian ? i : length - 1 - i];
      value = value << 8U | static_cast<unsigned char>(byte);
    }
    return value;
  }

 private:
  ByteStream& file_;
  std::int64_t size_;
};

/// Sizes that stand for "not known" in 32-bit headers written as a stream.
bool is_open_size(std::uint64_t size) {
  for (const std::uint64_t open :
       {0ULL, 0x7FFFF000ULL, 0x7FFFFFFFULL, 0x80000000ULL, 0xFFFFFFFFULL}) {
    // Some writers take the bytes of the header off.
    if (size == open || (open > 0 && size < open && open - size <= 64)) return true;
  }
  return false;
}

/// The chunks of RIFF (size 4 bytes, padded to 2) and of AIFF.
std::optional<PromisedBytes> walk_chunks(HeaderReader& header, bool is_big_endian, bool is_rf64) {
  std::int64_t at = 12;
  for (int i = 0; i < most_chunks && at + 8 <= header.file_size(); ++i) {
    const std::string name = header.text(at, 4);
    auto size = header.number(at + 4, 4, is_big_endian);
    if (name == "data" || name == "SSND") {
      // RF64 keeps the size in its first chunk, ds64, behind the size of the file.
      if (is_rf64 && size == 0xFFFFFFFF) {
        size = header.number(12 + 8 + 8, 8, false);
      } else if (is_open_size(size)) {
        return std::nullopt;
      }
      return PromisedBytes{static_cast<std::int64_t>(size), header.file_size() - at - 8};
    }
    at += 8 + static_cast<std::int64_t>(size + size % 2);
  }
  return std::nullopt;
}

/// The chunks of Sony Wave64: names and sizes of 16 and 8 bytes, the header counted in.
std::optional<PromisedBytes> walk_wave64(HeaderReader& header) {
  std::int64_t at = 40;
  for (int i = 0; i < most_chunks && at + 24 <= header.file_size(); ++i) {
    const auto size = static_cast<std::int64_t>(header.number(at + 16, 8, false));
    if (size < 24) return std::nullopt;
    if (header.text(at, 4) == "data") return PromisedBytes{size - 24, header.file_size() - at - 24};
    if (size > header.file_size()) return std::nullopt;
    at += (size + 7) / 8 * 8;
  }
  return std::nullopt;
}

std::optional<PromisedBytes> au_header(HeaderReader& header, bool is_big_endian) {
  const auto offset = static_cast<std::int64_t>(header.number(4, 4, is_big_endian));
  const auto size = header.number(8, 4, is_big_endian);
  if (is_open_size(size)) return std::nullopt;
  return PromisedBytes{static_cast<std::int64_t>(size), header.file_size() - offset};
}

/// Whether a byte may stand for any number of samples.
bool compresses_without_bound(int code) {
  switch (code & SF_FORMAT_SUBMASK) {
    case SF_FORMAT_ALAC_16:
    case SF_FORMAT_ALAC_20:
    case SF_FORMAT_ALAC_24:
    case SF_FORMAT_ALAC_32:
    case SF_FORMAT_VORBIS:
    case SF_FORMAT_OPUS:
    case SF_FORMAT_MPEG_LAYER_I:
    case SF_FORMAT_MPEG_LAYER_II:
    case SF_FORMAT_MPEG_LAYER_III:
      return true;
    default:
      return (code & SF_FORMAT_TYPEMASK) == SF_FORMAT_FLAC;
  }
}

}  // namespace

std::optional<PromisedBytes> promised_bytes(ByteStream& file) {
  HeaderReader header(file);
  const std::string name = header.text(0, 4);
  if (name == "RIFF") return walk_chunks(header, false, false);
  if (name == "RF64") return walk_chunks(header, false, true);
  if (name == "RIFX" || name == "FORM") return walk_chunks(header, true, false);
  if (name == "riff") return walk_wave64(header);
  if (name == ".snd") return au_header(header, true);
  if (name == "dns.") return au_header(header, false);
  return std::nullopt;
}

bool is_unfinished_wav(ByteStream& file) {
  HeaderReader header(file);
  const std::string name = header.text(0, 4);
  if (name != "RIFF" && name != "RIFX") return false;
  const bool is_big_endian = name == "RIFX";
  const auto told_end = static_cast<std::int64_t>(header.number(4, 4, is_big_endian)) + 8;
  std::int64_t at = 12;
  for (int i = 0; i < most_chunks && at + 8 < header.file_size(); ++i) {
    const auto size = static_cast<std::int64_t>(header.number(at + 4, 4, is_big_endian));
    if (header.text(at, 4) == "data") return size == 0 && told_end <= at + 8;
    at += 8 + size + size % 2;
  }
  return false;
}

void refuse_impossible_frames(const SF_INFO& info, std::int64_t file_bytes) {
  // The densest of them, DWVW, has at least one bit for a sample; the last byte may be shared.
  constexpr std::int64_t most_samples_of_byte = 8;
  const std::int64_t frames = told_frames(info);
  const bool is_too_many = frames / most_samples_of_byte > file_bytes / info.channels + 1 &&
                           !compresses_without_bound(info.format);
  if (frames == -1 && info.frames != -1) return;  // the header tells no length
  if (frames >= 0 && !is_too_many) return;
  throw Error(Reason::format, "the header promises " + std::to_string(info.frames) +
                                  " frames, which a file of " + std::to_string(file_bytes) +
                                  " bytes cannot hold");
}

}  // namespace mpietl::io
