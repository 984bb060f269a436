#include "job/windows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::job {

namespace {

double frame_at(double seconds, int sample_rate) { return std::nearbyint(seconds * sample_rate); }

double end_of(const Segment& part, double input_seconds) {
  if (part.duration_seconds < 0.0) return input_seconds;
  return std::min(input_seconds, part.offset_seconds + part.duration_seconds);
}

}  // namespace

Windows windows_of(const Segment& part, const InputLength& input, const Job& job) {
  const double length = job.window->seconds;
  const double hop = job.hop.value_or(*job.window).seconds;
  const auto rate = input.sample_rate;
  const double end = end_of(part, static_cast<double>(input.frames) / rate);
  const auto fits = [&](double seconds) { return frame_at(seconds, rate) <= frame_at(end, rate); };
  constexpr double most_windows = 1e6;
  if ((end - part.offset_seconds) / hop > most_windows) {
    throw Error(Reason::format, "its header declares " + format_seconds(end) +
                                    ", which would be more than a million windows");
  }
  Windows windows;
  double covered = part.offset_seconds;  // all before it is in a window, or between two
  double start = part.offset_seconds;
  while (fits(start + length)) {
    windows.parts.push_back({start, length, part.channel});
    covered = start + length;
    start = part.offset_seconds + static_cast<double>(windows.parts.size()) * hop;
  }
  const double rest = end - std::max(covered, start);
  if (frame_at(end, rate) <= frame_at(std::max(covered, start), rate)) return windows;
  if (job.keep_last) {
    windows.parts.push_back({start, end - start, part.channel});
  } else {
    windows.rest_seconds = rest;
  }
  return windows;
}

void check_windows(const Job& job) {
  if (!job.window && (job.hop || job.keep_last)) {
    throw Error(Reason::usage, std::string(job.hop ? "--hop" : "--keep-last") +
                                   " is about windows: give their length with --window");
  }
  constexpr double shortest_seconds = 1e-3;  // names have times in milliseconds
  for (const auto& time : {job.window, job.hop}) {
    if (!time || time->seconds >= shortest_seconds) continue;
    throw Error(Reason::usage, "--window and --hop must be 0.001s or longer");
  }
}

std::string part_name(const std::string& recording, const std::string& speaker,
                      const Segment& part) {
  const auto milliseconds = [](double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%07lld", std::llround(seconds * 1e3));
    return std::string(text.data());
  };
  const bool has_end = part.duration_seconds >= 0.0;
  return recording + "-" + (speaker.empty() ? "" : speaker + "-") +
         milliseconds(part.offset_seconds) + "-" +
         (has_end ? milliseconds(part.offset_seconds + part.duration_seconds) : "end");
}

}  // namespace mpietl::job
