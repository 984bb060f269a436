#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "mpietl/audio/random.hpp"
#include "mpietl/core/columns.hpp"

namespace mpietl::job {

/// The kind of an input.
enum class InputKind : std::uint8_t {
  file,     ///< a file
  member,   ///< a file in a tar, as a range of bytes
  ark,      ///< an object in a Kaldi ark, which contains its own size
  command,  ///< the output of a command for /bin/sh, written with '|' at its end
  files,    ///< several files whose channels are one signal: paths, with blanks between
};

/// Where the bytes of an input are.
struct InputPlace {
  InputKind kind = InputKind::file;
  std::uint32_t path_bytes = 0;  ///< length of the archive's path, or the first, in the name
  std::int64_t begin = 0;        ///< first byte in the archive
  std::int64_t bytes = -1;       ///< size of a member
};

/// An input and its output. Paths are bytes.
struct Item {
  std::int64_t index = -1;  ///< place in the list
  std::string input;
  std::string output;
  std::string identity;               ///< its random numbers depend on this and the seed
  std::int64_t bytes = -1;            ///< size of the input; -1: unknown
  std::int64_t modified_ns = 0;       ///< time of the input's last modification, since 1970
  double offset_seconds = 0.0;        ///< start of the item in the input
  double duration_seconds = -1.0;     ///< length of the item; -1: to the end
  std::int32_t channel = -1;          ///< the only one to take, from 0; -1: all
  double estimated_seconds = 0.0;     ///< estimated time for one thread
  std::int32_t earlier_attempts = 0;  ///< in this run of the job and earlier ones
  InputKind kind = InputKind::file;
  std::uint32_t path_bytes = 0;  ///< see InputPlace
  std::int64_t begin = 0;        ///< see InputPlace
  std::string fault{};           ///< why the input cannot be read, if known; else empty
  std::string fingerprint{};     ///< set on the rank that processes the item
};

/// Whether an item is only a segment of its input.
inline bool is_part(const Item& item) {
  return item.offset_seconds > 0.0 || item.duration_seconds >= 0.0;
}

/// The members that ranks exchange.
inline constexpr std::tuple item_columns{
    Column{"index", &Item::index, "", ""},
    Column{"input", &Item::input, "", ""},
    Column{"output", &Item::output, "", ""},
    Column{"identity", &Item::identity, "", ""},
    Column{"bytes", &Item::bytes, "bytes", ""},
    Column{"modified", &Item::modified_ns, "ns", ""},
    Column{"offset", &Item::offset_seconds, "s", ""},
    Column{"duration", &Item::duration_seconds, "s", ""},
    Column{"channel", &Item::channel, "", ""},
    Column{"estimate", &Item::estimated_seconds, "s", ""},
    Column{"earlier_attempts", &Item::earlier_attempts, "", ""},
    Column{"kind", &Item::kind, "", ""},
    Column{"path_bytes", &Item::path_bytes, "bytes", ""},
    Column{"begin", &Item::begin, "bytes", ""},
    Column{"fault", &Item::fault, "", ""},
};

/// The path of the file that contains the input; empty for a command.
std::string file_of(const Item& item);

/// The item's stream of random numbers: the 128-bit XXH3 hash of its identity, with the job's seed.
audio::StreamId stream_of(const Item& item, std::uint64_t seed);

}  // namespace mpietl::job
