#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/report/report.hpp"

namespace mpietl::view {

/// Replaces a number that is not known.
inline constexpr auto unknown = "–";

/// "1,234.57" with that many decimals; a dash for NaN and infinity.
std::string format_fixed(double value, int decimals);

/// `part` of `whole` as "12.3%"; a dash if there is no whole.
std::string format_percent(double part, double whole);

/// "1.02 GB"; a dash for negative and non-finite values.
std::string format_size(double bytes);

/// "85.9 MB/s"; a dash if no time has passed.
std::string format_rate(double bytes, double seconds);

/// "4.31ms", "0.47s", "3m 20s"; a dash for NaN and infinity.
std::string format_duration(double seconds);

/// The common unit and decimals of the times in one table.
class TimeScale {
 public:
  /// Chooses for the largest of `seconds`.
  explicit TimeScale(std::span<const double> seconds);

  [[nodiscard]] std::string unit() const { return unit_; }
  [[nodiscard]] std::string format(double seconds) const;

 private:
  const char* unit_ = "s";
  double factor_ = 1.0;
};

/// "Open MPI 4.1.4 · libsndfile 1.2.0 · HDF5 1.10.8", without unknown versions.
std::string software_of(const report::Summary& summary);

/// ", schedule dynamic"; empty if there is only one rank.
std::string schedule_of(const report::Summary& summary);

/// "2 ranks × 4 threads on 1 host, schedule dynamic"
std::string layout_of(const report::Summary& summary);

/// "2/5, of a list of 100 files"; empty: the whole list.
std::string shard_of(const report::Summary& summary);

/// "5 reports, of 100 files"; empty where none were joined.
std::string parts_of(const report::Summary& summary);

/// "a,b" as "a, b", which can be broken into lines.
std::string spaced(const std::string& names);

/// "OMP_NUM_THREADS=2  SLURM_JOB_ID=7"
std::string settings_of(const report::Summary& summary);

/// What to do with files that have an error of this kind (the column `error_kind`); empty where
/// nothing is known.
std::string advice_for(const std::string& error_kind);

/// "first", "faster", "slower", "overlap" or "single".
std::string name_of(report::Verdict verdict);

/// "strong", "weak" or empty.
std::string name_of(report::ScalingKind kind);

}  // namespace mpietl::view
