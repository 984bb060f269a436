#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mpietl::view::html {

/// Bins of equal width in the logarithm, some a decade, whose edges are the same whatever the data.
class LogBins {
 public:
  /// Those from the least to the largest of `values` above 0, which are taken as within 1e-9 and
  /// 1e18.
  LogBins(std::span<const double> values, int a_decade);

  [[nodiscard]] std::size_t size() const { return size_; }

  /// The bin of a value; the first or the last of one beyond them.
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
