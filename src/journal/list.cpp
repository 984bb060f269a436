#include <algorithm>
#include <cstdint>
#include <limits>

#include "journal/content.hpp"
#include "journal/folder.hpp"
#include "journal/frames.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

namespace {

constexpr std::size_t frame_bytes = 1U << 19U;
// Twice what the system accepts; it bounds the memory that a crafted list can take.
constexpr std::size_t max_path_bytes = 8192;

std::string list_name(const Run& run) { return text_of(Name{run.number, run.id, std::nullopt}); }

/// A part of the list, in one frame: the row of its first item, and for each item the difference of
/// its index and row, and the part of its texts that differs from those of the item before.
class PartWriter {
 public:
  explicit PartWriter(std::size_t first) { writer_.put(std::uint64_t{first}); }

  void add(std::uint32_t above, const Paths& paths) {
    writer_.put(above);
    size_ += sizeof above;
    put(paths.first, before_.first);
    put(paths.second, before_.second);
  }

  [[nodiscard]] std::size_t size() const { return size_; }
  Bytes take() { return writer_.take(); }

 private:
  void put(const std::string& text, std::string& before) {
    if (text.size() > max_path_bytes) return put(shorten(text, max_path_bytes), before);
    const auto shared =
        static_cast<std::size_t>(std::ranges::mismatch(text, before).in1 - text.begin());
    writer_.put(static_cast<std::uint32_t>(shared));
    writer_.put(static_cast<std::uint32_t>(text.size() - shared));
    writer_.put_rest(std::as_bytes(std::span(text).subspan(shared)));
    size_ += 2 * sizeof(std::uint32_t) + text.size() - shared;
    before = text;
  }

  ByteWriter writer_;
  std::size_t size_ = 0;
  Paths before_;
};

/// Reads the texts of a part; throws Error(internal) if the bytes are no part.
class PartReader {
 public:
  explicit PartReader(std::span<const std::byte> payload) : reader_(payload) {}

  std::uint64_t first() {
    std::uint64_t first = 0;
    reader_.get(first);
    return first;
  }

  bool next(std::uint32_t& above, Paths& paths) {
    if (reader_.at_end()) return false;
    reader_.get(above);
    get(paths.first);
    get(paths.second);
    return true;
  }

 private:
  void get(std::string& text) {
    std::uint32_t shared = 0;
    std::uint32_t size = 0;
    reader_.get(shared);
    reader_.get(size);
    const auto rest = reader_.rest();
    if (shared > text.size() || size > rest.size() || shared + std::size_t{size} > max_path_bytes) {
      throw Error(Reason::internal, "a text of the list is cut");
    }
    text.resize(shared);
    text.append(reinterpret_cast<const char*>(rest.data()), size);
    reader_ = ByteReader(rest.subspan(size));
  }

  ByteReader reader_;
};

/// Reads the frames of the list.
class ListReader {
 public:
  using Visit = std::function<void(std::size_t, const Paths&)>;

  /// `max_items`: the maximum for a file of its size.
  ListReader(std::uint64_t max_items, const Visit& visit) : max_items_(max_items), visit_(visit) {}

  void add(const Frame& frame) {
    try {
      if (frame.kind == Kind::list) add_part(PartReader(frame.payload));
      if (frame.kind == Kind::list_end) ByteReader(frame.payload).get(promised_);
    } catch (const Error&) {
      // Then items are missing, and the list is incomplete.
    }
  }

  [[nodiscard]] ListRead result() const {
    return {next_, visited_ == next_ && promised_ == std::uint64_t{next_}};
  }

 private:
  void add_part(PartReader part) {
    const auto first = part.first();
    if (first < next_ || first > max_items_) return;
    next_ = first;
    std::uint32_t above = 0;
    for (Paths paths; part.next(above, paths); ++next_, ++visited_) visit(next_ + above, paths);
  }

  void visit(std::size_t index, const Paths& paths) {
    if (index < min_index_) throw Error(Reason::internal, "the indices of the list do not rise");
    min_index_ = index + 1;
    visit_(index, paths);
  }

  std::uint64_t max_items_;
  const Visit& visit_;
  std::size_t next_ = 0;
  std::size_t min_index_ = 0;
  std::size_t visited_ = 0;
  std::uint64_t promised_ = std::numeric_limits<std::uint64_t>::max();
};

}  // namespace

void write_list(const std::string& path, const Run& run, const ItemRows& items,
                Durability durability) {
  const auto folder = Folder::make(path);
  AppendFile file(folder, list_name(run));
  Bytes bytes;
  for (std::size_t i = 0; i < items.count;) {
    PartWriter part(i);
    for (; i < items.count && part.size() < frame_bytes; ++i) {
      part.add(static_cast<std::uint32_t>(items.index_of(i) - i), items.paths_of(i));
    }
    bytes.clear();
    append_frame(bytes, Kind::list, part.take());
    file.append(bytes);
  }
  ByteWriter end;
  end.put(std::uint64_t{items.count});
  bytes.clear();
  append_frame(bytes, Kind::list_end, end.take());
  file.append(bytes);
  if (durability != Durability::stored) return;
  file.sync();
  folder.sync();
}

std::optional<ListRead> read_list(const std::string& path, const Run& run,
                                  const std::function<void(std::size_t, const Paths&)>& visit) {
  const auto folder = Folder::open(path);
  const auto name = list_name(run);
  auto file = folder ? folder->open_file(name) : std::nullopt;
  if (!file) return std::nullopt;
  FrameReader reader(file->number(), folder->path_of(name));
  constexpr std::uint64_t min_item_bytes = 5 * sizeof(std::uint32_t);
  ListReader list(file_bytes(*file) / min_item_bytes, visit);
  Frame frame;
  while (reader.next(frame)) list.add(frame);
  return list.result();
}

}  // namespace mpietl::journal
