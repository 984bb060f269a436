#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// The requested format of outputs.
struct OutputChoice {
  std::optional<FileFormat> file;  ///< none: the input's
  std::optional<Subtype> subtype;  ///< none: the input's, if the file format supports it
  std::string extension;           ///< without a dot; empty: the input's

  bool operator==(const OutputChoice&) const = default;
};

/// A requested file format, by name.
struct FormatChoice {
  std::string_view name = "same";
  std::optional<FileFormat> file;       ///< none: the input's
  std::optional<Subtype> only_subtype;  ///< none: any that the format supports
  std::string_view extension;

  bool operator==(const FormatChoice&) const = default;
};

/// A requested subtype, by name.
struct SubtypeChoice {
  std::string_view name = "same";
  std::optional<Subtype> subtype;  ///< none: the input's

  bool operator==(const SubtypeChoice&) const = default;
};

/// The file format of that name ("wav", "flac", "opus", …), in upper or lower case; "same" means
/// the input's. Throws Error(usage), which begins with `what` and suggests the nearest name, for an
/// unknown name.
FormatChoice format_named(const std::string& name, const std::string& what);

/// The subtype of that name ("pcm_16", "float", "vorbis", …); throws as format_named().
SubtypeChoice subtype_named(const std::string& name, const std::string& what);

/// Throws Error(usage) for a subtype that the file format does not support; lists those it
/// supports.
OutputChoice output_choice(const FormatChoice& format, const SubtypeChoice& subtype);

/// The format of an output with `signal`, for an input of `input`. A subtype that the file format
/// does not support is replaced by the nearest in quality. The byte order is kept if the file
/// format is. WAV becomes RF64 (EBU Tech 3306) when it would exceed 4 GiB. Throws Error(format)
/// when channels, rate, subtype or size are not supported.
StorageFormat output_format(const StorageFormat& input, const audio::Signal& signal,
                            const OutputChoice& choice);

/// A WAV format of a plain `subtype` ("float", "pcm_16", …); throws Error(usage) that lists the
/// known ones.
StorageFormat wav_format(const std::string& subtype);

/// Whether this program can write the format with the channels and rate of `signal`.
bool is_writable(const StorageFormat& format, const audio::Signal& signal);

/// Size of the samples of `signal` in a file of a plain subtype (PCM, float, a-law, u-law), without
/// header and padding; 0 for other subtypes, for FLAC, for formats that are only read, and when the
/// number of frames is unknown.
std::int64_t plain_bytes(const StorageFormat& format, const audio::Signal& signal);

/// Size of the samples of `signal` in a file: exact where plain_bytes() is, else estimated from
/// typical speech and music (FLAC and ALAC 0.7 of the plain samples; Vorbis, Opus and MP3 0.2 bytes
/// per sample). 0 when the number of frames is unknown.
std::int64_t estimated_bytes(const StorageFormat& format, const audio::Signal& signal);

}  // namespace mpietl::io
