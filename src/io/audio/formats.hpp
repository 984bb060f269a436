#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/storage_format.hpp"

// The possible formats of outputs: a table of file formats and one of subtypes.
namespace mpietl::io {

inline constexpr std::int64_t no_limit = INT64_MAX;

/// A file format that can be chosen for outputs.
struct OutputFormat {
  std::string_view name;  ///< as typed
  FileFormat file = FileFormat::unknown;
  std::string_view extension;
  std::int64_t max_bytes = no_limit;
  std::optional<Subtype> only_subtype{};  ///< none: any that it supports
};

/// A subtype that can be chosen for outputs.
struct OutputSubtype {
  std::string_view name;
  Subtype subtype = Subtype::other;
  double bytes_per_sample = 0.0;  ///< an estimate, unless it is plain
  bool is_plain = false;          ///< each sample takes exactly `bytes_per_sample`
};

/// `text` in lower case, as all names here are.
std::string lower(std::string text);

std::span<const OutputFormat> output_formats();
std::span<const OutputSubtype> output_subtypes();

/// The row of a file format; nullptr for one that is only read.
const OutputFormat* find_output_format(FileFormat file);
/// The row of a subtype; nullptr for one that is not in the table.
const OutputSubtype* find_output_subtype(Subtype subtype);

/// For messages: "WAV (Microsoft)".
std::string title(FileFormat file);

/// Whether the format consists of RIFF chunks.
bool is_wav_like(FileFormat file);

/// Whether `subtype` can be written into `file` at all, with one channel.
bool holds(FileFormat file, Subtype subtype);

/// Names of the subtypes that a file format supports: "pcm_16, pcm_24".
std::string names_held(FileFormat file);

/// `format`, or RF64 instead of WAV when `signal` would exceed the 4 GiB of a WAV file.
StorageFormat with_room_for(const StorageFormat& format, const audio::Signal& signal);

/// Throws Error(format), which names formats without a limit, when a file of `bytes` bytes is too
/// large for the format.
void check_size(const StorageFormat& format, std::int64_t bytes);

}  // namespace mpietl::io
