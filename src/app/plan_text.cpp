#include <algorithm>
#include <cstdio>
#include <limits>
#include <numeric>

#include "app/plan.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

std::string size_text(std::int64_t bytes) {
  return format_bytes(static_cast<std::uint64_t>(std::max<std::int64_t>(0, bytes)));
}

std::string files_text(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " file" : " files");
}

/// A line of the plan: what it is about, and the text.
std::string line(const std::string& about, const std::string& text) {
  constexpr std::size_t column = 11;
  std::string padded = about;
  padded.resize(std::max(column, about.size() + 1), ' ');
  return padded + text + "\n";
}

/// A line for each of the first few entries, and how many more there are.
std::string few(const std::string& about, const std::vector<std::string>& entries) {
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

std::string shares(const Plan& plan) {
  const auto [least, most] = std::ranges::minmax(plan.share_bytes);
  const auto [fewest, largest] = std::ranges::minmax(plan.share_items);
  const auto ranks = plan.share_bytes.size();
  const auto sum = std::accumulate(plan.share_bytes.begin(), plan.share_bytes.end(), 0.0);
  const double mean = sum / static_cast<double>(ranks);
  char imbalance[32];
  std::snprintf(imbalance, sizeof imbalance, "%.3f",
                mean > 0.0 ? static_cast<double>(most) / mean : 1.0);
  return std::to_string(ranks) + (ranks == 1 ? " rank: " : " ranks, if all is dealt at once: ") +
         std::to_string(fewest) + " to " + files_text(largest) + ", " + size_text(least) + " to " +
         size_text(most) + " each; largest over mean " + imbalance;
}

std::string room(const job::Room& room) {
  const bool has_limit = room.free_inodes != std::numeric_limits<std::uint64_t>::max();
  return escape(room.folder) + " needs " + size_text(room.needed_bytes) + " and " +
         std::to_string(std::max<std::int64_t>(0, room.needed_inodes)) + " inodes; free are " +
         format_bytes(room.free_bytes) + " and " +
         (has_limit ? std::to_string(room.free_inodes) : "as many as are needed") +
         (room.suffices() ? "" : ": not enough");
}

}  // namespace

std::string plan_text(const Plan& plan, const job::Job& job) {
  std::string text = "a dry run: nothing is written\n";
  if (!job.shard.empty()) {
    text += line("shard", job.shard + ", of a list of " + files_text(plan.list_items));
  }
  text += line("inputs", files_text(plan.items) + ", " + size_text(plan.bytes_in));
  text += line(
      "outputs",
      "about " + size_text(plan.bytes_out) +
          (job.output_dir.empty() ? ", beside the inputs" : ", below " + escape(job.output_dir)) +
          "; " + std::to_string(plan.existing_outputs) + " of them are there and will be replaced");
  std::vector<std::string> formats;
  for (const auto& [name, count] : plan.formats) {
    formats.push_back((name.empty() ? "no extension" : name) + ": " + files_text(count));
  }
  text += few("formats", formats);
  text += few("RF64", plan.rf64.empty() ? std::vector<std::string>{"none is needed"} : plan.rf64);
  text += line("collisions", "none");
  text += line("shares", shares(plan));
  std::vector<std::string> rooms;
  std::ranges::transform(plan.rooms, std::back_inserter(rooms), room);
  text += few("room", rooms);
  text += few("will fail", plan.problems);
  text += line("report", escape(job.report));
  return text;
}

}  // namespace mpietl::app
