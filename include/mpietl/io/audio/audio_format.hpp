#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mpietl::io {

/// What an audio file holds, apart from its samples and their number.
struct AudioFormat {
  int channels = 1;
  int sample_rate = 44100;
  int code = 0;  ///< container, subtype and byte order, as libsndfile's format word

  bool operator==(const AudioFormat&) const = default;
};

/// How samples are handed to the encoder of a subtype.
struct SampleEncoding {
  enum class Kind { real, integer };
  Kind kind = Kind::real;
  int bits = 0;          ///< valid bits of an integer
  bool bounded = false;  ///< whether values beyond full scale must be cut off first
};

/// The encoding that the subtype of `code` asks for.
SampleEncoding sample_encoding(int code);

/// A WAV format of a plain `subtype` ("float", "pcm_16", …); throws Error(usage) that lists what
/// there is.
AudioFormat wav_format(const std::string& subtype, int channels, int sample_rate);

/// Bytes that `frames` frames take in a file of a plain subtype (PCM, float, a-law, u-law), header
/// and padding apart; 0 for other subtypes, for FLAC and containers that are only read, and when
/// `frames` is negative.
std::int64_t plain_bytes(const AudioFormat& format, std::int64_t frames);

/// Bytes of samples that `frames` frames take in a file: exact where plain_bytes() is, else a rough
/// estimate from typical speech and music (FLAC and ALAC 0.7 of the plain samples; Vorbis, Opus and
/// MP3 0.2 bytes a sample). 0 when `frames` is negative.
std::int64_t estimated_bytes(const AudioFormat& format, std::int64_t frames);

/// `format`, or RF64 instead of WAV when `frames` frames would not fit into the 4 GiB of a WAV
/// file.
AudioFormat with_room_for(const AudioFormat& format, std::int64_t frames);

/// Whether this format can be written with these channels and this rate.
bool is_writable(const AudioFormat& format);

/// For messages: "WAV (Microsoft), 16 bit PCM".
std::string describe(const AudioFormat& format);

/// Whether a file of this name is taken from a folder: its extension, in any case of letters, is
/// usually that of audio which libsndfile reads. Not that of samples without a header (raw, vox),
/// nor one that more often is of something else (mat, htk, iff, paf, mpc).
bool has_audio_extension(const std::string& name);

/// Whether a file of this name is, by its extension, of a container that is also written.
bool has_output_extension(const std::string& name);

/// What is wrong with the name of a file of `format`: "the name says wav, the content is mp3".
/// Empty where its extension means that container, or none that is known.
std::string name_warning(const std::string& name, const AudioFormat& format);

/// The format that outputs shall have.
struct OutputChoice {
  int container = 0;      ///< as libsndfile numbers them; 0: that of each input
  int subtype = 0;        ///< likewise; 0: that of each input, where the container holds it
  std::string extension;  ///< without a dot; empty: that of each input

  bool operator==(const OutputChoice&) const = default;
};

/// A container for outputs, as it was named.
struct ContainerChoice {
  std::string_view name = "same";
  int code = 0;          ///< as libsndfile numbers them; 0: that of each input
  int only_subtype = 0;  ///< likewise; 0: all that the container holds
  std::string_view extension;

  bool operator==(const ContainerChoice&) const = default;
};

/// A subtype for outputs, as it was named.
struct SubtypeChoice {
  std::string_view name = "same";
  int code = 0;  ///< as libsndfile numbers them; 0: that of each input

  bool operator==(const SubtypeChoice&) const = default;
};

/// The container of that name ("wav", "flac", "opus", …), in any case of letters; "same" leaves it
/// to the input. Throws Error(usage), which begins with `what`, for a name that is not known, with
/// the nearest that is.
ContainerChoice container_named(const std::string& name, const std::string& what);

/// The subtype of that name ("pcm_16", "float", "vorbis", …); likewise.
SubtypeChoice subtype_named(const std::string& name, const std::string& what);

/// Throws Error(usage) for a subtype that the container cannot hold, with those that it can.
OutputChoice output_choice(const ContainerChoice& container, const SubtypeChoice& subtype);

/// The format of the output for an input of `input`. Where the container does not hold the input's
/// subtype, it is the nearest in quality of those that it holds. The byte order is kept when the
/// container is. Throws Error(format) when channels, rate or subtype cannot be held.
AudioFormat output_format(const AudioFormat& input, const OutputChoice& choice);

/// The extension of outputs, without a dot; empty when they keep that of their input.
std::string extension_of(const OutputChoice& choice);

}  // namespace mpietl::io
