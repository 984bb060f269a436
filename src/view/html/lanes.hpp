#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "mpietl/core/rank_record.hpp"

namespace mpietl::view::html {

/// Rows of the timeline: one a thread; where these are too many, one a rank, a host or some ranks.
class Lanes {
 public:
  Lanes(std::span<const RankRecord> ranks, std::size_t most);

  /// The lane of a thread; none where its rank is not known.
  [[nodiscard]] std::optional<std::size_t> of(std::int32_t rank, std::int32_t thread) const;

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

  /// Threads in a lane.
  [[nodiscard]] double threads(std::size_t lane) const { return threads_.at(lane); }

  /// What a lane is: "thread", "rank", "host" or "group of ranks".
  [[nodiscard]] const std::string& kind() const { return kind_; }

 private:
  /// Where the first thread of a rank is, and how many lanes its threads have.
  struct Place {
    std::size_t lane = 0;
    std::int32_t lanes = 1;
  };

  void add(const std::string& name, double threads);
  void one_a_thread(std::span<const RankRecord> ranks);
  void one_a_rank(std::span<const RankRecord> ranks);
  void one_a_host(std::span<const RankRecord> ranks);
  void one_a_group(std::span<const RankRecord> ranks, std::size_t most);

  std::string kind_;
  std::vector<std::string> names_;
  std::vector<double> threads_;
  std::unordered_map<std::int32_t, Place> places_;
};

}  // namespace mpietl::view::html
