#include "view/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/report/analysis/statistics.hpp"

namespace mpietl::view {

namespace {

/// Beyond this, an exponent is clearer than more digits.
constexpr double largest_fixed = 1e15;

std::string to_text(double value, std::chars_format format, int decimals) {
  std::array<char, 64> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, decimals);
  return {buffer.data(), result.ptr};
}

}  // namespace

std::string format_fixed(double value, int decimals) {
  if (!std::isfinite(value)) return unknown;
  if (std::abs(value) >= largest_fixed) return to_text(value, std::chars_format::scientific, 2);
  return group_digits(to_text(value, std::chars_format::fixed, decimals));
}

std::string format_percent(double part, double whole) {
  if (!(whole > 0.0) || !std::isfinite(part / whole)) return unknown;
  const double percent = 100.0 * part / whole;
  return percent > 0.0 && percent < 0.05 ? "<0.1%" : format_fixed(percent, 1) + "%";
}

std::string format_size(double bytes) {
  constexpr auto max_bytes = static_cast<double>(std::numeric_limits<std::int64_t>::max());
  if (!(bytes >= 0.0)) return unknown;
  return format_bytes(static_cast<std::uint64_t>(std::min(bytes, max_bytes)));
}

std::string format_rate(double bytes, double seconds) {
  if (!(seconds > 0.0) || !std::isfinite(bytes / seconds)) return unknown;
  return format_size(bytes / seconds) + "/s";
}

std::string format_duration(double seconds) {
  if (!std::isfinite(seconds)) return unknown;
  if (std::abs(seconds) >= largest_fixed) return format_fixed(seconds, 0) + "s";
  if (seconds == 0.0 || std::abs(seconds) >= 0.1) return format_seconds(seconds);
  const double milliseconds = 1e3 * seconds;
  return to_text(milliseconds, std::chars_format::fixed, std::abs(milliseconds) < 10 ? 2 : 1) +
         "ms";
}

TimeScale::TimeScale(std::span<const double> seconds) {
  double largest = 0.0;
  for (const double value : seconds) {
    if (std::isfinite(value)) largest = std::max(largest, value);
  }
  if (largest > 0.0 && largest < 1e-3) {
    unit_ = "µs";
    factor_ = 1e6;
  } else if (largest > 0.0 && largest < 1.0) {
    unit_ = "ms";
    factor_ = 1e3;
  }
}

std::string TimeScale::format(double seconds) const { return format_fixed(factor_ * seconds, 2); }

namespace {

/// The non-empty texts with a separator between them.
template <class Texts>
std::string joined(const Texts& texts, const std::string& separator) {
  std::string all;
  for (const std::string& text : texts) {
    if (!text.empty()) all += (all.empty() ? "" : separator) + text;
  }
  return all;
}

}  // namespace

std::string software_of(const report::Summary& summary) {
  const auto named = [](const std::string& name, const std::string& version) {
    return version.empty() ? "" : name + " " + version;
  };
  return joined(std::array{summary.mpi_library, named("libsndfile", summary.libsndfile_version),
                           named("HDF5", summary.hdf5_version)},
                " · ");
}

std::string schedule_of(const report::Summary& summary) {
  if (summary.ranks == 1 || summary.schedule.empty()) return "";
  return ", schedule " + summary.schedule;
}

std::string spaced(const std::string& names) {
  std::string text;
  for (const char c : names) text += c == ',' ? std::string(", ") : std::string(1, c);
  return text;
}

std::string layout_of(const report::Summary& summary) {
  std::string text =
      plural(summary.ranks, "rank") + " × " + plural(summary.threads_per_rank, "thread");
  const auto hosts = report::host_count(summary);
  if (hosts > 0) text += " on " + plural(hosts, "host");
  return text + schedule_of(summary);
}

std::string shard_of(const report::Summary& summary) {
  if (summary.shard.empty()) return "";
  return summary.shard + ", of a list of " + plural(summary.list_items, "file");
}

std::string parts_of(const report::Summary& summary) {
  if (summary.joined == 0) return "";
  return plural(summary.joined, "report") + ", of " + plural(summary.list_items, "file");
}

std::string settings_of(const report::Summary& summary) {
  std::vector<std::string> settings;
  for (const auto& [name, value] : summary.environment) {
    settings.push_back(name);
    settings.back() += "=" + value;
  }
  return joined(settings, "  ");
}

std::string advice_for(const std::string& error_kind) {
  static const std::map<std::string, std::string> advice{
      {"usage", "change the option or the job as the message says"},
      {"not_found", "correct the list, or bring these files back"},
      {"permission", "get the right to read these inputs and to write their outputs"},
      {"format", "play one; replace damaged files, and leave others out with --exclude"},
      {"no_space", "free space where outputs go, or choose another --output-dir"},
      {"storage", "see whether the file system is well; --retries 3 tries each file again"},
      {"host", "see whether the disk and the mounts of the host are well"},
      {"command", "run the command by hand on one; --results DIR keeps what it prints"},
      {"crash", "convert these with another program, or leave them out with --exclude"},
      {"timeout", "see why there was no progress, or allow more: --item-timeout"},
      {"memory", "allow more memory, --memory-limit, or use fewer --threads"},
      {"internal", "this is a fault of mpietl: report it with one of the files"}};
  const auto found = advice.find(error_kind);
  return found == advice.end() ? "" : found->second;
}

std::string name_of(report::Verdict verdict) {
  switch (verdict) {
    case report::Verdict::first:
      return "first";
    case report::Verdict::faster:
      return "faster";
    case report::Verdict::slower:
      return "slower";
    case report::Verdict::overlap:
      return "overlap";
    case report::Verdict::single:
      break;
  }
  return "single";
}

std::string name_of(report::ScalingKind kind) {
  switch (kind) {
    case report::ScalingKind::strong:
      return "strong";
    case report::ScalingKind::weak:
      return "weak";
    case report::ScalingKind::none:
      break;
  }
  return "";
}

}  // namespace mpietl::view
