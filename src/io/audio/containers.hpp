#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "mpietl/io/audio/audio_format.hpp"

// What outputs can be: one table of containers, one of subtypes.
namespace mpietl::io {

inline constexpr std::int64_t no_limit = INT64_MAX;

/// A container that is written, and what of it libsndfile does not tell.
struct Container {
  std::string_view name;       ///< as it is typed
  int code = 0;                ///< SF_FORMAT_…
  std::string_view extension;  ///< of its files
  std::int64_t most_bytes = no_limit;
  int only_subtype = 0;  ///< 0: all that it can hold
};

/// A way to store samples.
struct Subtype {
  std::string_view name;
  int code = 0;                   ///< SF_FORMAT_…
  double bytes_per_sample = 0.0;  ///< roughly, unless it is plain
  bool is_plain = false;          ///< each sample takes exactly that
};

/// In lower case, as all names here are.
std::string lower(std::string text);

std::span<const Container> containers();
std::span<const Subtype> subtypes();

/// The container of a format word; nullptr for one that is only read.
const Container* container_of(int code);
/// The subtype of a format word; nullptr for one that is not in the table.
const Subtype* subtype_of(int code);

/// Whether libsndfile can write `subtype` into `container` at all, with one channel.
bool holds(int container, int subtype);

/// Names of what a container holds: "pcm_16, pcm_24".
std::string names_held(int container);

/// Throws Error(format) when a file of so many bytes is more than the container of `format` can
/// count, and says which formats can.
void check_size(const AudioFormat& format, std::int64_t bytes);

}  // namespace mpietl::io
