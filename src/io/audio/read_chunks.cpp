#include "io/audio/read_chunks.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/audio/metadata_content.hpp"

namespace mpietl::io {

namespace {

constexpr std::int64_t max_bytes = std::int64_t{8} * 1024 * 1024;  // of all chunks of a file
constexpr std::int64_t max_list_bytes = std::int64_t{1024} * 1024;

template <std::size_t size>
bool is_among(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Whether the chunk describes only the samples, or is a filler.
bool is_of_samples(std::string_view name, bool is_aiff) {
  constexpr std::array<std::string_view, 13> riff{"fmt ", "data", "fact", "PEAK", "levl",
                                                  "JUNK", "junk", "PAD ", "FLLR", "Fake",
                                                  "ds64", "wavl", "slnt"};
  constexpr std::array<std::string_view, 7> aiff{"COMM", "SSND", "FVER", "PEAK",
                                                 "JUNK", "PAD ", "FLLR"};
  return is_aiff ? is_among(aiff, name) : is_among(riff, name);
}

bool is_read_by_libsndfile(std::string_view name, bool is_aiff) {
  constexpr std::array<std::string_view, 4> riff{"bext", "cart", "cue ", "smpl"};
  constexpr std::array<std::string_view, 7> aiff{"MARK", "INST", "NAME", "AUTH",
                                                 "ANNO", "(c) ", "CHAN"};
  return is_aiff ? is_among(aiff, name) : is_among(riff, name);
}

/// Whether a name is printable: in a damaged file it may be anything.
bool is_plain(std::string_view name) {
  return std::ranges::all_of(name, [](char letter) { return letter >= ' ' && letter <= '~'; });
}

/// Whether a chunk is valid for any segment of the file, as tags are; others may contain times.
bool is_without_times(std::string_view name) {
  return is_among(std::array<std::string_view, 3>{"id3 ", "ID3 ", "_PMX"}, name);
}

/// The texts of a LIST INFO that libsndfile does not read.
std::vector<std::string> other_texts(std::span<const std::byte> list, bool is_big_endian) {
  constexpr std::array<std::string_view, 9> read{"ISFT", "ICOP", "INAM", "IART", "ICMT",
                                                 "ICRD", "IGNR", "IPRD", "ITRK"};
  constexpr std::size_t head_bytes = 8;
  std::vector<std::string> names;
  for (std::size_t at = 4; at + head_bytes <= list.size();) {
    const std::string name(reinterpret_cast<const char*>(list.data() + at), 4);
    std::size_t size = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto place = at + 4 + (is_big_endian ? i : 3 - i);
      size = size << 8U | std::to_integer<std::size_t>(list[place]);
    }
    if (size > list.size() - at - head_bytes) break;
    if (!is_among(read, name)) names.push_back(name);
    at += head_bytes + size + size % 2;
  }
  return names;
}

class ChunkReader {
 public:
  ChunkReader(ReadStream& file, Metadata::Content& content, const ChunkUse& use)
      : file_(file), content_(content), use_(use) {}

  void read(const ChunkPlace& place) {
    if (use_.is_aiff && place.name == "APPL" && text_at(place) == "m3ga") return;  // libsndfile's
    if (is_of_samples(place.name, use_.is_aiff)) return;
    if (!use_.is_mpeg && is_read_by_libsndfile(place.name, use_.is_aiff)) return;
    if (place.name == "LIST") {
      read_list(place);
    } else {
      read_whole(place, place.name);
    }
  }

 private:
  std::string text_at(const ChunkPlace& place) {
    const auto bytes = bytes_of(place, std::min<std::int64_t>(4, place.size));
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  std::vector<std::byte> bytes_of(const ChunkPlace& place, std::int64_t size) {
    std::vector<std::byte> bytes(static_cast<std::size_t>(size));
    file_.read_file(place.begin, bytes.data(), size);
    return bytes;
  }

  void read_list(const ChunkPlace& place) {
    const auto kind = text_at(place);
    if (use_.is_mpeg || kind != "INFO") return read_whole(place, kind);
    const auto list = bytes_of(place, std::min(place.size, max_list_bytes));
    for (auto& name : other_texts(list, use_.is_big_endian)) {
      content_.not_read.push_back(std::move(name));
    }
  }

  void read_whole(const ChunkPlace& place, const std::string& shown) {
    const bool is_of_times = use_.is_part && !is_without_times(place.name);
    if (use_.is_aiff || is_of_times || !is_plain(place.name) ||
        place.size > max_bytes - read_bytes_) {
      content_.not_read.push_back(shown);
      return;
    }
    read_bytes_ += place.size;
    content_.chunks.push_back({place.name, shown, bytes_of(place, place.size)});
  }

  ReadStream& file_;
  Metadata::Content& content_;
  const ChunkUse& use_;
  std::int64_t read_bytes_ = 0;
};

}  // namespace

void read_chunks(ReadStream& file, std::span<const ChunkPlace> places, const ChunkUse& use,
                 Metadata::Content& content) {
  ChunkReader reader(file, content, use);
  for (const auto& place : places) reader.read(place);
}

}  // namespace mpietl::io
