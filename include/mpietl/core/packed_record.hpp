#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "mpietl/core/record.hpp"

namespace mpietl {

/// A record in 192 bytes: numbers as narrow as those of nearly all files are, the digest and the
/// fingerprint in binary.
/// Its index, its paths and its other texts are elsewhere.
struct PackedRecord {
  std::uint64_t texts_at = 0;  ///< for who keeps the texts
  std::int64_t frames = 0;
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
  std::int32_t clipped = 0;
  std::int32_t saturated = 0;
  std::int32_t not_finite = 0;
  std::int32_t silent = 0;
  std::int16_t thread = 0;
  std::int16_t run = 0;
  std::int16_t attempt = 0;
  std::int16_t channels = 0;
  Status status = Status::skipped;
  std::uint8_t form = 0;  ///< for who keeps the rows
};

static_assert(sizeof(PackedRecord) == 192);

/// The numbers and the digest of `record`; nothing where one of them does not fit exactly. A digest
/// or fingerprint other than 32 hexadecimal digits is left out.
std::optional<PackedRecord> pack(const Record& record);

/// The record of pack(), without what is elsewhere.
Record unpack(const PackedRecord& packed);

}  // namespace mpietl
