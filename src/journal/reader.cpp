#include <algorithm>
#include <cassert>
#include <functional>
#include <map>
#include <utility>

#include "journal/content.hpp"
#include "journal/folder.hpp"
#include "journal/frames.hpp"
#include "journal/runs.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

namespace {

// More than a rank has threads: the others lost their ends to damage.
constexpr std::size_t max_open = 1U << 16U;

/// Matches the ends of a rank's items with their begins, frame by frame.
class Entries {
 public:
  /// `run` and `rank` are those of the entries. `visit` must outlive this object.
  Entries(std::size_t run, std::int32_t rank, const std::function<void(const Entry&)>& visit)
      : run_(run), rank_(rank), visit_(visit) {}

  /// Consumes a frame; false if its payload does not match its kind.
  bool add(const Frame& frame);

  /// Visits the items without an end.
  void finish();

 private:
  bool begin(std::span<const std::byte> payload);
  bool end(std::span<const std::byte> payload);
  void visit_oldest();

  std::size_t run_;
  std::int32_t rank_;
  const std::function<void(const Entry&)>& visit_;
  std::map<std::int64_t, Started> open_;  ///< by index
};

bool Entries::add(const Frame& frame) {
  if (frame.kind == Kind::begin) return begin(frame.payload);
  if (frame.kind == Kind::end) return end(frame.payload);
  return true;
}

void Entries::finish() {
  while (!open_.empty()) visit_oldest();
}

bool Entries::begin(std::span<const std::byte> payload) {
  Started item;
  if (!decode(payload, item)) return false;
  if (const auto before = open_.extract(item.index)) {
    visit_({run_, rank_, before.mapped(), std::nullopt});
  }
  if (open_.size() >= max_open) visit_oldest();
  const auto index = item.index;
  open_.emplace(index, std::move(item));
  return true;
}

bool Entries::end(std::span<const std::byte> payload) {
  Record record;
  if (!decode(payload, record)) return false;
  auto item = open_.extract(record.index);
  if (item) visit_({run_, rank_, std::move(item.mapped()), std::move(record)});
  return true;
}

void Entries::visit_oldest() {
  auto item = open_.extract(open_.begin());
  visit_({run_, rank_, std::move(item.mapped()), std::nullopt});
}

std::string ending_of(const Frame& frame) {
  std::string ending;
  try {
    ByteReader(frame.payload).get(ending);
  } catch (const Error&) {
    return "?";
  }
  return shown(ending);
}

/// Visits the entries of a rank's file. Returns its ending; empty if there is none.
std::string read_entries(const Folder& folder, const std::string& name, Entries entries,
                         PastRun& past) {
  const auto file = folder.open_file(name);
  if (!file) return {};
  FrameReader reader(file->number(), folder.path_of(name));
  std::string ending;
  Frame frame;
  while (reader.next(frame)) {
    if (frame.kind == Kind::ending) ending = ending_of(frame);
    if (!entries.add(frame)) ++past.damaged;
  }
  entries.finish();
  past.damaged += reader.damaged();
  return ending;
}

/// Visits the entries of the run at `index`, and adds what its files say to the run.
PastRun read_run(const Folder& folder, RunFiles files, std::size_t index,
                 const std::function<void(const Entry&)>& visit) {
  PastRun& run = files.past;
  for (std::size_t i = 0; i < files.ranks.size(); ++i) {
    const auto rank = files.ranks[i];
    const auto name = text_of(Name{run.run.number, run.run.id, rank});
    const auto ending = read_entries(folder, name, Entries(index, rank, visit), run);
    if (rank == 0) run.ending = ending;
    // A run with an ending may still be storing its results: the lock shows it.
    const Liveness& life = files.liveness[i];
    if (life.is_locked || (ending.empty() && seems_alive(life))) run.seems_alive = true;
  }
  return std::move(files.past);
}

}  // namespace

Past read(const std::string& path, const std::function<void(const Entry&)>& visit) {
  assert(visit);
  Past past;
  const auto folder = Folder::open(path);
  if (!folder) return past;
  auto [runs, foreign_files] = find_runs(*folder);
  past.foreign_files = foreign_files;
  for (auto& run : runs) {
    const auto index = past.runs.size();
    past.runs.push_back(read_run(*folder, std::move(run), index, visit));
  }
  return past;
}

std::optional<PastRun> read_newest(const std::string& path,
                                   const std::function<void(const Entry&)>& visit) {
  assert(visit);
  const auto folder = Folder::open(path);
  if (!folder) return std::nullopt;
  auto runs = find_runs(*folder).first;
  if (runs.empty()) return std::nullopt;
  return read_run(*folder, std::move(runs.back()), 0, visit);
}

void remove_runs(const std::string& path, std::span<const std::string> ids) {
  const auto folder = Folder::open(path);
  if (!folder) return;
  for (const auto& text : folder->names()) {
    const auto name = parse_name(text);
    if (name && std::ranges::find(ids, name->id) != ids.end()) folder->remove(text);
  }
  folder->remove_if_empty();
}

}  // namespace mpietl::journal
