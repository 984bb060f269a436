#include "mpietl/job/input_length.hpp"

#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/job/item_source.hpp"

namespace mpietl::job {

namespace {

InputLength length_in_header(const io::SourceInfo& info) {
  const bool is_sure = info.ends_as_declared && info.signal.frames >= 0;
  return {is_sure ? info.signal.frames : info.likely_frames, info.signal.sample_rate, is_sure, {}};
}

std::int64_t count_frames(io::AudioSource& source) {
  constexpr std::size_t frames_at_once = 1U << 14U;
  const auto channels = static_cast<std::size_t>(source.info().signal.channels);
  std::vector<float> samples(frames_at_once * channels);
  std::int64_t count = 0;
  while (const auto now = source.read(samples)) count += static_cast<std::int64_t>(now);
  return count;
}

}  // namespace

InputLength declared_length(const Item& item, const io::StreamChoice& stream) {
  if (item.kind == InputKind::command) return {};
  try {
    return length_in_header(open_source(item, stream)->info());
  } catch (const Error& error) {
    return {.fault = error.what()};
  }
}

InputLength exact_length(const Item& item, const io::StreamChoice& stream) {
  if (item.kind == InputKind::command) return {};
  try {
    const auto source = open_source(item, stream);
    auto length = length_in_header(source->info());
    if (!length.is_sure) length.frames = count_frames(*source);
    length.is_sure = true;
    return length;
  } catch (const Error& error) {
    return {.fault = error.what()};
  }
}

}  // namespace mpietl::job
