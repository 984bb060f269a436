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
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/job/manifest.hpp"

namespace mpietl::job {

/// What a job asks of the file system while it is listed: of this process alone, or of all ranks.
struct FileSystem {
  /// Lists folders, by their paths below `root`; the results in the same order.
  std::function<std::vector<io::Folder>(const std::string& root, const io::NameFilter& filter,
                                        const std::vector<std::string>& folders)>
      list;

  /// Lists tars; the results in the same order.
  std::function<std::vector<io::TarContent>(const std::vector<std::string>& paths,
                                            const io::TarChoice& choice)>
      list_tars;

  /// The status of the files `path(0)` to `path(count - 1)`.
  std::function<std::vector<io::FileStatus>(std::size_t count,
                                            const std::function<std::string(std::size_t)>& path)>
      status;
};

/// The file system as this process sees it.
FileSystem local_file_system();

/// The whole list of a job, of which a shard is a part.
struct WholeList {
  std::size_t items = 0;
  std::string
      digest;  ///< 32 hexadecimal digits: a hash of their paths, identities, sizes and parts
  std::int64_t files_left_out = 0;  ///< in the folders, and not taken
};

/// What does not go together in a list of segments and the recordings.
struct SegmentGaps {
  std::size_t segments = 0;    ///< of recordings that are not among the inputs
  std::string recording{};     ///< the first of those
  std::size_t recordings = 0;  ///< without a segment
};

/// The inputs of a job.
struct Listing {
  ItemList items;  ///< of the whole list, or of a shard
  std::optional<Manifest>
      manifest;  ///< that names the last of the list, an item an entry, in order
  WholeList whole{};
  io::LeftOut left_out{};                    ///< files in the folders that are not taken
  std::vector<std::string> idle_patterns{};  ///< "--include 'x'": those that matched nothing
  SegmentGaps segment_gaps{};

  /// The place in the list of the first item that the manifest named.
  [[nodiscard]] std::size_t first_of_manifest() const {
    return manifest ? whole.items - manifest->entries().size() : whole.items;
  }
};

/// Whether a job names inputs of its own, so that tones are not its inputs.
bool names_inputs(const Job& job);

/// The items of a job, in list order: files as they were written, folders walked in bytewise
/// order without files that carry the suffix where outputs are written beside inputs, then the
/// list of `files_from`, or those of the manifest; the tones when nothing else is named.
///
/// An item's identity, and its output's place in an output folder, is its path below a base: the
/// folder that was named; of files and lists the job's `base`, or the longest folder that all of
/// them share; of a manifest the entry's id or path. How a path is written does not matter.
///
/// With a list of segments, these are the items, instead of the recordings from which they are cut.
/// Their ids are their identities.
/// Throws Error(usage) when there are none, when a file is not below the base, or as
/// refuse_collisions(); Error(not_found, permission, storage) when a folder or list cannot be read
/// whole.
Listing list_items(const Job& job, const FileSystem& file_system = local_file_system());

/// The tones of `tones` that are missing, as items whose output is to be made.
ItemList missing_tones(const Tones& tones);

/// Bytes of one tone's file, header included.
std::int64_t tone_bytes(const Tones& tones);

/// The samples of one tone, as if they were read of its file.
std::unique_ptr<io::AudioSource> tone_source(const Tones& tones);

}  // namespace mpietl::job
