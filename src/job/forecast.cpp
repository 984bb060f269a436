#include "mpietl/job/forecast.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "mpietl/audio/chain.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/item_source.hpp"

namespace mpietl::job {

namespace {

/// Frames of the segment that an item is.
std::int64_t frames_of(const Item& item, const io::SourceInfo& input) {
  const double rate = input.signal.sample_rate;
  const auto all = static_cast<double>(std::max<std::int64_t>(0, input.likely_frames));
  const double first = std::min(all, std::nearbyint(item.offset_seconds * rate));
  const double wanted =
      item.duration_seconds < 0.0 ? all : std::nearbyint(item.duration_seconds * rate);
  return static_cast<std::int64_t>(std::min(all - first, wanted));
}

Forecast forecast_of(const Item& item, const Job& job, io::SourceInfo input) {
  Forecast forecast;
  input.signal.frames = frames_of(item, input);
  if (item.channel >= 0) input.signal.channels = 1;
  auto signal = output_signal(item, job, input.signal);
  // An output whose length depends on the samples is at most as long as the input.
  if (signal.frames < 0) signal.frames = input.signal.frames;
  const auto choice = choice_for(item, io::output_choice(job.format, job.subtype));
  const auto output = io::output_format(input.format, signal, choice);
  forecast.bytes_out = io::estimated_bytes(output, signal);
  forecast.is_rf64 = output.file == io::FileFormat::rf64 &&
                     choice.file.value_or(input.format.file) != io::FileFormat::rf64;
  forecast.formats = io::describe(input.format) + " -> " + io::describe(output);
  return forecast;
}

struct Need {
  std::int64_t bytes = 0;
  std::int64_t inodes = 0;
};

using NeedsByFolder = std::unordered_map<std::string, Need>;

void add_needs(const Outputs& outputs, bool replaced, NeedsByFolder& needs) {
  for (std::size_t i = 0; i < outputs.items.size(); ++i) {
    const auto output = outputs.items.output(i);
    Need& need = needs[output.substr(0, output.rfind('/') + 1)];
    need.bytes += std::max<std::int64_t>(0, outputs.bytes(i));
    ++need.inodes;
    const auto old = replaced ? io::file_bytes(output) : -1;
    if (old < 0) continue;
    need.bytes -= old;
    --need.inodes;
  }
}

/// How many folders must be made so that `folder` exists; folders in `made` do not count again.
std::int64_t missing_folders(const std::string& folder, std::set<std::string>& made) {
  std::int64_t count = 0;
  std::filesystem::path path = (std::filesystem::path(folder) / "").parent_path();
  while (!path.empty() && !io::is_folder(path.string()) && made.insert(path.string()).second) {
    path = path.parent_path();
    ++count;
  }
  return count;
}

[[noreturn]] void refuse(const DiskSpace& space) {
  const bool is_short_of_bytes =
      space.needed_bytes > 0 && static_cast<std::uint64_t>(space.needed_bytes) > space.free_bytes;
  const auto size = [](std::int64_t bytes) {
    return format_bytes(static_cast<std::uint64_t>(std::max<std::int64_t>(0, bytes)));
  };
  const std::string numbers =
      is_short_of_bytes
          ? size(space.needed_bytes) + ", but only " + format_bytes(space.free_bytes) + " are free"
          : std::to_string(space.needed_inodes) + " inodes (files and folders), but only " +
                std::to_string(space.free_inodes) + " are free";
  throw Error(Reason::no_space, "not enough disk space for the outputs: " + escape(space.folder) +
                                    " needs " + numbers +
                                    "; free some space, or name another folder with --output-dir");
}

}  // namespace

audio::Signal output_signal(const Item& item, const Job& job, const audio::Signal& in) {
  const auto chain = chain_of(job);
  return audio::ItemChain(chain, stream_of(item, job.seed), in).output();
}

bool changes_formats(const Job& job) {
  const auto chain = chain_of(job);
  // A transform may leave one of these two signals unchanged.
  constexpr std::array<audio::Signal, 2> usual{{{2, 16000, 16000}, {1, 44100, 44100}}};
  const auto changes_signal = [&](const audio::Chain::Link& link) {
    return std::ranges::any_of(link.transforms.extremes(), [&](const auto& transform) {
      return std::ranges::any_of(
          usual, [&](const auto& signal) { return transform->output(signal) != signal; });
    });
  };
  return job.format.file || job.subtype.subtype ||
         std::ranges::any_of(chain.links(), changes_signal);
}

Forecast Forecaster::operator()(const Item& item) {
  Forecast forecast;
  forecast.formats = "output of a command";
  if (item.kind == InputKind::command) return forecast;
  try {
    if (!info_ || input_ != item.input) {
      info_.reset();
      info_ = open_source(item, job_.audio_stream)->info();
      input_ = item.input;
    }
    return forecast_of(item, job_, *info_);
  } catch (const Error& error) {
    Forecast failed;
    failed.problem = error.what();
    return failed;
  }
}

bool DiskSpace::suffices() const {
  const auto fits = [](std::int64_t needed, std::uint64_t free) {
    return needed <= 0 || static_cast<std::uint64_t>(needed) <= free;
  };
  return fits(needed_bytes, free_bytes) && fits(needed_inodes, free_inodes);
}

Outputs as_large(const ItemList& items) {
  return {items, [&items](std::size_t index) { return items.bytes(index); }};
}

std::vector<DiskSpace> disk_space_for(const std::vector<Outputs>& outputs, bool replaced) {
  NeedsByFolder needs;
  for (const auto& each : outputs) add_needs(each, replaced, needs);
  std::map<std::uint64_t, DiskSpace> spaces;
  std::set<std::string> made;
  for (const auto& [name, need] : needs) {
    const std::string folder = name.empty() ? "." : name;
    DiskSpace& space = spaces[io::file_system_of(folder)];
    // The shortest name says most, and is the same in every run.
    const bool is_better = space.folder.empty() || folder.size() < space.folder.size() ||
                           (folder.size() == space.folder.size() && folder < space.folder);
    if (is_better) space.folder = folder;
    space.needed_bytes += need.bytes;
    space.needed_inodes += need.inodes + missing_folders(folder, made);
  }
  std::vector<DiskSpace> all;
  for (auto& [id, space] : spaces) {
    space.free_bytes = io::free_bytes(space.folder);
    space.free_inodes = io::free_inodes(space.folder);
    all.push_back(std::move(space));
  }
  return all;
}

void check_space(const std::vector<Outputs>& outputs) {
  const auto suffices = [](const std::vector<DiskSpace>& spaces) {
    return std::ranges::all_of(spaces, &DiskSpace::suffices);
  };
  // Sizes of old outputs are read only when they matter: there may be millions.
  if (suffices(disk_space_for(outputs, false))) return;
  const auto spaces = disk_space_for(outputs, true);
  const auto small = std::ranges::find_if_not(spaces, &DiskSpace::suffices);
  if (small != spaces.end()) refuse(*small);
}

}  // namespace mpietl::job
