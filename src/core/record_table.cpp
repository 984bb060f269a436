#include "mpietl/core/record_table.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"

namespace mpietl {

namespace {

// Lengths are little-endian base 128: seven bits a byte, the eighth is set when more follow.
constexpr unsigned digit_bits = 7;
constexpr unsigned more = 1U << digit_bits;

/// The form of a row, in PackedRecord::form.
enum Form : std::uint8_t {
  unset,
  plain,       ///< no text but hashes
  with_texts,  ///< texts that the packed row lacks are in the store, in order
  whole,       ///< a number does not fit: the complete record is in the store, serialised
};

constexpr std::array texts{&Record::error,      &Record::error_kind, &Record::warning,
                           &Record::parameters, &Record::segments,   &Record::digest,
                           &Record::fingerprint};

std::string encoded(Record record) {
  record.path.clear();
  record.output.clear();
  const auto bytes = encode_rows(std::span<const Record>(&record, 1), record_columns);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Record decoded(std::string_view bytes) {
  const auto rows = decode_rows<Record>(std::as_bytes(std::span(bytes)), record_columns);
  return rows.at(0);
}

/// Whether a packed row stores the hash `text` as `hash`; zeros mean none.
template <class Hash>
bool is_kept(const std::string& text, const Hash& hash) {
  return text.empty() || hash != Hash{};
}

/// Whether a record has texts that the packed row lacks.
bool has_more(const Record& record, const PackedRecord& row) {
  return !record.error.empty() || !record.error_kind.empty() || !record.warning.empty() ||
         !record.parameters.empty() || !record.segments.empty() ||
         !is_kept(record.digest, row.digest) || !is_kept(record.fingerprint, row.fingerprint);
}

void require_below(std::size_t size, std::size_t index) {
  if (index < size) return;
  throw Error(Reason::internal, "record " + std::to_string(index) + " is not one of the " +
                                    std::to_string(size) + " of this job");
}

}  // namespace

void TextStore::put(std::string_view bytes) {
  end_ += bytes.size();
  while (!bytes.empty()) {
    if (chunks_.empty() || chunks_.back().size() == chunk_bytes) chunks_.emplace_back();
    auto& chunk = chunks_.back();
    const auto part = bytes.substr(0, chunk_bytes - chunk.size());
    chunk += part;
    bytes.remove_prefix(part.size());
  }
}

void TextStore::append(std::string_view text) {
  constexpr std::size_t max_digits = 10;
  std::array<char, max_digits> length{};
  std::size_t digits = 0;
  std::uint64_t size = text.size();
  for (; size >= more; size >>= digit_bits) length[digits++] = static_cast<char>(size | more);
  length[digits++] = static_cast<char>(size);
  put({length.data(), digits});
  put(text);
}

std::string TextStore::read(std::uint64_t& place) const {
  std::uint64_t size = 0;
  for (unsigned shift = 0;; shift += digit_bits) {
    const auto digit = static_cast<unsigned char>(at(place++));
    size |= std::uint64_t{digit & (more - 1)} << shift;
    if ((digit & more) == 0) break;
  }
  std::string text;
  text.reserve(size);
  while (text.size() < size) {
    const auto in_chunk = place % chunk_bytes;
    const auto part = std::min<std::uint64_t>(size - text.size(), chunk_bytes - in_chunk);
    text.append(chunks_[place / chunk_bytes], in_chunk, part);
    place += part;
  }
  return text;
}

void RecordTable::set(std::size_t row, const Record& record) {
  require_below(rows_.size(), row);
  auto made = pack(record);
  if (!made) {
    made.emplace().form = whole;
  } else {
    made->form = has_more(record, *made) ? with_texts : plain;
  }
  made->texts_at = texts_.end();
  if (made->form == whole) texts_.append(encoded(record));
  if (made->form == with_texts) {
    const Record unpacked = unpack(*made);
    for (const auto text : texts) {
      texts_.append(record.*text == unpacked.*text ? std::string() : record.*text);
    }
  }
  rows_[row] = *made;
}

void RecordTable::forget(std::size_t row) {
  require_below(rows_.size(), row);
  rows_[row] = {};
}

bool RecordTable::has(std::size_t row) const { return packed(row).form != unset; }

Record RecordTable::operator[](std::size_t row) const {
  const PackedRecord& kept = packed(row);
  auto place = kept.texts_at;
  Record record;
  if (kept.form == whole) record = decoded(texts_.read(place));
  if (kept.form == plain || kept.form == with_texts) record = unpack(kept);
  if (kept.form == with_texts) {
    for (const auto text : texts) {
      if (auto kept_text = texts_.read(place); !kept_text.empty()) {
        record.*text = std::move(kept_text);
      }
    }
  }
  record.index = -1;
  return record;
}

const PackedRecord& RecordTable::packed(std::size_t row) const {
  require_below(rows_.size(), row);
  return rows_[row];
}

}  // namespace mpietl
