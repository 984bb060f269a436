#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mpietl/core/record.hpp"

namespace mpietl {

/// A record in 248 bytes: numbers as narrow as nearly all files allow, digest and fingerprint in
/// binary. Index, paths and other texts are stored elsewhere.
struct PackedRecord {
  std::uint64_t texts_at = 0;  ///< used by the owner of the texts
  std::int64_t frames = 0;
  std::int64_t frames_out = 0;
  std::int64_t bytes_in = 0;
  std::int64_t bytes_out = 0;
  double start = 0.0;
  double open_seconds = 0.0;
  double read_seconds = 0.0;
  double transform_seconds = 0.0;
  double write_seconds = 0.0;
  double close_seconds = 0.0;
  double wait_seconds = 0.0;
  double total_seconds = 0.0;
  double estimated_seconds = 0.0;
  double user_seconds = 0.0;
  double system_seconds = 0.0;
  std::int64_t max_rss_bytes = 0;
  std::array<std::uint8_t, 16> digest{};       ///< zeros: none
  std::array<std::uint8_t, 16> fingerprint{};  ///< likewise
  float peak_in = 0.0F;                        // the type of samples
  float peak_out = 0.0F;
  float rms_in = 0.0F;
  float rms_out = 0.0F;
  float loudness = 0.0F;
  float true_peak = 0.0F;
  float dc = 0.0F;
  float bandwidth = 0.0F;
  float crest = 0.0F;
  std::int32_t rank = 0;
  std::int32_t sample_rate = 0;
  std::int32_t sample_rate_out = 0;
  std::int32_t clipped = 0;
  std::int32_t saturated = 0;
  std::int32_t not_finite = 0;
  std::int32_t silent = 0;
  std::int16_t thread = 0;
  std::int16_t run = 0;
  std::int16_t attempt = 0;
  std::int16_t channels = 0;
  std::int16_t channels_out = 0;
  std::int16_t exit_status = 0;
  Status status = Status::skipped;
  std::uint8_t form = 0;  ///< used by the owner of the rows
};

static_assert(sizeof(PackedRecord) == 248);

/// Packs the numbers, digest and fingerprint of `record`; none when a number does not fit exactly.
/// Drops a digest or fingerprint that is not 32 hexadecimal digits.
std::optional<PackedRecord> pack(const Record& record);

/// Reverses pack().
Record unpack(const PackedRecord& packed);

/// Texts of any bytes, stored consecutively and found by position. A text takes one more byte for
/// its length, two from 128 bytes, and so on.
class TextStore {
 public:
  /// The position of the next text.
  [[nodiscard]] std::uint64_t end() const { return end_; }

  void append(std::string_view text);

  /// The text at `place`; advances `place` to the next text.
  [[nodiscard]] std::string read(std::uint64_t& place) const;

 private:
  void put(std::string_view bytes);

  [[nodiscard]] char at(std::uint64_t place) const {
    return chunks_[place / chunk_bytes][place % chunk_bytes];
  }

  static constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;

  // Blocks of equal length, except the last, so that texts are rarely copied.
  std::vector<std::string> chunks_;
  std::uint64_t end_ = 0;
};

/// The records of a job by row: 248 bytes per row, plus its texts. Values are exact. `path` and
/// `output` are not stored, since the list of items has them.
class RecordTable {
 public:
  explicit RecordTable(std::size_t size = 0) : rows_(size) {}

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// Stores `record` in a row. Replaces an earlier record, but does not free its texts.
  /// Throws Error(internal) for a row out of range.
  void set(std::size_t row, const Record& record);

  /// Makes the row unset. Throws as set().
  void forget(std::size_t row);

  /// Whether the row is set. Throws as set().
  [[nodiscard]] bool has(std::size_t row) const;

  /// The record of a row, without its index and paths. An unset row has the status `skipped`.
  /// Throws as set().
  [[nodiscard]] Record operator[](std::size_t row) const;

 private:
  [[nodiscard]] const PackedRecord& packed(std::size_t row) const;

  std::vector<PackedRecord> rows_;
  TextStore texts_;
};

}  // namespace mpietl
