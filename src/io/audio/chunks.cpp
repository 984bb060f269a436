#include "io/audio/chunks.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

constexpr int max_chunks = 10000;  // bounds the walk over a damaged file
constexpr std::int64_t form_bytes = 12;
constexpr std::int64_t head_bytes = 8;        // of a chunk
constexpr std::uint64_t max_hz = 0x7FFFFFFF;  // libsndfile accepts no higher rate
constexpr std::uint64_t largest_size = 0xFFFFFFFF;

struct Chunk {
  std::string name;
  std::int64_t at = 0;
  std::uint64_t size = 0;

  [[nodiscard]] std::int64_t body() const { return at + head_bytes; }
  [[nodiscard]] std::int64_t end() const { return body() + static_cast<std::int64_t>(size); }

  /// Where the next chunk begins: at an even offset from the beginning of this one.
  [[nodiscard]] std::int64_t next() const { return end() + static_cast<std::int64_t>(size % 2); }
};

/// What follows the samples that a header declares.
enum class Behind : std::uint8_t { nothing, chunks, samples, other };

class ChunkedFile {
 public:
  ChunkedFile(HeaderBytes& header, std::int64_t start)
      : header_(header), start_(start), form_(header.text(start, 4)) {}

  Layout layout() {
    auto found = layout_of_samples();
    found.chunks = std::move(chunks_);
    found.is_big_endian = is_big_endian();
    return found;
  }

 private:
  Layout layout_of_samples() {
    const auto data = find_data();
    if (!data) return {};
    const auto declared = declared_size(*data);
    const auto there = header_.file_size() - data->body();
    if (is_mpeg()) return mpeg_layout(*data, std::min(static_cast<std::int64_t>(declared), there));
    if (std::cmp_greater_equal(declared, there)) {
      Layout layout;
      if (!is_open_size(declared)) layout.remark = remark_on_size(declared, there);
      return layout;
    }
    return layout_with_more(*data, declared, there);
  }

  [[nodiscard]] bool is_big_endian() const { return form_ == "RIFX" || form_ == "FORM"; }

  Chunk chunk_at(std::int64_t at) {
    return {header_.text(at, 4), at, header_.number(at + 4, 4, is_big_endian())};
  }

  std::optional<Chunk> find_data() {
    std::int64_t at = start_ + form_bytes;
    for (int i = 0; i < max_chunks && at + head_bytes <= header_.file_size(); ++i) {
      const auto chunk = chunk_at(at);
      if (chunk.name == "data" || chunk.name == "SSND") return chunk;
      note(chunk);
      if (chunk.name == "fmt ") read_format(chunk);
      at = chunk.next();
    }
    return std::nullopt;
  }

  void note(const Chunk& chunk) {
    if (chunk.end() > header_.file_size()) return;
    chunks_.push_back({chunk.name, chunk.body(), static_cast<std::int64_t>(chunk.size)});
  }

  void read_format(const Chunk& chunk) {
    codec_tag_ = header_.number(chunk.body(), 2, is_big_endian());
    const auto sample_rate = header_.number(chunk.body() + 4, 4, is_big_endian());
    if (sample_rate > 0 && sample_rate <= max_hz) return;
    throw Error(Reason::format,
                "its header declares a sample rate of " + std::to_string(sample_rate) + " Hz");
  }

  [[nodiscard]] bool is_mpeg() const { return codec_tag_ == 0x50 || codec_tag_ == 0x55; }

  Layout mpeg_layout(const Chunk& data, std::int64_t size) {
    Layout layout = without_second_data(data.next());
    layout.codec = Codec::mpeg;
    layout.is_in_wav = true;
    layout.pieces = {{.begin = data.body(), .end = data.body() + size}};
    return layout;
  }

  /// RF64 stores the size in its first chunk, ds64, after the size of the file (EBU Tech 3306).
  std::uint64_t declared_size(const Chunk& data) {
    if (form_ != "RF64" || data.size != largest_size) return data.size;
    return header_.number(start_ + form_bytes + head_bytes + 8, 8, false);
  }

  Layout layout_with_more(const Chunk& data, std::uint64_t declared, std::int64_t there) {
    const auto end = data.body() + static_cast<std::int64_t>(declared);
    switch (behind(end, declared, there)) {
      case Behind::nothing:
        return {};
      case Behind::chunks:
        return without_second_data(end + static_cast<std::int64_t>(declared % 2));
      case Behind::samples:
        return with_size(data, declared, there);
      case Behind::other:
        break;
    }
    Layout layout;
    layout.remark = std::to_string(there - static_cast<std::int64_t>(declared)) +
                    " bytes after the samples are ignored: they are zeros or a tag";
    return layout;
  }

  Behind behind(std::int64_t end, std::uint64_t declared, std::int64_t there) {
    const auto rest = header_.file_size() - end;
    if (rest < head_bytes) return Behind::nothing;
    if (begins_chunks(end) || begins_chunks(end + 1)) return Behind::chunks;
    // An open size, or one that wrapped around at 4 GiB.
    const auto more = static_cast<std::uint64_t>(there) - declared;
    const bool is_wrapped = more >= largest_size && more % (largest_size + 1) <= 1;
    if (is_open_size(declared) || is_wrapped) return Behind::samples;
    return is_tag(end) || is_zero(end) ? Behind::other : Behind::samples;
  }

