#include <algorithm>
#include <cmath>

#include "mpietl/report/hosts.hpp"
#include "mpietl/report/speeds.hpp"
#include "view/grid.hpp"
#include "view/numbers.hpp"
#include "view/sections.hpp"

namespace mpietl::view {

namespace {

constexpr std::size_t most_rows = 16;
constexpr std::ptrdiff_t extreme_rows = 5;
constexpr std::size_t most_overloaded = 3;
constexpr double notable_error_seconds = 1e-3;

std::string count_of(std::size_t count) { return format_count(static_cast<std::int64_t>(count)); }

std::vector<const report::Host*> by_speed(const std::vector<report::Host>& hosts) {
  std::vector<const report::Host*> list;
  for (const report::Host& host : hosts) {
    if (std::isfinite(host.speed())) list.push_back(&host);
  }
  std::ranges::stable_sort(list, {}, [](const report::Host* host) { return host->speed(); });
  return list;
}

/// The first and last few.
std::vector<const report::Host*> ends_of(std::vector<const report::Host*> hosts) {
  if (std::ssize(hosts) > 2 * extreme_rows) {
    hosts.erase(hosts.begin() + extreme_rows, hosts.end() - extreme_rows);
  }
  return hosts;
}

class HostGrid {
 public:
  HostGrid(double work_seconds, double median_speed)
      : work_seconds_(work_seconds),
        median_speed_(median_speed),
        grid_({{"host", Align::left, 0, Cut::middle},
               {"ranks", Align::right, 5},
               {"threads", Align::right, 4},
               {"cores", Align::right, 3},
               {"files"},
               {"bytes in", Align::right, 2},
               {"rate", Align::right, 1},
               {"busy"},
               {"speed"}}) {}

  void add(const report::Host& host) {
    const double offered = static_cast<double>(host.threads) * work_seconds_;
    grid_.row({host.name, format_count(host.ranks), format_count(host.threads),
               host.cpus.empty() ? unknown : count_of(host.cpus.size()),
               format_fixed(host.items, 0), format_size(host.bytes),
               format_rate(host.bytes, work_seconds_), format_percent(host.busy_seconds, offered),
               format_percent(host.speed(), median_speed_)});
  }

  void print(Page& page) const { grid_.print(page); }

 private:
  double work_seconds_;
  double median_speed_;
  Grid grid_;
};

/// Names the slowest and the fastest of hosts that stand in the order of their speeds.
void print_extremes(Page& page, const std::vector<const report::Host*>& hosts, double median) {
  if (hosts.size() < 2) return;
  const auto told = [&](const report::Host& host) {
    return host.name + " (" + format_percent(host.speed(), median) + ")";
  };
  page.text(2, "slowest " + told(*hosts.front()) + ", fastest " + told(*hosts.back()));
}

}  // namespace

void print_hosts(Page& page, const report::Analysis& analysis) {
  const auto& hosts = analysis.hosts;
  if (hosts.size() < 2) return;
  const auto sorted = by_speed(hosts);
  const double median = report::median_speed(std::span<const report::Host>(hosts));
  page.heading("Hosts", "speed: bytes a second of a busy thread, by the median host");
  print_extremes(page, sorted, median);
  HostGrid grid(analysis.work_seconds, median);
  if (hosts.size() <= most_rows) {
    for (const report::Host& host : hosts) grid.add(host);
    grid.print(page);
    return;
  }
  for (const report::Host* host : ends_of(sorted)) grid.add(*host);
  grid.print(page);
  page.line({{"  the slowest and fastest of " + count_of(hosts.size()) + " hosts", Style::faint}});
}

void print_overload(Page& page, const report::Analysis& analysis) {
  const auto& hosts = analysis.hosts;
  std::size_t overloaded = 0;
  std::string places;
  for (const report::Host& host : hosts) {
    if (!host.is_overloaded() || ++overloaded > most_overloaded) continue;
    places += (places.empty() ? "" : "; ") + host.name + ": " + plural(host.threads, "thread") +
              " on " + plural(static_cast<std::int64_t>(host.cpus.size()), "core");
  }
  if (overloaded == 0) return;
  if (overloaded > most_overloaded) {
    places +=
        "; and " + plural(static_cast<std::int64_t>(overloaded - most_overloaded), "other host");
  }
  page.text(0, "more threads than cores on " + places, Style::odd);
}

void print_clock_error(Page& page, const report::Analysis& analysis) {
  const auto& hosts = analysis.hosts;
  const auto worst = std::ranges::max_element(hosts, {}, &report::Host::clock_error_seconds);
  if (worst == hosts.end() || worst->clock_error_seconds <= notable_error_seconds) return;
  page.text(0,
            "clocks of hosts differ: times on " + worst->name + " may be off by up to " +
                format_duration(worst->clock_error_seconds),
            Style::odd);
}

}  // namespace mpietl::view
