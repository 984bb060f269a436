#include "mpietl/io/audio/lossy_codecs.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

std::vector<audio::TransformSpec> whole_chain(const Job& job) {
  auto chain = job.transforms;
  const auto number = [](std::int64_t value) {
    return audio::ParameterValue(static_cast<double>(value));
  };
  if (job.channels == 1) chain.push_back({"mono", {}});
  if (job.rate > 0) chain.push_back({"resample", {{"rate", number(job.rate)}}});
  if (job.channels > 1) chain.push_back({"channels", {{"count", number(job.channels)}}});
  return chain;
}

audio::Chain chain_of(const Job& job) {
  return audio::Chain(whole_chain(job), &io::lossy_codecs());
}

}  // namespace mpietl::job
