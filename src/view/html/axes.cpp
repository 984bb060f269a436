#include "view/html/axes.hpp"

#include <algorithm>
#include <cmath>

namespace mpietl::view::html {

namespace {

/// With fewer hosts, bars of hosts say too little about many ranks.
constexpr std::size_t fewest_hosts = 8;

double threads_of(const RankRecord& rank) { return std::max(rank.threads, 1); }

std::unordered_map<std::string, std::size_t> hosts_in_order(std::span<const RankRecord> ranks) {
  std::unordered_map<std::string, std::size_t> hosts;
  for (const RankRecord& rank : ranks) hosts.try_emplace(rank.host, hosts.size());
  return hosts;
}

}  // namespace

Lanes::Lanes(std::span<const RankRecord> ranks, std::size_t max_lanes) {
  double threads = 0.0;
  for (const RankRecord& rank : ranks) threads += threads_of(rank);
  const std::size_t hosts = hosts_in_order(ranks).size();
  if (threads <= static_cast<double>(max_lanes)) {
    one_a_thread(ranks);
  } else if (ranks.size() <= max_lanes) {
    one_a_rank(ranks);
  } else if (hosts >= fewest_hosts && hosts <= max_lanes) {
    one_a_host(ranks);
  } else {
    one_a_group(ranks, max_lanes);
  }
}

std::optional<std::size_t> Lanes::of(std::int32_t rank, std::int32_t thread) const {
  const auto found = places_.find(rank);
  if (found == places_.end()) return std::nullopt;
  const auto [lane, lanes] = found->second;
  return lane + static_cast<std::size_t>(std::clamp(thread, 0, lanes - 1));
}

void Lanes::add(const std::string& name, double threads) {
  names_.push_back(name);
  threads_.push_back(threads);
}

void Lanes::one_a_thread(std::span<const RankRecord> ranks) {
  kind_ = "thread";
  for (const RankRecord& rank : ranks) {
    const std::int32_t threads = std::max(rank.threads, 1);
    places_[rank.rank] = {names_.size(), threads};
    for (std::int32_t thread = 0; thread < threads; ++thread) {
      add("rank " + std::to_string(rank.rank) + ", thread " + std::to_string(thread), 1.0);
    }
  }
}

void Lanes::one_a_rank(std::span<const RankRecord> ranks) {
  kind_ = "rank";
  for (const RankRecord& rank : ranks) {
    places_[rank.rank] = {names_.size(), 1};
    add("rank " + std::to_string(rank.rank), threads_of(rank));
  }
}

void Lanes::one_a_host(std::span<const RankRecord> ranks) {
  kind_ = "host";
  const auto hosts = hosts_in_order(ranks);
  names_.resize(hosts.size());
  threads_.resize(hosts.size());
  for (const RankRecord& rank : ranks) {
    const std::size_t lane = hosts.at(rank.host);
    places_[rank.rank] = {lane, 1};
    names_[lane] = rank.host;
    threads_[lane] += threads_of(rank);
  }
}

void Lanes::one_a_group(std::span<const RankRecord> ranks, std::size_t max_lanes) {
  kind_ = "group of ranks";
  const std::size_t size = (ranks.size() + max_lanes - 1) / max_lanes;
  for (std::size_t first = 0; first < ranks.size(); first += size) {
    const auto group = ranks.subspan(first, std::min(size, ranks.size() - first));
    double threads = 0.0;
    for (const RankRecord& rank : group) {
      places_[rank.rank] = {names_.size(), 1};
      threads += threads_of(rank);
    }
    add("ranks " + std::to_string(group.front().rank) + "–" + std::to_string(group.back().rank),
        threads);
  }
}

LogBins::LogBins(std::span<const double> values, int a_decade) : a_decade_(a_decade) {
  int last = 0;
  for (const double value : values) {
    if (!(value > 0.0)) continue;
    const int step = step_of(value);
    first_ = size_ == 0 ? step : std::min(first_, step);
    last = size_ == 0 ? step : std::max(last, step);
    size_ = 1;
  }
  if (size_ > 0) size_ = static_cast<std::size_t>(last - first_ + 1);
}

int LogBins::step_of(double value) const {
  constexpr double smallest = 1e-9;
  constexpr double largest = 1e18;
  return static_cast<int>(std::floor(std::log10(std::clamp(value, smallest, largest)) * a_decade_));
}

std::size_t LogBins::of(double value) const {
  return static_cast<std::size_t>(
      std::clamp(step_of(value) - first_, 0, static_cast<int>(size_) - 1));
}

double LogBins::lower_edge(std::size_t bin) const {
  return std::pow(10.0, (first_ + static_cast<double>(bin)) / a_decade_);
}

double LogBins::middle(std::size_t bin) const {
  return std::pow(10.0, (first_ + static_cast<double>(bin) + 0.5) / a_decade_);
}

}  // namespace mpietl::view::html
