#include "journal/run_files.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <map>
#include <tuple>

#include "journal/content.hpp"
#include "journal/frame_reader.hpp"
#include "journal/names.hpp"

namespace mpietl::journal {

namespace {

/// Whether a file begins as its writer would have begun it, had it not been stopped.
bool is_begun_frame(int descriptor) {
  std::array<char, sizeof marker> start{};
  const ssize_t n = ::pread(descriptor, start.data(), start.size(), 0);
  return n >= 0 && std::memcmp(start.data(), &marker, static_cast<std::size_t>(n)) == 0;
}

/// Puts a frame into the header; false for one that belongs to items.
bool add(const Frame& frame, Header& header) {
  switch (frame.kind) {
    case Kind::run:
      if (!decode(frame.payload, header.run.emplace())) header.run.reset();
      return true;
    case Kind::rank:
      if (!decode(frame.payload, header.rank.emplace())) header.rank.reset();
      return true;
    case Kind::command_line:
      if (header.run) header.run->command_line += text_of(frame.payload);
      return true;
    case Kind::job:
      if (header.run) header.run->job += text_of(frame.payload);
      return true;
    default:
      return false;
  }
}

/// Makes the texts safe that messages show.
void make_shown(Header& header) {
  constexpr std::array of_run{&Run::created, &Run::command_line, &Run::mpietl_version, &Run::shard,
                              &Run::list_digest};
  for (const auto text : of_run) {
    if (header.run) *header.run.*text = shown(*header.run.*text);
  }
  if (header.rank) header.rank->host = shown(header.rank->host);
}

/// Keeps what the header tells, unless it is that of another file.
void join(const Name& name, Header&& header, RunFiles& files) {
  const bool is_own = header.run && header.run->id == name.id && header.run->number == name.number;
  if (is_own && !std::exchange(files.has_header, true)) files.past.run = std::move(*header.run);
  if (header.rank && header.rank->rank == *name.rank) {
    files.past.ranks.push_back(std::move(*header.rank));
  }
  files.past.silent_seconds = std::min(files.past.silent_seconds, header.life.silent_seconds);
  files.ranks.push_back(*name.rank);
  files.lives.push_back(header.life);
}

/// In the order of ranks, so that what the lowest tells of the run is what counts. A run whose list
/// alone is left has none.
std::map<std::pair<std::int32_t, std::string>, std::map<std::int32_t, Name>> names_by_run(
    const Folder& folder) {
  std::map<std::pair<std::int32_t, std::string>, std::map<std::int32_t, Name>> runs;
  for (const auto& text : folder.names()) {
    const auto name = parse_name(text);
    if (!name) continue;
    auto& ranks = runs[{name->number, name->id}];
    if (name->rank) ranks.emplace(*name->rank, *name);
  }
  return runs;
}

}  // namespace

std::optional<Header> read_header(const Folder& folder, const std::string& name) {
  const auto file = folder.open_file(name);
  if (!file) return std::nullopt;
  FrameReader reader(file->number(), folder.path_of(name));
  Header header;
  Frame frame;
  while (reader.next(frame) && add(frame, header)) {
  }
  if (!reader.has_frames() && !is_begun_frame(file->number())) return std::nullopt;
  make_shown(header);
  header.life = life_of(file->number(), header.rank ? header.rank->host : "");
  // It may have been made just now, and be locked in a moment.
  if (file_bytes(*file) == 0) header.life.is_lock_telling = false;
  return header;
}

std::pair<std::vector<RunFiles>, std::int64_t> find_runs(const Folder& folder) {
  std::vector<RunFiles> runs;
  std::int64_t left_alone = 0;
  for (const auto& [key, names] : names_by_run(folder)) {
    RunFiles files;
    files.past.run.number = key.first;
    files.past.run.id = key.second;
    files.past.silent_seconds = std::numeric_limits<double>::infinity();
    for (const auto& [rank, name] : names) {
      if (auto header = read_header(folder, text_of(name))) {
        join(name, std::move(*header), files);
      } else {
        ++left_alone;
      }
    }
    const bool is_list_alone = names.empty();
    if (is_list_alone || !files.ranks.empty()) runs.push_back(std::move(files));
  }
  const auto order = [](const RunFiles& files) {
    const auto& run = files.past.run;
    return std::tie(run.number, run.created, run.id);
  };
  std::ranges::sort(runs, {}, order);
  return {std::move(runs), left_alone};
}

}  // namespace mpietl::journal
