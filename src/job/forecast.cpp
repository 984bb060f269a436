#include "mpietl/job/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "mpietl/audio/chain.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/output_choice.hpp"
#include "mpietl/io/sound_reader.hpp"

namespace mpietl::job {

namespace {

constexpr int many_channels = 2;

/// Frames of the part that an item takes.
std::int64_t frames_of(const Item& item, const io::Header& header) {
  const double rate = header.format.sample_rate;
  const auto all = static_cast<double>(std::max<std::int64_t>(0, header.frames));
  const double first = std::min(all, std::nearbyint(item.offset_seconds * rate));
  const double wanted =
      item.duration_seconds < 0.0 ? all : std::nearbyint(item.duration_seconds * rate);
  return static_cast<std::int64_t>(std::min(all - first, wanted));
}

Forecast forecast_of(const Item& item, const Job& job) {
  const auto header = io::read_header(item.input);
  const auto choice = io::parse_output_choice(job.format, job.subtype);
  auto input = header.format;
  input.channels = channels_out(item, job, input.channels);
  const auto output = io::output_format(input, choice);
  const auto frames = frames_of(item, header);
  const auto actual = io::with_room_for(output, frames);
  Forecast forecast;
  forecast.bytes_out = io::estimated_bytes(actual, frames);
  forecast.is_rf64 = actual.code != output.code;
  forecast.formats = io::describe(header.format) + " -> " + io::describe(actual);
  return forecast;
}

}  // namespace

int channels_out(const Item& item, const Job& job, int channels_in) {
  const audio::Chain chain(job.transforms);
  return audio::ItemChain(chain, stream_of(item, job.seed), channels_in).channels_out();
}

bool changes_formats(const Job& job) {
  const audio::Chain chain(job.transforms);
  const auto changes_channels = [](const audio::Chain::Link& link) {
    return link.transform->channels_out(many_channels) != many_channels;
  };
  return job.format != "same" || job.subtype != "same" ||
         std::ranges::any_of(chain.links(), changes_channels);
}

Forecast forecast(const Item& item, const Job& job) {
  try {
    return forecast_of(item, job);
  } catch (const Error& error) {
    Forecast failed;
    failed.problem = error.what();
    return failed;
  }
}

}  // namespace mpietl::job
