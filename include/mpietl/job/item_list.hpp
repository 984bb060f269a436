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
};

/// Where an item stands in the list of all inputs, of which this process may have a part.
struct ListPlace {
  std::size_t value = 0;
  auto operator<=>(const ListPlace&) const = default;
};

/// How the names of a group of items become paths.
struct Naming {
  std::string input_folder;      ///< before each name; empty: the name is the input's path
  std::string output_folder;     ///< before each output; empty: outputs stand beside inputs
  std::string suffix;            ///< behind the stem of each output
  std::string extension;         ///< of each output; empty: the input's
  bool keeps_extension = false;  ///< the input's stands before the suffix when there is another
  bool is_named_by_id = false;   ///< outputs are named by ids, which have no extension
  bool is_text = false;          ///< inputs are any texts, not paths; a slash is none in an output
  bool has_outputs = true;       ///< else the path of each output is empty
  bool is_target = false;        ///< the input's path is also the output's, as it is
};

/// The items of a job, in list order. There may be millions, so each costs its name and 56 bytes;
/// the rest is made when it is asked for. An item has a row, from 0, and a place in the list: the
/// same number, until only a part of the list is kept.
class ItemList {
 public:
  /// Items that are added from here on are named so.
  void begin_group(Naming naming);

  /// Appends an item of the last group. `id`, the name unless another is given, is its identity and
  /// its output's place in an output folder.
  void add(std::string_view name, std::string_view id = {}, const InputPlace& place = {});

  /// The last item is only a part of its file.
  void set_segment(const Segment& segment);

  /// The input of the last item cannot be read.
  void set_fault(const std::string& why);

  /// Size and time of an item's file, as found on disk.
  void set_status(std::size_t index, const io::FileStatus& status);

  /// Gives all but the first of items with one identity one of their own: a NUL, which no path has
  /// in it, and the path below the folder that all inputs share. Two files must not get the same
  /// noise.
  void make_identities_unique();

  /// Keeps the items of these rows, which rise; each keeps its place.
  void keep_only(const std::vector<std::size_t>& rows);

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

  /// The place in the list of the item of a row.
  [[nodiscard]] ListPlace place(std::size_t index) const {
    return {is_part_ ? places_[index] : index};
  }

  /// The row of the item at a place; none when it is not kept, or was never there.
  [[nodiscard]] std::optional<std::size_t> row_at(ListPlace place) const;

  [[nodiscard]] Item operator[](std::size_t index) const;
  [[nodiscard]] std::string input(std::size_t index) const;
  [[nodiscard]] InputPlace input_place(std::size_t index) const;

  /// The path of the file that has the bytes of the input; empty for a command.
  [[nodiscard]] std::string file(std::size_t index) const;

  /// Whether the input is in the same archive as that of the row before.
  [[nodiscard]] bool is_of_file_before(std::size_t index) const;

  /// Takes for the size of each object in an ark what is there up to the next one in the list; its
  /// own would have to be read.
  void estimate_bytes_in_arks();

  [[nodiscard]] InputKind kind(std::size_t index) const { return entries_[index].kind; }
  [[nodiscard]] std::string output(std::size_t index) const;
  [[nodiscard]] std::string identity(std::size_t index) const;
  [[nodiscard]] std::int64_t bytes(std::size_t index) const { return entries_[index].bytes; }

  /// Of the input, with its dot; that of WAV where its name does not tell.
  [[nodiscard]] std::string_view extension(std::size_t index) const;
  [[nodiscard]] bool is_link(std::size_t index) const { return entries_[index].is_link; }

  /// Whether outputs of inputs that differ in their extension only would differ if this were kept.
  [[nodiscard]] bool may_keep_extension(std::size_t index) const;

  /// Whether some items are only a part of their file, so that its size does not tell theirs.
  [[nodiscard]] bool has_segments() const { return !segments_.empty(); }

  /// The part of its file that an item is; the whole file unless set_segment() said otherwise.
  [[nodiscard]] Segment segment(std::size_t index) const;

  /// Sum of the sizes that are known.
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
    bool is_id_in_name = true;  // both end at one place; else the id is behind the name
    bool has_own_identity = false;
    bool is_link = false;
  };

  [[nodiscard]] std::string_view name(const Entry& entry) const;
  [[nodiscard]] std::string_view id(const Entry& entry) const;

  std::vector<Naming> groups_;
  std::vector<Entry> entries_;
  std::string names_;
  std::string common_folder_;  // of all inputs, when some have an identity of their own
  std::unordered_map<std::size_t, Segment> segments_;
  std::unordered_map<std::size_t, std::string> faults_;
  std::vector<std::size_t> places_;
  bool is_part_ = false;  // else places are rows
};

}  // namespace mpietl::job
