#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/audio/segmentation.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

// The list that `mpietl segment` makes.
namespace mpietl::job {

/// Whether a job is one of `mpietl segment`.
inline bool is_segment(const Job& job) { return !job.output_segments.empty(); }

/// How the job finds segments.
audio::Segmentation segmentation_of(const Job& job);

/// Throws Error(usage) for options of segments that contradict each other, or if no list is named.
void check_segmentation(const Job& job);

/// The formats of lists, by the extension of their names.
enum class SegmentFormat : std::uint8_t { kaldi, rttm, lhotse, csv, tsv };
SegmentFormat segment_format(const std::string& path);

/// Writes lists of segments that parse_segments() reads, of the recordings of a listing.
///
/// Recordings are called by the ids of a manifest, or by their paths below the base, without the
/// extension where no other has that name. Tables name the files by their paths.
class SegmentWriter {
 public:
  /// Throws Error(usage) for names that the format cannot hold. `listing` must outlive it.
  SegmentWriter(const Listing& listing, SegmentFormat format);

  /// The header of a table; empty for other formats.
  [[nodiscard]] std::string head() const;

  /// The lines of the segments of the item in a row. Throws Error(format) for a damaged record.
  [[nodiscard]] std::string lines(std::size_t row, const Record& record) const;

  /// The line of wav.scp for the item in a row; empty for what it cannot name.
  [[nodiscard]] std::string wav_scp_line(std::size_t row) const;

 private:
  [[nodiscard]] std::string recording(std::size_t row) const;
  [[nodiscard]] std::string name(std::size_t row) const;
  [[nodiscard]] bool is_of_manifest(std::size_t row) const;

  const Listing& listing_;
  SegmentFormat format_;
  std::vector<std::uint64_t> shared_stems_;  // hashes of names that several have, sorted
};

}  // namespace mpietl::job
