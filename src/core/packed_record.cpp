#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/record_table.hpp"

namespace mpietl {

namespace {

template <class Wide, class Narrow>
struct Field {
  Wide Record::*wide;
  Narrow PackedRecord::*narrow;
};

template <class Wide, class Narrow>
Field(Wide Record::*, Narrow PackedRecord::*) -> Field<Wide, Narrow>;

constexpr auto fields = std::tuple{
    Field{&Record::status, &PackedRecord::status},
    Field{&Record::rank, &PackedRecord::rank},
    Field{&Record::thread, &PackedRecord::thread},
    Field{&Record::run, &PackedRecord::run},
    Field{&Record::attempt, &PackedRecord::attempt},
    Field{&Record::frames, &PackedRecord::frames},
    Field{&Record::channels, &PackedRecord::channels},
    Field{&Record::sample_rate, &PackedRecord::sample_rate},
    Field{&Record::frames_out, &PackedRecord::frames_out},
    Field{&Record::channels_out, &PackedRecord::channels_out},
    Field{&Record::sample_rate_out, &PackedRecord::sample_rate_out},
    Field{&Record::bytes_in, &PackedRecord::bytes_in},
    Field{&Record::bytes_out, &PackedRecord::bytes_out},
    Field{&Record::start, &PackedRecord::start},
    Field{&Record::open_seconds, &PackedRecord::open_seconds},
    Field{&Record::read_seconds, &PackedRecord::read_seconds},
    Field{&Record::transform_seconds, &PackedRecord::transform_seconds},
    Field{&Record::write_seconds, &PackedRecord::write_seconds},
    Field{&Record::close_seconds, &PackedRecord::close_seconds},
    Field{&Record::wait_seconds, &PackedRecord::wait_seconds},
    Field{&Record::total_seconds, &PackedRecord::total_seconds},
    Field{&Record::estimated_seconds, &PackedRecord::estimated_seconds},
    Field{&Record::peak_in, &PackedRecord::peak_in},
    Field{&Record::peak_out, &PackedRecord::peak_out},
    Field{&Record::rms_in, &PackedRecord::rms_in},
    Field{&Record::rms_out, &PackedRecord::rms_out},
    Field{&Record::loudness, &PackedRecord::loudness},
    Field{&Record::true_peak, &PackedRecord::true_peak},
    Field{&Record::dc, &PackedRecord::dc},
    Field{&Record::bandwidth, &PackedRecord::bandwidth},
    Field{&Record::crest, &PackedRecord::crest},
    Field{&Record::clipped, &PackedRecord::clipped},
    Field{&Record::saturated, &PackedRecord::saturated},
    Field{&Record::not_finite, &PackedRecord::not_finite},
    Field{&Record::silent, &PackedRecord::silent},
    Field{&Record::user_seconds, &PackedRecord::user_seconds},
    Field{&Record::system_seconds, &PackedRecord::system_seconds},
    Field{&Record::max_rss_bytes, &PackedRecord::max_rss_bytes},
    Field{&Record::exit_status, &PackedRecord::exit_status},
};

// The other columns are the index, two hashes, two paths and five texts.
static_assert(std::tuple_size_v<decltype(fields)> + 10 ==
                  std::tuple_size_v<decltype(record_columns)>,
              "a column of Record has no field here");

/// Whether `narrow` can represent the exact value.
bool assign(double wide, float& narrow) {
  if (std::isfinite(wide) && std::abs(wide) > std::numeric_limits<float>::max()) return false;
  narrow = static_cast<float>(wide);
  return std::bit_cast<std::uint64_t>(double{narrow}) == std::bit_cast<std::uint64_t>(wide);
}

template <class Wide, class Narrow>
bool assign(const Wide& wide, Narrow& narrow) {
  if constexpr (!std::is_same_v<Wide, Narrow>) {
    if (!std::in_range<Narrow>(wide)) return false;
  }
  narrow = static_cast<Narrow>(wide);
  return true;
}

constexpr std::string_view hex_digits = "0123456789abcdef";

constexpr std::uint8_t no_digit = 255;

/// The value of each hexadecimal digit. A million records have 64 million of them.
constexpr auto digit_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < hex_digits.size(); ++i) {
    values[static_cast<unsigned char>(hex_digits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

std::uint8_t digit_value(char digit) { return digit_values[static_cast<unsigned char>(digit)]; }

template <class Hash>
Hash packed_hash(std::string_view text) {
  Hash hash{};
  if (text.size() != 2 * hash.size()) return {};
  std::uint8_t largest = 0;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const auto high = digit_value(text[2 * i]);
    const auto low = digit_value(text[2 * i + 1]);
    largest = std::max({largest, high, low});
    hash[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return largest == no_digit ? Hash{} : hash;
}

template <class Hash>
std::string hash_text(const Hash& hash) {
  if (hash == Hash{}) return {};
  std::string text;
  text.reserve(2 * hash.size());
  for (const unsigned byte : hash) {
    text += hex_digits[byte >> 4U];
    text += hex_digits[byte & 15U];
  }
  return text;
}

}  // namespace

std::optional<PackedRecord> pack(const Record& record) {
  PackedRecord packed;
  const bool is_exact = std::apply(
      [&](const auto&... field) {
        return (assign(record.*field.wide, packed.*field.narrow) && ...);
      },
      fields);
  if (!is_exact) return std::nullopt;
  packed.digest = packed_hash<decltype(packed.digest)>(record.digest);
  packed.fingerprint = packed_hash<decltype(packed.fingerprint)>(record.fingerprint);
  return packed;
}

Record unpack(const PackedRecord& packed) {
  Record record;
  std::apply([&](const auto&... field) { ((record.*field.wide = packed.*field.narrow), ...); },
             fields);
  record.digest = hash_text(packed.digest);
  record.fingerprint = hash_text(packed.fingerprint);
  return record;
}

}  // namespace mpietl
