#include "app/list_warnings.hpp"

#include <cstdio>
#include <filesystem>
#include <vector>

#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

/// Patterns of a job file serve many folders, so only those that were typed count.
void warn_of_unused_patterns(const RunRequest& request, const job::Listing& listing) {
  for (const auto& pattern : listing.idle_patterns) {
    const auto member = pattern.starts_with("--include") ? &job::Job::include : &job::Job::exclude;
    if (!request.options.has(member)) continue;
    const bool is_path = pattern.find('/') != std::string::npos;
    std::fprintf(stderr, "mpietl: warning: %s matches nothing%s\n", pattern.c_str(),
                 is_path ? "; a pattern with a slash must match the path below the named folder"
                         : " in the named folders");
  }
}

/// Warns of files that a manifest names and that are not there, with the line of the first.
void warn_of_missing(const job::Job& job, const job::Listing& listing) {
  const auto& items = listing.items;
  if (!listing.manifest || listing.manifest->entries().size() != items.size()) return;
  const auto is_missing = [&](std::size_t i) {
    return items.kind(i) != job::InputKind::command && items.bytes(i) < 0;
  };
  std::vector<std::size_t> missing;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (is_missing(i)) missing.push_back(i);
  }
  const auto& list = job.segments.empty() ? job.manifest : job.segments;
  if (missing.empty() || list.empty()) return;
  const auto line = listing.manifest->entries()[missing.front()].line + 1;
  std::fprintf(stderr,
               "mpietl: warning: %s:%zu: there is no file %s; %zu of %zu inputs are missing\n",
               escape(list).c_str(), line, escape(items.input(missing.front())).c_str(),
               missing.size(), items.size());
}

/// Warns of some inputs that end in `suffix`. When all do, they were meant.
void warn_of_suffix(const std::string& suffix, const job::ItemList& items) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (std::filesystem::path(items.input(i)).stem().string().ends_with(suffix)) ++count;
  }
  if (count == 0 || count == items.size()) return;
  std::fprintf(stderr,
               "mpietl: warning: %zu of %zu inputs end in %s, as outputs do; --exclude '*%s.*' "
               "leaves them out\n",
               count, items.size(), escape(suffix).c_str(), escape(suffix).c_str());
}

void warn_of_segment_gaps(const job::SegmentGaps& gaps) {
  if (gaps.segments > 0) {
    std::fprintf(
        stderr,
        "mpietl: warning: %s left out: their recordings, such as '%s', are not among the inputs\n",
        plural(gaps.segments, "segment").c_str(), escape(gaps.recording).c_str());
  }
  if (gaps.recordings > 0) {
    std::fprintf(stderr, "mpietl: %s without a segment\n",
                 plural(gaps.recordings, "input").c_str());
  }
}

void warn_of_unlisted(const job::Job& job, std::size_t files) {
  if (files == 0) return;
  std::fprintf(stderr, "mpietl: warning: %s left out, since %s has no line for them\n",
               plural(files, "audio file").c_str(), escape(job.manifest).c_str());
}

void warn_of_window_rests(const job::WindowRests& rests) {
  if (rests.inputs == 0) return;
  std::fprintf(
      stderr, "mpietl: windows leave out %s at the end of %s%s; --keep-last takes it\n",
      format_seconds(rests.seconds).c_str(), plural(rests.inputs, "input").c_str(),
      rests.without_window == 0
          ? ""
          : (", " + std::to_string(rests.without_window) + " shorter than a window").c_str());
}

}  // namespace

void warn_of_list(const RunRequest& request, const job::Job& job, const job::Listing& listing) {
  warn_of_unused_patterns(request, listing);
  warn_of_segment_gaps(listing.segment_gaps);
  warn_of_unlisted(job, listing.unlisted);
  warn_of_window_rests(listing.window_rests);
  warn_of_missing(job, listing);
  const auto usual_suffix = job::Job().suffix;
  warn_of_suffix(usual_suffix, listing.items);
  if (!job.suffix.empty() && job.suffix != usual_suffix) warn_of_suffix(job.suffix, listing.items);
}

}  // namespace mpietl::app
