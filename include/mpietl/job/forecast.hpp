#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "mpietl/audio/signal.hpp"
#include "mpietl/core/columns.hpp"
#include "mpietl/io/audio/audio_source.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/item_list.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// The output expected for an item, from the header of its input.
struct Forecast {
  std::int64_t bytes_out = 0;
  bool is_rf64 = false;  ///< a WAV output that needs RF64 for its size
  std::string formats;   ///< "FLAC, 16 bit PCM -> WAV (Microsoft), 16 bit PCM"
  std::string problem;   ///< why it will fail; empty otherwise
};

inline constexpr std::tuple forecast_columns{
    Column{"bytes_out", &Forecast::bytes_out, "bytes", ""},
    Column{"is_rf64", &Forecast::is_rf64, "", ""},
    Column{"formats", &Forecast::formats, "", ""},
    Column{"problem", &Forecast::problem, "", ""},
};

/// Whether outputs of `job` differ in format from their inputs, so that sizes must be forecast.
bool changes_formats(const Job& job);

/// The signal in the output of an item whose input has the signal `in`. Transforms that are applied
/// with a probability are drawn.
audio::Signal output_signal(const Item& item, const Job& job, const audio::Signal& in);

/// Reads the headers of items' inputs in sequence; reads an input only once for all its segments.
/// The job must outlive the forecaster.
class Forecaster {
 public:
  explicit Forecaster(const Job& job) : job_(job) {}

  /// A failure becomes the forecast's `problem`.
  Forecast operator()(const Item& item);

 private:
  const Job& job_;
  std::string input_;
  std::optional<io::SourceInfo> info_;  // of the input
};

/// The space that outputs need on one file system, and the space that is free.
struct DiskSpace {
  std::string folder;  ///< one of those on the file system
  std::int64_t needed_bytes = 0;
  std::int64_t needed_inodes = 0;  ///< for files and missing folders
  std::uint64_t free_bytes = 0;
  std::uint64_t free_inodes = 0;  ///< the largest number if the file system has no limit

  [[nodiscard]] bool suffices() const;
};

/// Outputs to be made, with their sizes.
struct Outputs {
  const ItemList& items;
  std::function<std::int64_t(std::size_t index)> bytes;
};

/// Outputs of the same size as their inputs.
Outputs as_large(const ItemList& items);

/// The space that outputs need on each file system. With `replaced`, the files that they replace
/// count as free space.
std::vector<DiskSpace> disk_space_for(const std::vector<Outputs>& outputs, bool replaced);

/// Throws Error(no_space) when outputs do not fit on their file systems; files that they replace
/// count as free space.
void check_space(const std::vector<Outputs>& outputs);

}  // namespace mpietl::job
