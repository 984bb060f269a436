#include "journal/content.hpp"

#include <tuple>

#include "mpietl/core/error.hpp"
#include "mpietl/core/record_columns.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::journal {

namespace {

constexpr std::tuple run_members{&Run::id,
                                 &Run::number,
                                 &Run::created,
                                 &Run::started_unix_seconds,
                                 &Run::shard,
                                 &Run::list_items,
                                 &Run::list_digest,
                                 &Run::items,
                                 &Run::kept,
                                 &Run::dropped,
                                 &Run::set_aside,
                                 &Run::bytes_to_do,
                                 &Run::seed,
                                 &Run::ranks,
                                 &Run::schedule,
                                 &Run::mpi_library,
                                 &Run::environment,
                                 &Run::libsndfile_version,
                                 &Run::mpietl_version,
                                 &Run::working_directory};
constexpr std::tuple rank_members{&Rank::rank, &Rank::host, &Rank::pid, &Rank::threads,
                                  &Rank::cpus};
constexpr std::tuple started_members{
    &Started::index,  &Started::attempt,     &Started::bytes,       &Started::input,
    &Started::output, &Started::fingerprint, &Started::unix_seconds};

template <class Value>
void put(ByteWriter& writer, const Value& value) {
  writer.put(value);
}

void put(ByteWriter& writer, const std::string& text) {
  if (text.size() <= max_text_bytes) return writer.put(text);
  writer.put(shorten(text, max_text_bytes));
}

void put(ByteWriter& writer, const std::map<std::string, std::string>& texts) {
  writer.put(static_cast<std::uint64_t>(texts.size()));
  for (const auto& [name, value] : texts) {
    writer.put(shorten(name, 256));
    writer.put(shorten(value, 4096));
  }
}

template <class Value>
void get(ByteReader& reader, Value& value) {
  reader.get(value);
}

void get(ByteReader& reader, std::map<std::string, std::string>& texts) {
  std::uint64_t size = 0;
  reader.get(size);
  for (; size > 0; --size) {
    std::string name;
    reader.get(name);
    reader.get(texts[name]);
  }
}

template <class Row, class Members>
Bytes encode_members(const Row& row, const Members& members) {
  ByteWriter writer;
  std::apply([&](const auto... member) { (put(writer, row.*member), ...); }, members);
  return writer.take();
}

/// Whether `read` consumed exactly the whole payload.
template <class Read>
bool reads_all(std::span<const std::byte> payload, const Read& read) {
  ByteReader reader(payload);
  try {
    read(reader);
    return reader.at_end();
  } catch (const Error&) {
    return false;
  }
}

template <class Row, class Members>
bool decode_members(std::span<const std::byte> payload, Row& row, const Members& members) {
  return reads_all(payload, [&](ByteReader& reader) {
    std::apply([&](const auto... member) { (get(reader, row.*member), ...); }, members);
  });
}

bool is_escaped(const std::string& text) {
  try {
    return escape(unescape(text)) == text;
  } catch (const Error&) {
    return false;
  }
}

constexpr bool is_path(std::string Record::*text) {
  return text == &Record::path || text == &Record::output;
}

template <class Value>
constexpr bool is_path(Value /*member*/) {
  return false;
}

}  // namespace

Bytes encode(const Run& run) { return encode_members(run, run_members); }
Bytes encode(const Rank& rank) { return encode_members(rank, rank_members); }
Bytes encode(const Started& item) { return encode_members(item, started_members); }

Bytes encode(const Record& record) {
  ByteWriter writer;
  for_each_column(record_columns, [&](const auto& column) {
    if (!is_path(column.member)) put(writer, record.*column.member);
  });
  return writer.take();
}

bool decode(std::span<const std::byte> payload, Run& run) {
  return decode_members(payload, run, run_members);
}

bool decode(std::span<const std::byte> payload, Rank& rank) {
  return decode_members(payload, rank, rank_members) && rank.rank >= 0;
}

bool decode(std::span<const std::byte> payload, Started& item) {
  return decode_members(payload, item, started_members) && item.index >= 0;
}

bool decode(std::span<const std::byte> payload, Record& record) {
  const bool is_whole = reads_all(payload, [&](ByteReader& reader) {
    for_each_column(record_columns, [&](const auto& column) {
      if (!is_path(column.member)) get(reader, record.*column.member);
    });
  });
  return is_whole && record.index >= 0 && record.status <= Status::dropped;
}

std::string shown(const std::string& text) { return is_escaped(text) ? text : escape(text); }

}  // namespace mpietl::journal
