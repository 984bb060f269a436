#include "app/dry_run.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <numeric>

#include "mpietl/core/text.hpp"
#include "mpietl/dispatch/distribute.hpp"
#include "mpietl/io/audio/extensions.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/normal_form.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/job/found_segments.hpp"

namespace mpietl::app {

namespace {

// Smaller WAV files remain WAV if the format is kept.
constexpr std::int64_t near_rf64_bytes = 0xFFF00000;

void add_forecast(const job::Forecast& forecast, const std::string& input,
                  const std::string& output, DryRun& run) {
  run.bytes_out += forecast.bytes_out;
  if (!forecast.problem.empty()) {
    run.problems.push_back(escape(input) + ": " + forecast.problem);
  } else {
    ++run.formats[forecast.formats];
  }
  if (forecast.is_rf64) run.rf64.push_back(escape(output));
}

void add_copy(const job::ItemList& items, std::size_t index, DryRun& run) {
  run.bytes_out += items.bytes(index);
  ++run.formats[std::string(items.extension(index))];
}

bool are_as_large_as_inputs(const job::Job& job, const job::ItemList& items) {
  return !job::changes_formats(job) && !items.has_segments();
}

/// Forecasts outputs from the headers of inputs, for another format or for segments.
std::vector<std::int64_t> forecast_all(const job::ItemList& items, const DistributedFiles& files,
                                       DryRun& run) {
  const auto forecasts =
      files.forecast(items.size(), [&](std::size_t index) { return items[index]; });
  std::vector<std::int64_t> bytes;
  for (std::size_t i = 0; i < items.size(); ++i) {
    add_forecast(forecasts[i], items.input(i), items.output(i), run);
    bytes.push_back(forecasts[i].bytes_out);
  }
  return bytes;
}

/// Forecasts outputs of the same format from sizes; reads only the headers of inputs near 4 GiB and
/// of formats that cannot be written.
std::vector<std::int64_t> copy_sizes(const job::ItemList& items, const DistributedFiles& files,
                                     DryRun& run) {
  std::vector<std::int64_t> bytes;
  std::vector<std::size_t> doubtful;
  for (std::size_t i = 0; i < items.size(); ++i) {
    bytes.push_back(items.bytes(i));
    const bool is_sure = bytes[i] < near_rf64_bytes && io::has_output_extension(items.input(i));
    if (items.kind(i) == job::InputKind::command) {
      ++run.formats["what a command prints"];
      bytes[i] = 0;
    } else if (bytes[i] < 0) {
      run.problems.push_back(escape(items.input(i)) + ": the file is missing" +
                             io::hint_at_other_form(items.input(i)));
    } else if (is_sure) {
      add_copy(items, i, run);
    } else {
      doubtful.push_back(i);
    }
  }
  const auto forecasts =
      files.forecast(doubtful.size(), [&](std::size_t i) { return items[doubtful[i]]; });
  for (std::size_t i = 0; i < doubtful.size(); ++i) {
    const auto index = doubtful[i];
    if (!forecasts[i].problem.empty()) {
      run.problems.push_back(escape(items.input(index)) + ": " + forecasts[i].problem);
      bytes[index] = 0;
      continue;
    }
    add_copy(items, index, run);
    if (forecasts[i].is_rf64) run.rf64.push_back(escape(items.output(index)));
  }
  return bytes;
}

void deal(const job::ItemList& items, int ranks, DryRun& run) {
  const std::vector<int> one_thread_each(static_cast<std::size_t>(ranks), 1);
  for (const auto& share : dispatch::static_shares(dispatch::UnitList(items), one_thread_each)) {
    run.share_items.push_back(share.items);
    run.share_bytes.push_back(share.bytes);
  }
}

std::string size_text(std::int64_t bytes) {
  return format_bytes(static_cast<std::uint64_t>(std::max<std::int64_t>(0, bytes)));
}

/// A line of the text: a label and a value.
std::string line(const std::string& about, const std::string& text) {
  constexpr std::size_t column = 11;
  std::string padded = about;
  padded.resize(std::max(column, about.size() + 1), ' ');
  return padded + text + "\n";
}

/// The first entries, one in a line, and the number of others.
std::string first_few(const std::string& about, const std::vector<std::string>& entries) {
  constexpr std::size_t most = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, entries.size()); ++i) {
    text += line(i == 0 ? about : "", entries[i]);
  }
  if (entries.size() > most) {
    text += line("", "... and " + std::to_string(entries.size() - most) + " more");
  }
  return text;
}

std::string shares(const DryRun& run) {
  const auto [least, most] = std::ranges::minmax(run.share_bytes);
  const auto [fewest, largest] = std::ranges::minmax(run.share_items);
  const auto ranks = run.share_bytes.size();
  const auto sum = std::accumulate(run.share_bytes.begin(), run.share_bytes.end(), 0.0);
  const double mean = sum / static_cast<double>(ranks);
  char imbalance[32];
  std::snprintf(imbalance, sizeof imbalance, "%.3f",
                mean > 0.0 ? static_cast<double>(most) / mean : 1.0);
  return std::to_string(ranks) + (ranks == 1 ? " rank: " : " ranks, with a static schedule: ") +
         std::to_string(fewest) + " to " + plural(largest, "file") + ", " + size_text(least) +
         " to " + size_text(most) + " each; largest over mean " + imbalance;
}

