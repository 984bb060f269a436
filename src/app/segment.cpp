#include "app/segment.hpp"

#include <cstdio>
#include <filesystem>

#include "app/products.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/frame_ranges.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/io/files/paths.hpp"
#include "mpietl/io/files/text_file.hpp"
#include "mpietl/job/found_segments.hpp"

namespace mpietl::app {

namespace {

job::SegmentWriter writer_of(const job::Job& job, const job::Listing& listing) {
  return {listing, job::segment_format(job.output_segments)};
}

/// Empty if it cannot name any recording.
std::string wav_scp_of(const job::Job& job, const job::Listing& listing) {
  const auto writer = writer_of(job, listing);
  std::string text;
  for (std::size_t row = 0; row < listing.items.size(); ++row) text += writer.wav_scp_line(row);
  return text;
}

/// What was found in files that are done.
struct Found {
  std::size_t segments = 0;
  std::size_t files = 0;
  double seconds = 0.0;

  void add(const Record& file) {
    const auto ranges = ranges_from(file.segments);
    if (!ranges.empty()) ++files;
    segments += ranges.size();
    for (const auto& range : ranges) seconds += static_cast<double>(range.count) / file.sample_rate;
  }
};

}  // namespace

std::string wav_scp_path(const job::Job& job) {
  if (job::segment_format(job.output_segments) != job::SegmentFormat::kaldi) return {};
  const auto folder = std::filesystem::path(job.output_segments).parent_path();
  auto path = (folder / "wav.scp").string();
  const bool is_manifest = !job.manifest.empty() && job.manifest != "-" &&
                           io::resolved_through(job.manifest) == io::resolved_through(path);
  return is_manifest ? std::string() : path;
}

void check_segment_list(const job::Job& job, const job::Listing& listing) {
  const auto text = wav_scp_of(job, listing);
  const auto path = wav_scp_path(job);
  if (path.empty() || io::file_bytes(path) < 0 || io::read_text(path, "wav.scp") == text) return;
  throw Error(Reason::usage, "the list would replace another file " + escape(path) +
                                 ": name that with --manifest, or give --output-segments "
                                 "another folder");
}

void store_segments(const job::Job& job, const job::Listing& listing,
                    const report::FileRows& files) {
  const auto writer = writer_of(job, listing);
  Found found;
  make_product(job.output_segments, [&](const view::Sink& put) {
    put(writer.head());
    for (std::size_t row = 0; row < files.size; ++row) {
      const Record file = files.at(row);
      if (file.status != Status::done) continue;
      put(writer.lines(row, file));
      found.add(file);
    }
  });
  const auto path = wav_scp_path(job);
  const auto text = path.empty() ? std::string() : wav_scp_of(job, listing);
  if (!text.empty()) make_product(path, [&](const view::Sink& put) { put(text); });
  std::fprintf(stderr, "mpietl: %s has %zu segments, %.1f s in all, of %zu of the %zu files\n",
               escape(job.output_segments).c_str(), found.segments, found.seconds, found.files,
               files.size);
}

}  // namespace mpietl::app
