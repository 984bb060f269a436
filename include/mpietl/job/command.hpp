#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/codec.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

// The command of `mpietl map`. Placeholders in its words are replaced by values of an item:
//   {in}     path of the input
//   {out}    path to write the output to: a temporary name with the final extension and folder
//   {item}   the same as {in}, for items that need not be files
//   {index}  place in the list, from 0
//   {stem}   name of the input without folder and extension
//   {rank}, {thread}  rank and thread that run it
//   {seed}   the item's own number, from 0 to 2^63 - 1, independent of ranks and threads
namespace mpietl::job {

/// Whether the job is one of `mpietl map`.
inline bool is_map(const Job& job) { return !job.command.empty(); }

/// Whether the job makes outputs: not with --no-output, a command without {out}, or `mpietl
/// segment`.
bool makes_outputs(const Job& job);

/// Whether the lines of the job's list may be any texts, not only paths: its command contains
/// {item} but not {in}.
bool takes_texts(const Job& job);

/// Writes what ranks need byte by byte and TOML may not hold: the words of the command, the folder
/// for results, and the list of segments.
void put_command(const Job& job, ByteWriter& writer);
void get_command(ByteReader& reader, Job& job);

/// Throws Error(usage) for an invalid command, or options that contradict it.
void check_command(const Job& job);

/// Who runs a command, and where the command writes.
struct CommandPlace {
  std::string output;  ///< empty: no output
  std::int32_t rank = 0;
  int thread = 0;
};

/// The words of the command for an item, with all placeholders replaced.
std::vector<std::string> command_for(const Item& item, const Job& job, const CommandPlace& place);

}  // namespace mpietl::job
