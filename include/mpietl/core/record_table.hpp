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

/// A record in 192 bytes: numbers as narrow as those of nearly all files are, the digest and the
/// fingerprint in binary.
/// Its index, its paths and its other texts are elsewhere.
struct PackedRecord {
  std::uint64_t texts_at = 0;  ///< for who keeps the texts
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
  std::array<std::uint8_t, 16> digest{};       ///< zeros: none
  std::array<std::uint8_t, 16> fingerprint{};  ///< likewise
  float peak_in = 0.0F;                        // samples are of this type
  float peak_out = 0.0F;
  float rms_in = 0.0F;
  float rms_out = 0.0F;
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
  Status status = Status::skipped;
  std::uint8_t form = 0;  ///< for who keeps the rows
};

static_assert(sizeof(PackedRecord) == 200);

/// The numbers and the digest of `record`; nothing where one of them does not fit exactly. A digest
/// or fingerprint other than 32 hexadecimal digits is left out.
std::optional<PackedRecord> pack(const Record& record);

/// The record of pack(), without what is elsewhere.
Record unpack(const PackedRecord& packed);

/// Texts of any bytes, one behind the other. A text costs its bytes and one for its length (two
/// from 128 bytes on, and so on); it is found again by its place.
class TextStore {
 public:
  /// Where the next text will be.
  [[nodiscard]] std::uint64_t end() const { return end_; }

  void append(std::string_view text);

  /// The text at `place`, which moves behind it. `place` is one that end() or this function gave.
  [[nodiscard]] std::string read(std::uint64_t& place) const;

 private:
  void put(std::string_view bytes);

  [[nodiscard]] char at(std::uint64_t place) const {
    return chunks_[place / chunk_bytes][place % chunk_bytes];
  }

  static constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;

  // Each of that length, but for the last, so that what is in them hardly ever moves.
  std::vector<std::string> chunks_;
  std::uint64_t end_ = 0;
};

/// The records of a job by row, compactly: 192 bytes a row, and the bytes of its texts where it
/// has any. All comes back exactly but `path` and `output`, which the list of items knows.
class RecordTable {
 public:
  explicit RecordTable(std::size_t size = 0) : rows_(size) {}

  [[nodiscard]] std::size_t size() const { return rows_.size(); }

  /// Keeps `record` in a row; what was there before is replaced, though the bytes of its texts are
  /// not freed. Throws Error(internal) for a row that is not in the table.
  void set(std::size_t row, const Record& record);

  /// The row is as if it was never set. Throws Error(internal) as set().
  void forget(std::size_t row);

  /// Whether the row was set. Throws Error(internal) as set().
  [[nodiscard]] bool has(std::size_t row) const;

  /// The record of a row, without its index and paths; one that was never set is skipped, and
  /// nothing of it is known. Throws Error(internal) as set().
  [[nodiscard]] Record operator[](std::size_t row) const;

 private:
  [[nodiscard]] const PackedRecord& packed(std::size_t row) const;

  std::vector<PackedRecord> rows_;
  TextStore texts_;
};

}  // namespace mpietl
