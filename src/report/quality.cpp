#include "mpietl/report/quality.hpp"

#include "mpietl/report/known.hpp"

namespace mpietl::report {

namespace {

void add(std::int64_t samples, Flagged& sum) {
  if (samples <= 0) return;
  sum.samples += static_cast<double>(samples);
  ++sum.files;
}

}  // namespace

Quality quality_of(FileList files) {
  constexpr double most = 0.5;
  Quality quality;
  for (const Record* const file : files) {
    if (file->status != Status::done) continue;
    const double samples = known_count(file->frames) * known_count(file->channels);
    quality.samples += samples;
    add(file->clipped, quality.clipped);
    add(file->saturated, quality.saturated);
    add(file->not_finite, quality.not_finite);
    add(file->silent, quality.silent);
    if (samples > 0.0 && known_count(file->silent) > most * samples) ++quality.mostly_silent_files;
  }
  return quality;
}

}  // namespace mpietl::report
