#include <algorithm>
#include <cassert>
#include <utility>

#include "journal/content.hpp"
#include "journal/entries.hpp"
#include "journal/folder.hpp"
#include "journal/frame_reader.hpp"
#include "journal/names.hpp"
#include "journal/run_files.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

namespace {

std::string ending_of(const Frame& frame) {
  std::string ending;
  try {
    ByteReader(frame.payload).get(ending);
  } catch (const Error&) {
    return "?";
  }
  return shown(ending);
}

/// Visits the entries of a rank's file. Returns its ending; empty where it has none.
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

}  // namespace

Past read(const std::string& path, const std::function<void(const Entry&)>& visit) {
  assert(visit);
  Past past;
  const auto folder = Folder::open(path);
  if (!folder) return past;
  auto [runs, left_alone] = find_runs(*folder);
  past.left_alone = left_alone;
  for (auto& run : runs) {
    PastRun& made = past.runs.emplace_back(std::move(run.past));
    for (std::size_t i = 0; i < run.ranks.size(); ++i) {
      const auto rank = run.ranks[i];
      const auto name = text_of(Name{made.run.number, made.run.id, rank});
      const auto ending =
          read_entries(*folder, name, Entries(past.runs.size() - 1, rank, visit), made);
      if (rank == 0) made.ending = ending;
      // Who told its end may still store its results; its lock tells.
      const Life& life = run.lives[i];
      if (life.is_locked || (ending.empty() && seems_alive(life))) made.seems_alive = true;
    }
  }
  return past;
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
