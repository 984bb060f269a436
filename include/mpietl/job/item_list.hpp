#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/item.hpp"

namespace mpietl::job {

/// Part of a file.
struct Segment {
  double offset_seconds = 0.0;
  double duration_seconds = -1.0;  ///< -1: to the end
  std::int32_t channel = -1;       ///< the only one to take, from 0; -1: all
};

/// Its numbers, to tell segments apart.
std::string to_text(const Segment& segment);

/// An item's place in the complete list of inputs; this process may have only a part of the list.
struct ListPlace {
  std::size_t value = 0;
  auto operator<=>(const ListPlace&) const = default;
};

/// How the names in a group of items become paths.
struct Naming {
  std::string input_folder;      ///< before each name; empty: the name is the input's path
  std::string output_folder;     ///< before each output; empty: outputs are beside inputs
  std::string suffix;            ///< after the stem of each output
  std::string extension;         ///< of each output; empty: the input's
  bool keeps_extension = false;  ///< keep the input's before the suffix, if the output has another
  bool is_named_by_id = false;   ///< outputs are named by ids, which have no extension
  bool is_text = false;     ///< inputs are any texts, not paths; slashes are replaced in outputs
  bool has_outputs = true;  ///< false: the path of each output is empty
  bool is_target = false;   ///< the input's path is also the output's
};

/// The items of a job, in list order. There may be millions, so each takes only its name and 56
/// bytes; the rest is computed on request. An item has a row, from 0, and a place in the complete
/// list. Both are equal unless only a part of the list is kept.
class ItemList {
 public:
  /// Starts a group: the items that follow are named so.
  void begin_group(Naming naming);

  /// Appends an item to the last group. `id` (default: the name) is its identity and the path of
  /// its output in an output folder.
  void add(std::string_view name, std::string_view id = {}, const InputPlace& place = {});

  /// Makes the last item a segment of its file.
  void set_segment(const Segment& segment);

  /// Marks the input of the last item as unreadable.
  void set_fault(const std::string& why);

  /// Sets size and modification time of an item's file, as found on disk.
  void set_status(std::size_t index, const io::FileStatus& status);

  /// Makes identities unique, so that no two files get the same noise. Of items with the same
  /// identity, all but the first get a new one: a NUL, which no path contains, and the path below
  /// the folder that all inputs share.
  void make_identities_unique();

  /// Keeps only the items of `rows`, which must be in ascending order; each keeps its place.
  void keep_only(const std::vector<std::size_t>& rows);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

  /// The place of the item in a row.
  [[nodiscard]] ListPlace place(std::size_t index) const {
    return {is_part_ ? places_[index] : index};
  }

  /// The row of the item at a place; none when the item was not kept or never existed.
  [[nodiscard]] std::optional<std::size_t> row_at(ListPlace place) const;

  [[nodiscard]] Item operator[](std::size_t index) const;
  [[nodiscard]] std::string input(std::size_t index) const;
  [[nodiscard]] InputPlace input_place(std::size_t index) const;

  /// The path of the file that contains the input; empty for a command.
  [[nodiscard]] std::string file(std::size_t index) const;

  /// The paths of all files with the bytes of the input.
  [[nodiscard]] std::vector<std::string> files(std::size_t index) const;

  /// Whether the input is in the same file as the input of the row before: in the same archive, or
  /// another part of the same recording.
  [[nodiscard]] bool is_of_file_before(std::size_t index) const;

  /// Estimates the size of each object in an ark as the distance to the next one in the list; the
  /// exact size would have to be read from the ark.
  void estimate_bytes_in_arks();

  [[nodiscard]] InputKind kind(std::size_t index) const { return entries_[index].kind; }
  [[nodiscard]] std::string output(std::size_t index) const;
  [[nodiscard]] std::string identity(std::size_t index) const;

  /// The output's place in an output folder, without suffix and extension, unless outputs keep that
  /// of the input.
  [[nodiscard]] std::string output_name(std::size_t index) const;
  [[nodiscard]] std::int64_t bytes(std::size_t index) const { return entries_[index].bytes; }

  /// The extension of the input, with its dot; ".wav" for commands and arks.
  [[nodiscard]] std::string_view extension(std::size_t index) const;
  [[nodiscard]] bool is_link(std::size_t index) const { return entries_[index].is_link; }

  /// Whether keeping extensions would make outputs differ whose inputs differ only in extension.
  [[nodiscard]] bool may_keep_extension(std::size_t index) const;

  /// Whether some items are only segments of their files, so that file sizes do not apply to them.
  [[nodiscard]] bool has_segments() const { return !segments_.empty(); }

  /// The segment of its file that an item is; the complete file unless set_segment() was called.
  [[nodiscard]] Segment segment(std::size_t index) const;

  /// Sum of all known sizes.
  [[nodiscard]] std::int64_t total_bytes() const;

 private:
  struct Entry {
    std::uint64_t name_at = 0;
    std::int64_t bytes = -1;
    std::int64_t modified_ns = 0;
    std::int64_t begin = 0;  // as in InputPlace
    std::uint32_t name_bytes = 0;
    std::uint32_t id_bytes = 0;
    std::uint32_t group = 0;
    std::uint32_t path_bytes = 0;  // as in InputPlace
    InputKind kind = InputKind::file;
    bool is_id_in_name = true;  // both end at the same byte; else the id follows the name
    bool has_own_identity = false;
    bool is_link = false;
  };

  [[nodiscard]] std::string_view name(const Entry& entry) const;
  [[nodiscard]] std::string_view id(const Entry& entry) const;

  std::vector<Naming> groups_;
  std::vector<Entry> entries_;
  std::string names_;
  std::string common_folder_;  // of all inputs, when some identities were replaced
  std::unordered_map<std::size_t, Segment> segments_;
  std::unordered_map<std::size_t, std::string> faults_;
  std::vector<std::size_t> places_;
  bool is_part_ = false;  // false: places are rows
};

}  // namespace mpietl::job
