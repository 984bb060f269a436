#include "mpietl/io/archives/ark.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl::io {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t head_bytes = 16;  // more than any header needs
constexpr auto kaldiio_head = "AUDIO"sv;

/// A little-endian number.
std::int64_t number(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
  }
  return static_cast<std::int64_t>(value);
}

Error not_audio(std::int64_t at, const std::string& why) {
  return {Reason::format,
          "no readable audio at byte " + std::to_string(at) + " of the ark: " + why};
}

/// Reads the header of kaldiio: "AUDIO", the length of the size in bytes, the size; the file
/// follows.
ByteRange behind_kaldiio_head(std::string_view head, std::int64_t at) {
  constexpr std::size_t most_bytes = 8;
  const auto begin = kaldiio_head.size() + 1;
  const auto size_bytes = static_cast<std::size_t>(static_cast<unsigned char>(head[begin - 1]));
  if (size_bytes == 0 || size_bytes > most_bytes) {
    throw not_audio(at, "its header declares a size of " + std::to_string(size_bytes) + " bytes");
  }
  return {at + static_cast<std::int64_t>(begin + size_bytes),
          number(head.substr(begin, size_bytes))};
}

/// A WAV file has its size after its name. With an open size, the next object would follow inside.
ByteRange wav(std::string_view head, std::int64_t at) {
  constexpr std::int64_t name_and_size = 8;
  constexpr std::int64_t least_open_size = 0x7F000000;
  const auto size = number(head.substr(4, 4));
  if (size == 0 || size >= least_open_size) {
    throw not_audio(at, "the header of the WAV file does not give its size");
  }
  return {at, size + name_and_size};
}

}  // namespace

ByteRange audio_in_ark(File& ark, std::int64_t at) {
  std::array<char, head_bytes> bytes{};
  ark.seek(at);
  const std::string_view head(bytes.data(), bytes.size());
  if (ark.read(bytes.data(), bytes.size()) == 0) throw not_audio(at, "the file ends before");
  std::optional<ByteRange> found;
  if (head.starts_with("RIFF")) found = wav(head, at);
  if (head.starts_with(kaldiio_head)) found = behind_kaldiio_head(head, at);
  if (head.starts_with("\0B"sv)) throw not_audio(at, "it is a matrix, or another object of Kaldi");
  if (!found) throw not_audio(at, "it begins with neither RIFF nor AUDIO");
  const auto there = std::max<std::int64_t>(0, ark.size() - found->begin);
  if (found->begin > ark.size() || found->size < 0 || found->size > there) {
    throw Error(Reason::format, "the ark is truncated within this file: it has " +
                                    std::to_string(there) + " of " + std::to_string(found->size) +
                                    " bytes");
  }
  return *found;
}

}  // namespace mpietl::io
