#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl::view::html {

/// Rows of the timeline: one for each thread; if these are too many, for each rank, host or group.
class Lanes {
 public:
  Lanes(std::span<const RankRecord> ranks, std::size_t max_lanes);

  /// The lane of a thread; none if its rank is not known.
  [[nodiscard]] std::optional<std::size_t> of(std::int32_t rank, std::int32_t thread) const;

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// The number of threads in a lane.
  [[nodiscard]] double threads(std::size_t lane) const { return threads_.at(lane); }

  /// The kind of all lanes: "thread", "rank", "host" or "group of ranks".
  [[nodiscard]] const std::string& kind() const { return kind_; }

 private:
  /// The lane of the first thread of a rank, and the number of its lanes.
  struct Place {
    std::size_t lane = 0;
    std::int32_t lanes = 1;
  };

  void add(const std::string& name, double threads);
  void one_a_thread(std::span<const RankRecord> ranks);
  void one_a_rank(std::span<const RankRecord> ranks);
  void one_a_host(std::span<const RankRecord> ranks);
  void one_a_group(std::span<const RankRecord> ranks, std::size_t max_lanes);

  std::string kind_;
  std::vector<std::string> names_;
  std::vector<double> threads_;
  std::unordered_map<std::int32_t, Place> places_;
};

/// Bins of equal width in the logarithm. Their edges do not depend on the data.
class LogBins {
 public:
  /// Bins from the smallest to the largest of `values` above 0, clamped to 1e-9 and 1e18.
  LogBins(std::span<const double> values, int a_decade);

  [[nodiscard]] std::size_t size() const { return size_; }

  /// The bin of a value; the first or the last bin for values beyond them.
  [[nodiscard]] std::size_t of(double value) const;

  [[nodiscard]] double lower_edge(std::size_t bin) const;

  /// The middle of a bin, in the logarithm.
  [[nodiscard]] double middle(std::size_t bin) const;

 private:
  [[nodiscard]] int step_of(double value) const;

  int a_decade_;
  int first_ = 0;
  std::size_t size_ = 0;
};

}  // namespace mpietl::view::html
