#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "journal/content.hpp"
#include "journal/folder.hpp"
#include "journal/frames.hpp"
#include "journal/runs.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

namespace {

constexpr std::chrono::milliseconds shortest_pause{5};
constexpr std::chrono::milliseconds longest_pause{640};

/// Texts that may be larger than a frame.
void append_parts(Bytes& bytes, Kind kind, const std::string& text) {
  auto rest = std::as_bytes(std::span(text));
  while (!rest.empty()) {
    const auto part = rest.first(std::min(rest.size(), max_text_bytes));
    append_frame(bytes, kind, part);
    rest = rest.subspan(part.size());
  }
}

Bytes header(const Run& run, const Rank& rank) {
  Bytes bytes;
  append_frame(bytes, Kind::run, encode(run));
  append_frame(bytes, Kind::rank, encode(rank));
  append_parts(bytes, Kind::command_line, run.command_line);
  append_parts(bytes, Kind::job, run.job);
  return bytes;
}

}  // namespace

class Writer::State {
 public:
  State(const Folder& folder, const Run& run, const Rank& rank, Durability durability)
      : durability_(durability), file_(folder, text_of(Name{run.number, run.id, rank.rank})) {
    lock(file_.descriptor());
    file_.append(header(run, rank));
    if (durability_ != Durability::stored) return;
    file_.sync();
    folder.sync();
  }

  void begin(std::span<const Started> items) {
    const std::lock_guard guard(mutex_);
    const auto ends = pending_.size();
    for (const auto& item : items) append_frame(pending_, Kind::begin, encode(item));
    try {
      write();
    } catch (...) {
      // They have not begun; a later write may find room for the ends.
      pending_.resize(ends);
      throw;
    }
  }

  void add(Kind kind, const Bytes& payload) {
    const std::lock_guard guard(mutex_);
    append_frame(pending_, kind, payload);
  }

  void flush() {
    const std::lock_guard guard(mutex_);
    write();
    if (durability_ == Durability::stored && !std::exchange(is_stored_, true)) file_.sync();
  }

  void heartbeat() noexcept {
    const double now = clock_.now();
    double last = last_heartbeat_.load(std::memory_order_relaxed);
    if (now - last < heartbeat_seconds) return;
    if (last_heartbeat_.compare_exchange_strong(last, now)) touch(file_.descriptor());
  }

 private:
  void write() {
    if (pending_.empty()) return;
    is_stored_ = false;
    file_.append(pending_);
    pending_.clear();
  }

  Durability durability_;
  AppendFile file_;
  std::mutex mutex_;
  Bytes pending_;
  bool is_stored_ = true;
  JobClock clock_;
  std::atomic<double> last_heartbeat_ = 0.0;
};

Writer::Writer(const std::string& folder, const Run& run, const Rank& rank, Durability durability) {
  for (auto pause = shortest_pause; !state_; pause *= 2) {
    try {
      state_ = std::make_unique<State>(Folder::make(folder), run, rank, durability);
    } catch (const Error& error) {
      // Another run that has ended may just have removed the empty folder, or a folder that another
      // host has just created may not be visible yet.
      if (error.reason() != Reason::not_found || pause > longest_pause) throw;
      std::this_thread::sleep_for(pause);
    }
  }
}

Writer::~Writer() = default;

void Writer::begin(std::span<const Started> items) { state_->begin(items); }

void Writer::end(const Record& record) { state_->add(Kind::end, encode(record)); }

void Writer::flush() { state_->flush(); }

void Writer::heartbeat() noexcept { state_->heartbeat(); }

void Writer::finish(const std::string& ending) {
  ByteWriter writer;
  writer.put(ending);
  state_->add(Kind::ending, writer.take());
  state_->flush();
}

}  // namespace mpietl::journal
