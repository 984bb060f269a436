#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mpietl/io/archives/tar.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/io/files/folder.hpp"
#include "mpietl/job/input_length.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// The accesses to the file system for listing a job: by this process alone, or shared by all
/// ranks.
struct FileSystem {
  /// Lists folders given by their paths below `root`; results are in the same order.
  std::function<std::vector<io::Folder>(const std::string& root, const io::NameFilter& filter,
                                        const std::vector<std::string>& folders)>
      list;

  /// Lists tars; results are in the same order.
  std::function<std::vector<io::TarContent>(const std::vector<std::string>& paths,
                                            const io::TarChoice& choice)>
      list_tars;

  /// The status of the files `path(0)` to `path(count - 1)`.
  std::function<std::vector<io::FileStatus>(std::size_t count,
                                            const std::function<std::string(std::size_t)>& path)>
      status;

  /// The lengths of `stream` in the inputs of `item(0)` to `item(count - 1)`.
  std::function<std::vector<InputLength>(const io::StreamChoice& stream, std::size_t count,
                                         const std::function<Item(std::size_t)>& item)>
      lengths;
};

/// The file system accessed by this process alone.
FileSystem local_file_system();

/// Properties of the complete list of a job, even if this run takes only a shard.
struct WholeList {
  std::size_t items = 0;
  std::string digest;  ///< 32 hexadecimal digits: hash of paths, identities, sizes and segments
  std::int64_t files_left_out = 0;  ///< files in folders that were not taken
};

/// Mismatches between a list of segments and the recordings.
struct SegmentGaps {
  std::size_t segments = 0;    ///< whose recordings are not among the inputs
  std::string recording{};     ///< the first such recording
  std::size_t recordings = 0;  ///< without a segment
};

/// What is left of inputs that were cut into windows.
struct WindowRests {
  std::size_t inputs = 0;          ///< of which something is left, in no window
  std::size_t without_window = 0;  ///< of those, the ones that are shorter than a window
  double seconds = 0.0;
};

/// The inputs of a job.
struct Listing {
  ItemList items;                    ///< of the complete list, or of a shard
  std::optional<Manifest> manifest;  ///< its entries are the last items, in order
  WholeList whole{};
  io::LeftOut left_out{};                    ///< files in folders that were not taken
  std::vector<std::string> idle_patterns{};  ///< patterns without a match: "--include 'x'"
  SegmentGaps segment_gaps{};
  std::size_t unlisted = 0;  ///< audio files beside Hugging Face's metadata that are not in it
  WindowRests window_rests{};

  /// The place of the manifest's first item in the list.
  [[nodiscard]] std::size_t first_of_manifest() const {
    return manifest ? whole.items - manifest->entries().size() : whole.items;
  }
};

/// Whether a job names inputs; if not, the tones are its inputs.
bool names_inputs(const Job& job);

/// The items of a job, in list order: the named files and folders in the order given, each folder
/// walked in bytewise order; then the list `files_from`; then the manifest; or the tones when
/// nothing else is named. When outputs are beside inputs, files in folders that end in the suffix
/// are skipped.
///
/// An item's identity, also its output's path in an output folder, is its path below a base. The
/// base is the named folder; for files and lists it is the job's `base`, or the longest folder that
/// they share. An entry of a manifest has its id or path as identity. Spelling variants of a path
/// give the same identity.
///
/// With a list of segments, the items are the segments instead of the recordings, and their ids are
/// their identities. Windows likewise replace the inputs or segments that they are cut from.
/// Throws Error(usage) when there are no items, when a file is not below the base, or as
/// refuse_collisions(); Error(not_found, permission, storage) when a folder or list cannot be read
/// completely.
Listing list_items(const Job& job, const FileSystem& file_system = local_file_system());

/// The missing files of `tones`, as items whose outputs are to be made.
ItemList missing_tones(const Tones& tones);

/// Size of one tone's file, header included.
std::int64_t tone_bytes(const Tones& tones);

/// The samples of one tone, as if read from its file.
std::unique_ptr<io::AudioSource> tone_source(const Tones& tones);

}  // namespace mpietl::job
