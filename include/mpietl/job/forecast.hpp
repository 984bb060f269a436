#pragma once

#include <cstdint>
#include <string>
#include <tuple>

#include "mpietl/core/columns.hpp"
#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// What will become of an item, as far as its header tells.
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

/// Whether outputs of `job` differ in kind from their inputs, so that sizes must be forecast.
bool changes_formats(const Job& job);

/// Channels of the output of an item whose input has `channels_in`; transforms that are applied now
/// and then are drawn.
int channels_out(const Item& item, const Job& job, int channels_in);

/// Reads the header of an item's input. What fails is in the forecast.
Forecast forecast(const Item& item, const Job& job);

}  // namespace mpietl::job
