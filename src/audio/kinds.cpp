#include "audio/kinds.hpp"

#include "mpietl/audio/noise.hpp"
#include "mpietl/audio/samples.hpp"

namespace mpietl::audio {

std::unique_ptr<Stage> scaled(double factor, std::vector<ReportedParameter> parameters,
                              bool is_in_vain) {
  return in_place([factor](Block& block, Counts& /*counts*/) { scale(block.samples, factor); },
                  std::move(parameters), is_in_vain);
}

std::unique_ptr<Stage> with_noise(float stddev, const Stream& stream,
                                  std::vector<ReportedParameter> parameters, bool is_in_vain) {
  const auto add = [stddev, stream](Block& block, Counts& /*counts*/) {
    if (stddev != 0.0F) add_gaussian(block.samples, block.first_sample(), stream, stddev);
  };
  return in_place(add, std::move(parameters), is_in_vain);
}

}  // namespace mpietl::audio
