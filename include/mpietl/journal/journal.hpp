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

/// One start of the program for a job. What only rank 0 knows, other ranks leave empty.
struct Run {
  std::string id;                     ///< 16 hexadecimal digits, drawn by rank 0
  std::int32_t number = 1;            ///< among the runs of the job, from 1
  std::string created;                ///< ISO 8601, UTC
  double started_unix_seconds = 0.0;  ///< zero of the job's clock, in UTC since 1970
  std::string command_line;
  std::string working_directory;  ///< as escape() makes it
  std::string job;                ///< the TOML in force
  std::string mpietl_version;
  std::string shard;              ///< of the list of inputs; empty: the whole
  std::int64_t list_items = 0;    ///< in the whole list
  std::string list_digest;        ///< of that
  std::int64_t items = -1;        ///< in the list of this run: all, or a shard
  std::int64_t kept = 0;          ///< of these, that earlier runs did and this one does not again
  std::int64_t dropped = 0;       ///< likewise, that earlier runs dropped
  std::int64_t set_aside = 0;     ///< that are not tried again, since runs died over them
  std::int64_t bytes_to_do = -1;  ///< of the inputs that this run is to read
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
  std::string cpus;  ///< processors that it was allowed to use, as a list

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
  double unix_seconds = 0.0;  ///< when, in UTC since 1970, by the clock of the rank's host

  bool operator==(const Started&) const = default;
};

/// The folder of the journal of a report.
std::string folder_of(const std::string& report);

/// The journal of one rank: one file, to which frames are appended as items begin and end.
///
/// Methods may be called by any thread, and throw Error(no_space, storage, host, permission) that
/// names the file. A frame that could not be written whole is taken back.
class Writer {
 public:
  /// Makes the folder where it is missing, and the rank's file in it, which must be new; follows no
  /// link for either. The file is locked while this lives, where the file system has locks.
  Writer(const std::string& folder, const Run& run, const Rank& rank, Durability durability);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  Writer(Writer&&) = delete;
  Writer& operator=(Writer&&) = delete;
  ~Writer();

  /// Tells that items begin. One write, which takes all ends with it that are pending; when this
  /// returns, they survive the end of the process.
  void begin(std::span<const Started> items);
  void begin(const Started& item) { begin(std::span(&item, 1)); }

  /// Tells what became of an item; pending until the next begin(), flush() or finish(). Paths of
  /// the record are not kept: its index ties it to its begin.
  void end(const Record& record);

  /// Writes what is pending, and has all on the storage if that was asked for.
  void flush();

  /// Shows that the process lives, at most every 5 s, for who reads the journal on a file system
  /// without locks. Cheap; never throws.
  void heartbeat() noexcept;

  /// Tells how the run ended for this rank ("complete", or why it stopped), and flushes. The run
  /// seems alive until this is gone, where the file system has locks.
  void finish(const std::string& ending);

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// A run that left its journal.
struct PastRun {
  Run run;                   ///< number and id always; the rest where a header is readable
  std::vector<Rank> ranks;   ///< in order; those whose header is readable
  std::string ending;        ///< of rank 0; empty: it died, or it still runs
  bool seems_alive = false;  ///< also when it told its end, as long as it stores its results
  double seconds_since_write =
      0.0;                   ///< since a rank's file was written to; infinite: there is none
  std::int64_t damaged = 0;  ///< places where its files could not be read, torn tails apart
};

/// An item that was begun.
struct Entry {
  std::size_t run = 0;  ///< index into Past::runs
  std::int32_t rank = 0;
  Started started;
  std::optional<Record> ended;  ///< without paths; nothing: the run died, or its end is damaged
};

struct Past {
  std::vector<PastRun> runs;       ///< by number, then by creation
  std::int64_t foreign_files = 0;  ///< files of journals that are no journals of this version
};

/// Reads a journal, file by file in bounded memory, and calls `visit` once for each begin: run by
/// run, rank by rank, in the order of the ends, and then those without an end.
///
/// A folder that is missing holds no runs. Damage is passed over, never thrown: a torn tail is cut,
/// a damaged frame is skipped, an end without its begin is dropped. Files that are no journals are
/// left alone. A run of this process that is still being written seems alive.
/// Throws Error(permission, storage, host) where the system does not let it read.
Past read(const std::string& folder, const std::function<void(const Entry&)>& visit);

/// Reads the newest run alone, in the same way; the `run` of its entries is 0. Nothing where the
/// folder holds none. Throws as read().
std::optional<PastRun> read_newest(const std::string& folder,
                                   const std::function<void(const Entry&)>& visit);

/// Removes the files of the runs with these ids, and the folder if nothing else is in it; files
/// that are gone already are no error. Throws Error(permission, storage, host).
void remove_runs(const std::string& folder, std::span<const std::string> ids);

/// Input and output of an item, raw bytes.
using Paths = std::pair<std::string, std::string>;

/// The items of a run, row by row.
struct ItemRows {
  std::size_t count = 0;
  std::function<Paths(std::size_t row)> paths_of;

  /// The index in the list of all inputs, of which these may be a part; it rises with the rows, and
  /// is below 2^32.
  std::function<std::uint64_t(std::size_t row)> index_of = [](std::size_t row) { return row; };
};

/// Stores the items of a run, in order, beside its journal, so that a report can be made of it.
/// Throws as Writer does.
void write_list(const std::string& folder, const Run& run, const ItemRows& items,
                Durability durability);

/// What is left of a list.
struct ListRead {
  std::size_t size = 0;      ///< items, less those of a torn tail
  bool is_complete = false;  ///< whether each of them was visited, and none is missing at the end
};

/// Visits the items of a run, in order, with their indices in the list of all inputs; those that
/// are damaged are passed over, and memory is bounded. Nothing where there is no list. Throws as
/// read() does.
std::optional<ListRead> read_list(
    const std::string& folder, const Run& run,
    const std::function<void(std::size_t index, const Paths& paths)>& visit);

}  // namespace mpietl::journal
