#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/storage_format.hpp"

// What outputs can be: one table of file formats, one of subtypes.
namespace mpietl::io {

inline constexpr std::int64_t no_limit = INT64_MAX;

/// A file format that can be chosen for outputs.
struct OutputFormat {
  std::string_view name;  ///< as it is typed
  FileFormat file = FileFormat::unknown;
  std::string_view extension;
  std::int64_t max_bytes = no_limit;
  std::optional<Subtype> only_subtype{};  ///< none: all that it can hold
};

/// A subtype that can be chosen for outputs.
struct OutputSubtype {
  std::string_view name;
  Subtype subtype = Subtype::other;
  double bytes_per_sample = 0.0;  ///< roughly, unless it is plain
  bool is_plain = false;          ///< each sample takes exactly that
};

/// In lower case, as all names here are.
std::string lower(std::string text);

std::span<const OutputFormat> output_formats();
std::span<const OutputSubtype> output_subtypes();

/// The row of a file format; nullptr for one that is only read.
const OutputFormat* find_output_format(FileFormat file);
/// The row of a subtype; nullptr for one that is not in the table.
const OutputSubtype* find_output_subtype(Subtype subtype);

/// For messages: "WAV (Microsoft)".
std::string title(FileFormat file);

/// Whether the format is made of RIFF's chunks.
bool is_wav_like(FileFormat file);

/// Whether `subtype` can be written into `file` at all, with one channel.
bool holds(FileFormat file, Subtype subtype);

/// Names of what a file format holds: "pcm_16, pcm_24".
std::string names_held(FileFormat file);

/// `format`, or RF64 instead of WAV when `signal` does not fit into the 4 GiB of a WAV file.
StorageFormat with_room_for(const StorageFormat& format, const audio::Signal& signal);

/// Throws Error(format) when a file of so many bytes is more than the format can count, and says
/// which formats can.
void check_size(const StorageFormat& format, std::int64_t bytes);

}  // namespace mpietl::io
