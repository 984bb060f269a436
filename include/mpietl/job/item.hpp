#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "mpietl/audio/random.hpp"
#include "mpietl/core/columns.hpp"

namespace mpietl::job {

/// What an input is.
enum class InputKind : std::uint8_t {
  file,     ///< a whole file
  member,   ///< a file in a tar: bytes of that
  ark,      ///< a file in a Kaldi ark, which tells its size itself
  command,  ///< what a command prints, for /bin/sh with '|' behind it
};

/// Where the bytes of an input are.
struct InputPlace {
  InputKind kind = InputKind::file;
  std::uint32_t path_bytes = 0;  ///< of the input's name: those that are the path of the archive
  std::int64_t begin = 0;        ///< in the archive
  std::int64_t bytes = -1;       ///< of a member
};

/// One input file and the output to be made of it. Paths are bytes.
struct Item {
  std::int64_t index = -1;  ///< place in the list
  std::string input;
  std::string output;
  std::string identity;               ///< what its random numbers depend on, beside the seed
  std::int64_t bytes = -1;            ///< size of the input; -1: not known
  std::int64_t modified_ns = 0;       ///< when the input was changed last, since 1970
  double offset_seconds = 0.0;        ///< where in the input the item begins
  double duration_seconds = -1.0;     ///< how much of it is taken; -1: all that is there
  double estimated_seconds = 0.0;     ///< what it is thought to cost one thread
  std::int32_t earlier_attempts = 0;  ///< in this run of the job and those before
  InputKind kind = InputKind::file;
  std::uint32_t path_bytes = 0;  ///< as InputPlace::path_bytes
  std::int64_t begin = 0;        ///< as InputPlace::begin
  std::string fault{};           ///< why it is known that the input cannot be read; empty otherwise
  std::string fingerprint{};     ///< of what is done; known on the rank that does it
};

/// Whether an item is not all of its input.
inline bool is_part(const Item& item) {
  return item.offset_seconds > 0.0 || item.duration_seconds >= 0.0;
}

/// What travels between ranks.
inline constexpr std::tuple item_columns{
    Column{"index", &Item::index, "", ""},
    Column{"input", &Item::input, "", ""},
    Column{"output", &Item::output, "", ""},
    Column{"identity", &Item::identity, "", ""},
    Column{"bytes", &Item::bytes, "bytes", ""},
    Column{"modified", &Item::modified_ns, "ns", ""},
    Column{"offset", &Item::offset_seconds, "s", ""},
    Column{"duration", &Item::duration_seconds, "s", ""},
    Column{"estimate", &Item::estimated_seconds, "s", ""},
    Column{"earlier_attempts", &Item::earlier_attempts, "", ""},
    Column{"kind", &Item::kind, "", ""},
    Column{"path_bytes", &Item::path_bytes, "bytes", ""},
    Column{"begin", &Item::begin, "bytes", ""},
    Column{"fault", &Item::fault, "", ""},
};

/// The path of the file that has the bytes of the input; empty for a command.
std::string file_of(const Item& item);

/// The stream of random numbers that belongs to an item: the 128-bit XXH3 hash of its identity,
/// with the job's seed.
audio::StreamId stream_of(const Item& item, std::uint64_t seed);

}  // namespace mpietl::job
