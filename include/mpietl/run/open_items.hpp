#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

namespace mpietl::run {

class Pipeline;
struct Workspace;

/// The large items that threads of this rank are at work on, for idle threads to help with.
class OpenItems {
 public:
  /// Works on the open item that has the fewest helpers until it has no more blocks; returns at
  /// once with false when there is none.
  bool help(Workspace& workspace);

  /// An item that is open from here to the end of a scope; the end waits until all helpers left.
  class Entry {
   public:
    Entry(OpenItems& items, Pipeline& pipeline);
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;
    Entry(Entry&&) = delete;
    Entry& operator=(Entry&&) = delete;
    ~Entry();

   private:
    OpenItems& items_;
    Pipeline& pipeline_;
  };

 private:
  struct Shared {
    Pipeline* pipeline;
    int helpers;
  };

  Shared* find(const Pipeline& pipeline);

  std::mutex mutex_;
  std::condition_variable helper_left_;
  std::vector<Shared> shared_;
};

}  // namespace mpietl::run
