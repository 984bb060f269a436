#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mpietl/audio/signal.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// The format that outputs shall have.
struct OutputChoice {
  std::optional<FileFormat> file;  ///< none: that of each input
  std::optional<Subtype> subtype;  ///< none: that of each input, where the file format holds it
  std::string extension;           ///< without a dot; empty: that of each input

  bool operator==(const OutputChoice&) const = default;
};

/// A file format for outputs, as it was named.
struct FormatChoice {
  std::string_view name = "same";
  std::optional<FileFormat> file;       ///< none: that of each input
  std::optional<Subtype> only_subtype;  ///< none: all that the format holds
  std::string_view extension;

  bool operator==(const FormatChoice&) const = default;
};

/// A subtype for outputs, as it was named.
struct SubtypeChoice {
  std::string_view name = "same";
  std::optional<Subtype> subtype;  ///< none: that of each input

  bool operator==(const SubtypeChoice&) const = default;
};

/// The file format of that name ("wav", "flac", "opus", …), in upper or lower case; "same" leaves
/// it to the input. Throws Error(usage), which begins with `what`, for a name that is not known,
/// with the nearest known one.
FormatChoice format_named(const std::string& name, const std::string& what);

/// The subtype of that name ("pcm_16", "float", "vorbis", …); likewise.
SubtypeChoice subtype_named(const std::string& name, const std::string& what);

/// Throws Error(usage) for a subtype that the file format cannot hold, with those that it can.
OutputChoice output_choice(const FormatChoice& format, const SubtypeChoice& subtype);

/// The format of an output that holds `signal`, for an input of `input`. A subtype that the file
/// format does not hold becomes the nearest in quality that it holds. The byte order is kept when
/// the file format is. WAV becomes RF64 (EBU Tech 3306) where it would pass 4 GiB. Throws
/// Error(format) when channels, rate, subtype or size cannot be held.
StorageFormat output_format(const StorageFormat& input, const audio::Signal& signal,
                            const OutputChoice& choice);

/// A WAV format of a plain `subtype` ("float", "pcm_16", …); throws Error(usage) that lists the
/// known ones.
StorageFormat wav_format(const std::string& subtype);

/// Whether this program writes the format, with so many channels at such a rate.
bool is_writable(const StorageFormat& format, const audio::Signal& signal);

/// Bytes of the samples of `signal` in a file of a plain subtype (PCM, float, a-law, u-law), header
/// and padding apart; 0 for other subtypes, for FLAC and formats that are only read, and when the
/// number of frames is not known.
std::int64_t plain_bytes(const StorageFormat& format, const audio::Signal& signal);

/// Bytes of the samples of `signal` in a file: exact where plain_bytes() is, else a rough estimate
/// from typical speech and music (FLAC and ALAC 0.7 of the plain samples; Vorbis, Opus and MP3 0.2
/// bytes a sample). 0 when the number of frames is not known.
std::int64_t estimated_bytes(const StorageFormat& format, const audio::Signal& signal);

}  // namespace mpietl::io
