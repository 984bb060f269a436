#pragma once

#include <memory>
#include <string>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

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

  /// Tells that an item begins. One write, which takes all ends with it that are pending; when this
  /// returns, they survive the end of the process.
  void begin(const Started& item);

  /// Tells what became of an item; pending until the next begin(), flush() or finish(). Paths of
  /// the record are not kept: its index ties it to its begin.
  void end(const Record& record);

  /// Writes what is pending, and has all on the storage if that was asked for.
  void flush();

  /// Shows that the process lives, at most every 5 s, for who reads the journal on a file system
  /// without locks. Cheap; never throws.
  void beat() noexcept;

  /// Tells how the run ended for this rank ("complete", or why it stopped), and flushes. The run
  /// seems alive until this is gone, where the file system has locks.
  void finish(const std::string& ending);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace mpietl::journal
