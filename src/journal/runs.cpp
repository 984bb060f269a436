#include "journal/runs.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <limits>
#include <map>
#include <tuple>

#include "journal/content.hpp"
#include "journal/frames.hpp"

namespace mpietl::journal {

namespace {

struct flock whole_file() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// Whether the file system is local, so that no other host can write to the file: ext, XFS, Btrfs,
/// ZFS, F2FS, tmpfs, overlay.
bool is_local(int descriptor) {
  constexpr std::array<std::uint32_t, 7> kinds{0xEF53,     0x58465342, 0x9123683E, 0x2FC12FC1,
                                               0xF2F52010, 0x01021994, 0x794C7630};
  struct statfs status {};
  if (::fstatfs(descriptor, &status) != 0) return false;
  return std::ranges::find(kinds, static_cast<std::uint32_t>(status.f_type)) != kinds.end();
}

bool is_this_host(const std::string& host) {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 && host == name.data();
}

double seconds_of(const timespec& time) {
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double seconds_since_write(int descriptor) {
  struct stat status {};
  timespec now{};
  if (::fstat(descriptor, &status) != 0 || ::clock_gettime(CLOCK_REALTIME, &now) != 0) {
    return std::numeric_limits<double>::infinity();
  }
  return std::max(0.0, seconds_of(now) - seconds_of(status.st_mtim));
}

/// The header of a rank's file.
struct Header {
  std::optional<Run> run;
  std::optional<Rank> rank;
  Liveness liveness;
};

/// Whether a file is the beginning of a header, whose writer was stopped.
bool is_begun_frame(int descriptor) {
  std::array<char, sizeof marker> start{};
  const ssize_t n = ::pread(descriptor, start.data(), start.size(), 0);
  return n >= 0 && std::memcmp(start.data(), &marker, static_cast<std::size_t>(n)) == 0;
}

/// Adds a frame to the header; false if the frame belongs to items.
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

/// Makes the texts safe for messages.
void make_shown(Header& header) {
  constexpr std::array of_run{&Run::created, &Run::command_line, &Run::mpietl_version,
                              &Run::shard,   &Run::list_digest,  &Run::working_directory};
  for (const auto text : of_run) {
    if (header.run) *header.run.*text = shown(*header.run.*text);
  }
  if (header.rank) header.rank->host = shown(header.rank->host);
}

/// The header of a file; empty if it is missing or no journal. An empty or cut header counts.
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
  header.liveness = liveness_of(file->number(), header.rank ? header.rank->host : "");
  // The file may be brand-new, and not locked yet.
  if (file_bytes(*file) == 0) header.liveness.is_lock_reliable = false;
  return header;
}

/// Keeps the content of the header, unless it belongs to another file.
void join(const Name& name, Header&& header, RunFiles& files) {
  const bool is_own = header.run && header.run->id == name.id && header.run->number == name.number;
  if (is_own && !std::exchange(files.has_header, true)) files.past.run = std::move(*header.run);
  if (header.rank && header.rank->rank == *name.rank) {
    files.past.ranks.push_back(std::move(*header.rank));
  }
  files.past.seconds_since_write =
      std::min(files.past.seconds_since_write, header.liveness.seconds_since_write);
  files.ranks.push_back(*name.rank);
  files.liveness.push_back(header.liveness);
}

/// Visits ranks in ascending order, so that the lowest rank describes the run. A run of which only
/// the list exists has no ranks.
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

void lock(int descriptor) noexcept {
  auto whole = whole_file();
  static_cast<void>(::fcntl(descriptor, F_OFD_SETLK, &whole));
}

void touch(int descriptor) noexcept { static_cast<void>(::futimens(descriptor, nullptr)); }

Liveness liveness_of(int descriptor, const std::string& host) {
  auto whole = whole_file();
  const bool has_locks = ::fcntl(descriptor, F_OFD_GETLK, &whole) == 0;
  return {.is_locked = has_locks && whole.l_type != F_UNLCK,
          .is_lock_reliable = has_locks && (is_this_host(host) || is_local(descriptor)),
          .seconds_since_write = seconds_since_write(descriptor)};
}

bool seems_alive(const Liveness& life) {
  if (life.is_locked) return true;
  return !life.is_lock_reliable && life.seconds_since_write < stale_after_seconds;
}

std::pair<std::vector<RunFiles>, std::int64_t> find_runs(const Folder& folder) {
  std::vector<RunFiles> runs;
  std::int64_t foreign_files = 0;
  for (const auto& [key, names] : names_by_run(folder)) {
    RunFiles files;
    files.past.run.number = key.first;
    files.past.run.id = key.second;
    files.past.seconds_since_write = std::numeric_limits<double>::infinity();
    for (const auto& [rank, name] : names) {
      if (auto header = read_header(folder, text_of(name))) {
        join(name, std::move(*header), files);
      } else {
        ++foreign_files;
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
  return {std::move(runs), foreign_files};
}

}  // namespace mpietl::journal
