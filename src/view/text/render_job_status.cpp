#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "mpietl/core/text.hpp"
#include "mpietl/view/job_status.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_in_flight = 10;

std::string head_of(const JobStatus& status) {
  std::string text = status.report + ": " + name_of(status.state);
  if (!status.reason.empty()) text += " (" + status.reason + ")";
  text += ", run " + std::to_string(status.run);
  if (!status.created.empty()) text += ", started " + status.created;
  if (status.ranks > 0) {
    text += ", " + plural(status.ranks, "rank");
    if (status.threads_per_rank > 0) text += " of " + plural(status.threads_per_rank, "thread");
    if (!status.hosts.empty()) text += " on " + status.hosts;
  }
  return text + "\n";
}

std::string counts_of(const JobStatus& status) {
  auto text = format_count(status.done);
  if (status.items >= 0) text += " of " + format_count(status.items);
  text += " items done, " + format_count(status.failed) + " failed";
  if (status.dropped > 0) text += ", " + format_count(status.dropped) + " dropped";
  if (status.items >= 0) text += ", " + format_count(status.skipped()) + " left";
  if (status.items < 0) text += "; the total is not known";
  return text + "\n";
}

std::string rate_of(const JobStatus& status) {
  if (!std::isfinite(status.items_per_second)) return "";
  std::array<char, 32> rate{};
  std::snprintf(rate.data(), rate.size(), "%.4g", status.items_per_second);
  std::string text = std::string(rate.data()) + " items/s";
  if (status.bytes_per_second >= 1.0) {
    text += ", " + format_bytes(static_cast<std::uint64_t>(status.bytes_per_second)) + "/s read";
  }
  if (std::isfinite(status.seconds_left)) {
    text += ", about " + format_seconds(status.seconds_left) + " left";
  }
  return text + "\n";
}

std::string sign_of_life(const JobStatus& status) {
  if (status.has_report || !std::isfinite(status.seconds_since_write)) return "";
  return "last update " + format_seconds(status.seconds_since_write) + " ago\n";
}

std::string in_flight_of(const JobStatus& status) {
  if (status.in_flight.empty()) return "";
  std::string text = status.state == JobState::running ? "processing " : "was processing ";
  text += plural(status.in_flight.size(), "item") + ":\n";
  const auto shown = std::min(status.in_flight.size(), most_in_flight);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto& item = status.in_flight[i];
    text += "  " + item.path + ": ";
    if (std::isfinite(item.seconds)) text += "for " + format_seconds(item.seconds) + ", ";
    text += "rank " + std::to_string(item.rank);
    if (!item.host.empty()) text += " on " + item.host;
    if (item.attempt > 1) text += ", attempt " + std::to_string(item.attempt);
    text += "\n";
  }
  if (const auto more = status.in_flight.size() - shown; more > 0) {
    text += "  and " + format_count(more) + " more\n";
  }
  return text;
}

std::string errors_of(const JobStatus& status) {
  if (status.errors.empty()) return "";
  std::string text = "last errors:\n";
  for (const auto& item : status.errors) text += "  " + item.path + ": " + item.error + "\n";
  return text;
}

}  // namespace

std::string name_of(JobState state) {
  switch (state) {
    case JobState::running:
      return "running";
    case JobState::finished:
      return "finished";
    case JobState::stopped:
      return "stopped";
    case JobState::died:
      break;
  }
  return "died";
}

std::string render(const JobStatus& status) {
  std::string text = head_of(status) + counts_of(status) + rate_of(status) + sign_of_life(status) +
                     in_flight_of(status) + errors_of(status);
  if (status.damaged > 0) {
    text += "the journal is damaged in " + plural(status.damaged, "place") +
            "; the items there are not counted\n";
  }
  return text;
}

}  // namespace mpietl::view
