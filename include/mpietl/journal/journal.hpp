#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/record.hpp"

namespace mpietl::journal {

/// One start of the program for a job. Fields that only rank 0 knows are empty on other ranks.
struct Run {
  std::string id;                     ///< 16 hexadecimal digits, chosen by rank 0
  std::int32_t number = 1;            ///< among the runs of the job, from 1
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in seconds of UTC since 1970
  std::string command_line;
  std::string working_directory;  ///< in the form of escape()
  std::string job;                ///< the effective options, as TOML
  std::string mpietl_version;
  std::string shard;            ///< part of the list of inputs; empty: all of it
  std::int64_t list_items = 0;  ///< in the whole list
  std::string list_digest;      ///< of the whole list
  std::int64_t items = -1;      ///< in the list of this run: all, or those of a shard
  std::int64_t kept = 0;        ///< of these: done by earlier runs, and not repeated
  std::int64_t dropped = 0;     ///< of these: dropped by earlier runs
  std::int64_t set_aside =
      0;  ///< of these: not tried again, because runs died while processing them
  std::int64_t bytes_to_do = -1;  ///< of the inputs that this run has to read
  std::uint64_t seed = 0;
  std::int32_t ranks = 1;
  std::string schedule;
  std::string mpi_library;
  std::string libsndfile_version;
  std::map<std::string, std::string> environment;  ///< SLURM_* and OMP_* that were set

  bool operator==(const Run&) const = default;
};

/// One process of a run.
struct Rank {
  std::int32_t rank = 0;
  std::string host;
  std::int64_t pid = 0;
  std::int32_t threads = 1;
  std::string cpus;  ///< processors that it may use, as a list

  bool operator==(const Rank&) const = default;
};

/// An item that a thread begins. Paths are raw bytes.
struct Started {
  std::int64_t index = -1;
  std::int32_t attempt = 0;
  std::int64_t bytes = -1;  ///< of the input
  std::string input;
  std::string output;
  std::string fingerprint;
  double unix_seconds =
      0.0;  ///< time, in seconds of UTC since 1970, by the clock of the rank's host

  bool operator==(const Started&) const = default;
};

/// The journal folder of a report.
std::string folder_of(const std::string& report);

/// The journal of one rank: one file, to which frames are appended as items begin and end.
///
/// Any thread may call the methods. They throw Error(no_space, storage, host, permission) that
/// names the file. If a frame cannot be written completely, its beginning is removed.
class Writer {
 public:
  /// Creates the folder if it is missing, and the rank's file in it, which must be new. Follows no
  /// links. The file is locked while this object lives, if the file system has locks.
  Writer(const std::string& folder, const Run& run, const Rank& rank, Durability durability);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  Writer(Writer&&) = delete;
  Writer& operator=(Writer&&) = delete;
  ~Writer();

  /// Records that items begin. One write stores this with all pending ends; when it returns, they
  /// survive the end of the process.
  void begin(std::span<const Started> items);
  void begin(const Started& item) { begin(std::span(&item, 1)); }

  /// Records the result of an item; pending until the next begin(), flush() or finish(). Does not
  /// store the paths of the record: its index leads to its begin.
  void end(const Record& record);

  /// Writes what is pending, and syncs the file if that was requested.
  void flush();

  /// Shows that the process lives, at most every 5 s, to readers on file systems without locks.
  /// Cheap; never throws.
  void heartbeat() noexcept;

  /// Records how the run ended for this rank ("complete", or why it stopped), and flushes. On file
  /// systems with locks, the run seems alive until this object is destroyed.
  void finish(const std::string& ending);

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// A run with a journal.
struct PastRun {
  Run run;                   ///< number and id are always set; the rest if a header is readable
  std::vector<Rank> ranks;   ///< those with a readable header, in ascending order
  std::string ending;        ///< of rank 0; empty: it died, or is still running
  bool seems_alive = false;  ///< also after its end, while it stores its results
  double seconds_since_write =
      0.0;                   ///< since the last write to a file of a rank; infinite: there is none
  std::int64_t damaged = 0;  ///< places where its files are unreadable, not counting torn tails
};

/// An item that was begun.
struct Entry {
  std::size_t run = 0;  ///< index into Past::runs
  std::int32_t rank = 0;
  Started started;
  std::optional<Record>
      ended;  ///< without paths; empty: the run died, or the frame of the end is damaged
};

struct Past {
  std::vector<PastRun> runs;       ///< by number, then by creation
  std::int64_t foreign_files = 0;  ///< journals of other versions, and files that are not journals
};

/// Reads a journal, file by file in bounded memory, and calls `visit` once for each begin: run by
/// run, rank by rank, first the items with an end, in the order of the ends, then those without.
///
/// A missing folder holds no runs. Damage is skipped and never throws: a torn tail is cut, a
/// damaged frame is skipped, and an end without a begin is dropped. Files that are not journals are
/// ignored. A run of this process that is still being written seems alive. Throws Error(permission,
/// storage, host) if the system does not let it read.
Past read(const std::string& folder, const std::function<void(const Entry&)>& visit);

/// Reads only the newest run, in the same way; the `run` of its entries is 0. Empty if the folder
/// holds no run. Throws as read().
std::optional<PastRun> read_newest(const std::string& folder,
                                   const std::function<void(const Entry&)>& visit);

/// Removes the files of the runs with these ids, and the folder if nothing else is in it. Files
/// that are already gone are no error. Throws Error(permission, storage, host).
void remove_runs(const std::string& folder, std::span<const std::string> ids);

/// Input and output of an item, as raw bytes.
using Paths = std::pair<std::string, std::string>;

/// The items of a run, row by row.
struct ItemRows {
  std::size_t count = 0;
  std::function<Paths(std::size_t row)> paths_of;

  /// The index in the list of all inputs, of which these may be a part. It rises with the row, and
  /// is below 2^32.
  std::function<std::uint64_t(std::size_t row)> index_of = [](std::size_t row) { return row; };
};

/// Stores the items of a run, in order, next to its journal, so that a report can be made from it.
/// Throws as Writer.
void write_list(const std::string& folder, const Run& run, const ItemRows& items,
                Durability durability);

/// The readable part of a list.
struct ListRead {
  std::size_t size = 0;      ///< without those of a torn tail
  bool is_complete = false;  ///< whether all items were visited and none is missing at the end
};

/// Visits the items of a run, in order, with their indices in the list of all inputs. Damaged items
/// are skipped, and memory is bounded. Empty if there is no list. Throws as read().
std::optional<ListRead> read_list(
    const std::string& folder, const Run& run,
    const std::function<void(std::size_t index, const Paths& paths)>& visit);

}  // namespace mpietl::journal