/// The commands of the first items, with outputs under their final names.
std::vector<std::string> first_commands(const job::Job& job, const job::ItemList& items) {
  constexpr std::size_t most = 3;
  std::vector<std::string> commands;
  for (std::size_t i = 0; i < std::min(most, items.size()); ++i) {
    std::string text;
    for (const auto& word : job::command_for(items[i], job, {items.output(i)})) {
      text += (text.empty() ? "" : " ") + escape(word);
    }
    commands.push_back(std::move(text));
  }
  return commands;
}

std::string existing_text(const DryRun& run, const job::Job& job) {
  return (job.output_dir.empty() ? ", next to the inputs" : ", below " + escape(job.output_dir)) +
         "; " + std::to_string(run.existing_outputs) + " of them exist and will be replaced";
}

/// What `mpietl map`, or a run without outputs, would do: the lines between inputs and report.
std::string map_text(const DryRun& run, const job::Job& job) {
  std::string text = first_few("commands", run.commands);
  if (job::makes_outputs(job)) {
    text += line("outputs", plural(run.items, "file") + existing_text(run, job));
  }
  if (job::is_segment(job)) text += line("segments", escape(job.output_segments));
  return text + line("shares", shares(run));
}

std::string report_text(const job::Job& job) {
  const bool is_replaced = !job.resume && io::file_bytes(job.report) >= 0;
  return escape(job.report) + (is_replaced ? ", which exists and will be replaced" : "");
}

std::string text_of(const job::DiskSpace& space) {
  const bool has_limit = space.free_inodes != std::numeric_limits<std::uint64_t>::max();
  return escape(space.folder) + " needs " + size_text(space.needed_bytes) + " and " +
         plural(std::max<std::int64_t>(0, space.needed_inodes), "inode") + "; " +
         format_bytes(space.free_bytes) + " and " +
         (has_limit ? format_count(space.free_inodes) : "as many as are needed") + " are free" +
         (space.suffices() ? "" : ": not enough");
}

}  // namespace

std::size_t count_existing_outputs(const job::Job& job, const job::ItemList& items,
                                   const DistributedFiles& files) {
  if (!job::makes_outputs(job)) return 0;
  if (!job.output_dir.empty() && !io::is_folder(job.output_dir)) return 0;
  const auto statuses = files.file_system.status(
      items.size(), [&](std::size_t index) { return items.output(index); });
  return static_cast<std::size_t>(std::ranges::count_if(
      statuses, [](const io::FileStatus& status) { return status.bytes >= 0; }));
}

double growth_of(const job::Job& job, const job::ItemList& items, const DistributedFiles& files) {
  if (are_as_large_as_inputs(job, items)) return 1.0;
  constexpr std::size_t sample = 1000;
  const auto count = std::min(sample, items.size());
  const auto index_of = [&](std::size_t i) { return items.size() * i / count; };
  const auto forecasts = files.forecast(count, [&](std::size_t i) { return items[index_of(i)]; });
  double in = 0.0;
  double out = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!forecasts[i].problem.empty()) continue;
    in += static_cast<double>(std::max<std::int64_t>(0, items.bytes(index_of(i))));
    out += static_cast<double>(forecasts[i].bytes_out);
  }
  return in > 0.0 ? out / in : 1.0;
}

DryRun make_dry_run(const job::Job& job, const job::Listing& listing, int ranks,
                    const DistributedFiles& files) {
  const auto& items = listing.items;
  DryRun run;
  run.list_items = listing.whole.items;
  run.items = items.size();
  run.bytes_in = items.total_bytes();
  run.left_out = listing.left_out;
  if (job::is_map(job) || !job::makes_outputs(job)) {
    run.existing_outputs = count_existing_outputs(job, items, files);
    if (job::is_map(job)) run.commands = first_commands(job, items);
    deal(items, ranks, run);
    return run;
  }
  const auto bytes = are_as_large_as_inputs(job, items) ? copy_sizes(items, files, run)
                                                        : forecast_all(items, files, run);
  run.existing_outputs = count_existing_outputs(job, items, files);
  deal(items, ranks, run);
  run.disk_space = job::disk_space_for({{items, [&](std::size_t index) { return bytes[index]; }}},
                                       run.existing_outputs > 0);
  return run;
}

std::string dry_run_text(const DryRun& run, const job::Job& job) {
  std::string text = "dry run: nothing is written\n";
  if (job.shard) {
    text +=
        line("shard", job::to_text(job.shard) + ", of a list of " + plural(run.list_items, "file"));
  }
  text += line("inputs", plural(run.items, "file") + ", " + size_text(run.bytes_in));
  if (!run.left_out.empty()) text += line("left out", io::describe(run.left_out));
  if (job::is_map(job) || !job::makes_outputs(job))
    return text + map_text(run, job) + line("report", report_text(job));
  text += line("outputs", "about " + size_text(run.bytes_out) + existing_text(run, job));
  std::vector<std::string> formats;
  for (const auto& [name, count] : run.formats) {
    formats.push_back((name.empty() ? "no extension" : name) + ": " + plural(count, "file"));
  }
  text += first_few("formats", formats);
  text +=
      first_few("RF64", run.rf64.empty() ? std::vector<std::string>{"none is needed"} : run.rf64);
  text += line("collisions", "none");
  text += line("shares", shares(run));
  std::vector<std::string> spaces;
  std::ranges::transform(run.disk_space, std::back_inserter(spaces), text_of);
  text += first_few("space", spaces);
  text += first_few("will fail", run.problems);
  text += line("report", report_text(job));
  return text;
}

}  // namespace mpietl::app
