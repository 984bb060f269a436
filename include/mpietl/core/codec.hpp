#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "mpietl/core/columns.hpp"

namespace mpietl {

using Bytes = std::vector<std::byte>;

/// Serialises plain values, in the byte order of this machine.
class ByteWriter {
 public:
  template <class Value>
  requires std::is_arithmetic_v<Value> || std::is_enum_v<Value>
  void put(Value value) { append(&value, sizeof value); }

  void put(const std::string& text) {
    put(static_cast<std::uint64_t>(text.size()));
    append(text.data(), text.size());
  }

  /// Appends bytes without their size; ByteReader::rest() reads them back.
  void put_rest(std::span<const std::byte> bytes) { append(bytes.data(), bytes.size()); }

  [[nodiscard]] Bytes take() { return std::move(bytes_); }

 private:
  void append(const void* data, std::size_t size) {
    const auto at = bytes_.size();
    bytes_.resize(at + size);
    if (size > 0) std::memcpy(bytes_.data() + at, data, size);
  }

  Bytes bytes_;
};

/// Reads what a ByteWriter wrote. Throws Error(internal) when bytes are missing.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] std::span<const std::byte> rest() const { return rest_; }

  template <class Value>
  requires std::is_arithmetic_v<Value> || std::is_enum_v<Value>
  void get(Value& value) {
    const auto taken = take(sizeof value);
    std::memcpy(&value, taken.data(), taken.size());
  }

  void get(std::string& text) {
    std::uint64_t size = 0;
    get(size);
    const auto taken = take(size);
    text.assign(reinterpret_cast<const char*>(taken.data()), taken.size());
  }

 private:
  std::span<const std::byte> take(std::uint64_t size);

  std::span<const std::byte> rest_;
};

/// Serialises rows into a message.
template <class Row, class Columns>
Bytes encode_rows(std::span<const Row> rows, const Columns& columns) {
  ByteWriter writer;
  for (const Row& row : rows) {
    for_each_column(columns, [&](const auto& column) { writer.put(row.*column.member); });
  }
  return writer.take();
}

/// Reads the rows that encode_rows() wrote. Throws Error(internal) when bytes are missing.
template <class Row, class Columns>
std::vector<Row> decode_rows(std::span<const std::byte> bytes, const Columns& columns) {
  std::vector<Row> rows;
  ByteReader reader(bytes);
  while (!reader.at_end()) {
    Row& row = rows.emplace_back();
    for_each_column(columns, [&](const auto& column) { reader.get(row.*column.member); });
  }
  return rows;
}

}  // namespace mpietl
