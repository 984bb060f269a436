#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

// The command of `mpietl map`. In its words these stand for values of an item:
//   {in}     path of the input
//   {out}    where to write the output: a temporary name with its extension, in its folder
//   {item}   the same as {in}, of items that need not be files
//   {index}  place in the list, from 0
//   {stem}   name of the input without folder and extension
//   {rank}, {thread}  who runs it
//   {seed}   a number of the item's own, from 0 to 2^63 - 1, which ranks and threads do not change
namespace mpietl::job {

/// Whether a job is one of `mpietl map`.
inline bool is_map(const Job& job) { return !job.command.empty(); }

/// Whether items have outputs: all but those of a command without {out}, and of --no-output.
bool makes_outputs(const Job& job);

/// Whether the lines of the job's list are any texts, and not paths: its command has {item} and not
/// {in}.
bool takes_texts(const Job& job);

/// The names that ranks need, byte by byte, which TOML may not hold: the words of the command, and
/// the folder for results.
void put_command(const Job& job, ByteWriter& writer);
void get_command(ByteReader& reader, Job& job);

/// Throws Error(usage) for a command, or options beside it, that make no sense.
void check_command(const Job& job);

/// Who runs a command, and where it writes.
struct CommandPlace {
  std::string output;  ///< empty: it has none
  std::int32_t rank = 0;
  int thread = 0;
};

/// The words of the command for an item, to be run as they are.
std::vector<std::string> command_for(const Item& item, const Job& job, const CommandPlace& place);

}  // namespace mpietl::job