  /// Whether chunks with printable names follow one another from `at` to the end of the file.
  bool begins_chunks(std::int64_t at) {
    for (int i = 0; i < max_chunks; ++i) {
      if (i > 0 && (header_.file_size() - at < head_bytes || is_tag(at))) return true;
      const auto chunk = chunk_at(at);
      const bool is_name = std::ranges::all_of(
          chunk.name, [](char letter) { return letter >= ' ' && letter <= '~'; });
      if (is_known(chunk.name)) return true;
      if (!is_name || chunk.end() > header_.file_size()) return false;
      at = chunk.next();
    }
    return true;
  }

  static bool is_known(std::string_view name) {
    constexpr std::array<std::string_view, 24> names{
        "LIST", "bext", "cart", "cue ", "fact", "smpl", "inst", "id3 ",
        "ID3 ", "iXML", "axml", "PEAK", "JUNK", "junk", "FLLR", "PAD ",
        "afsp", "guan", "data", "COMT", "MARK", "INST", "NAME", "ANNO"};
    return std::ranges::find(names, name) != names.end();
  }

  bool is_tag(std::int64_t at) {
    const auto name = header_.text(at, 8);
    return name.starts_with("TAG") || name.starts_with("ID3") || name == "APETAGEX" ||
           name == "LYRICSBE";
  }

  bool is_zero(std::int64_t at) {
    constexpr std::int64_t piece_bytes = std::int64_t{64} * 1024;
    for (; at < header_.file_size(); at += piece_bytes) {
      const auto bytes = header_.bytes(at, std::min(piece_bytes, header_.file_size() - at));
      if (std::ranges::any_of(bytes, [](std::byte byte) { return byte != std::byte{}; })) {
        return false;
      }
    }
    return true;
  }

  /// libsndfile treats a file with two chunks of samples as damaged.
  Layout without_second_data(std::int64_t at) {
    Layout layout;
    for (int i = 0; i < max_chunks && at + head_bytes <= header_.file_size(); ++i) {
      const auto chunk = chunk_at(at);
      if (chunk.name == "data") {
        layout.pieces = {{.begin = start_, .end = at}};
        layout.remark = "a second chunk of samples, with " +
                        std::to_string(header_.file_size() - chunk.body()) +
                        " bytes to the end of the file, is ignored";
        return layout;
      }
      note(chunk);
      at = chunk.next();
    }
    return layout;
  }

  /// The same file with a header that declares all the samples in the file.
  Layout with_size(const Chunk& data, std::uint64_t declared, std::int64_t there) {
    Layout layout;
    if (!is_open_size(declared)) layout.remark = remark_on_size(declared, there);
    const auto size = static_cast<std::uint64_t>(there);
    const auto end = header_.file_size();
    const auto size_of_form = static_cast<std::uint64_t>(end - start_ - head_bytes);
    if (form_ == "RF64") {
      layout.pieces = {{.begin = start_, .end = start_ + form_bytes + head_bytes},
                       {.bytes = joined({stored(size_of_form, 8, false), stored(size, 8, false)})},
                       {.begin = start_ + form_bytes + head_bytes + 16, .end = end}};
    } else if (size_of_form <= largest_size) {
      layout.pieces = {{.bytes = joined({name(form_), stored(size_of_form, 4, is_big_endian())})},
                       {.begin = start_ + 8, .end = data.at + 4},
                       {.bytes = stored(size, 4, is_big_endian())},
                       {.begin = data.body(), .end = end}};
    } else if (form_ == "RIFF") {
      layout.pieces = as_rf64(data, size_of_form, size);
    }
    return layout;
  }

  [[nodiscard]] std::vector<Piece> as_rf64(const Chunk& data, std::uint64_t size_of_form,
                                           std::uint64_t size) const {
    constexpr std::uint64_t ds64_bytes = 28;
    const auto head = joined({name("RF64"), stored(largest_size, 4, false), name("WAVE"),
                              name("ds64"), stored(ds64_bytes, 4, false),
                              stored(size_of_form + head_bytes + ds64_bytes, 8, false),
                              stored(size, 8, false), stored(0, 8, false), stored(0, 4, false)});
    return {{.bytes = head},
            {.begin = start_ + form_bytes, .end = data.at + 4},
            {.bytes = stored(largest_size, 4, false)},
            {.begin = data.body(), .end = header_.file_size()}};
  }

  static std::vector<std::byte> name(std::string_view text) {
    const auto* first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
  }

  static std::vector<std::byte> joined(const std::vector<std::vector<std::byte>>& parts) {
    std::vector<std::byte> all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
  }

  HeaderBytes& header_;
  std::int64_t start_;
  std::string form_;
  std::uint64_t codec_tag_ = 0;
  std::vector<ChunkPlace> chunks_;
};

}  // namespace

Layout chunked_layout(HeaderBytes& header, std::int64_t start) {
  return ChunkedFile(header, start).layout();
}

bool is_open_size(std::uint64_t size) {
  constexpr std::uint64_t header_bytes = 64;  // which some writers add or subtract
  return std::ranges::any_of(std::array{0x7F000000ULL, 0x7FFFF000ULL, 0x7FFFFFFFULL, 0xFFFFFFFFULL},
                             [&](std::uint64_t open) {
                               return size + header_bytes >= open && size <= open + header_bytes;
                             }) ||
         size == 0;
}

std::string remark_on_size(std::uint64_t declared, std::int64_t there) {
  if (std::cmp_equal(declared, there)) return {};
  if (std::cmp_greater(declared, there)) {
    return "the header declares " + std::to_string(declared) +
           " bytes of samples, but the file has " + std::to_string(there);
  }
  return "the header declares " + std::to_string(declared) + " bytes of samples; the " +
         std::to_string(there - static_cast<std::int64_t>(declared)) +
         " bytes after them are not a chunk and were read as samples";
}

}  // namespace mpietl::io
