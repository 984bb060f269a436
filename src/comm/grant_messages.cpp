#include "comm/grant_messages.hpp"

#include "mpietl/comm/collectives.hpp"

namespace mpietl::comm {

namespace {

Bytes rest_of(const ByteReader& reader) { return {reader.rest().begin(), reader.rest().end()}; }

void put(ByteWriter& writer, const StopCall& stop) {
  writer.put(stop.reason);
  writer.put(stop.grace_seconds);
}

StopCall get_stop(ByteReader& reader) {
  StopCall stop;
  reader.get(stop.reason);
  reader.get(stop.grace_seconds);
  return stop;
}

enum class Said : std::uint8_t { grant, stop, farewell };

}  // namespace

Bytes to_message(const Told& told) {
  ByteWriter writer;
  writer.put(told.progress.items);
  writer.put(told.progress.failed);
  writer.put(told.progress.bytes);
  writer.put(told.asks);
  writer.put(told.is_last);
  writer.put(told.stop.has_value());
  if (told.stop) put(writer, *told.stop);
  writer.put_rest(told.records);
  return writer.take();
}

void read_told(std::span<const std::byte> message, Told& told) {
  ByteReader reader(message);
  reader.get(told.progress.items);
  reader.get(told.progress.failed);
  reader.get(told.progress.bytes);
  reader.get(told.asks);
  reader.get(told.is_last);
  bool stops = false;
  reader.get(stops);
  told.stop = stops ? std::optional(get_stop(reader)) : std::nullopt;
  told.records.assign(reader.rest().begin(), reader.rest().end());
}

Bytes to_message(const Reply& reply) {
  ByteWriter writer;
  if (const auto* grant = std::get_if<Grant>(&reply)) {
    writer.put(Said::grant);
    writer.put(grant->is_last);
    writer.put_rest(grant->items);
  } else if (const auto* stop = std::get_if<StopCall>(&reply)) {
    writer.put(Said::stop);
    put(writer, *stop);
  } else {
    writer.put(Said::farewell);
  }
  return writer.take();
}

Reply reply_from(const Bytes& message) {
  ByteReader reader(message);
  Said said{};
  reader.get(said);
  if (said == Said::farewell) return Farewell{};
  if (said == Said::stop) return get_stop(reader);
  Grant grant;
  reader.get(grant.is_last);
  grant.items = rest_of(reader);
  return grant;
}

Grant scatter_grants(const Communicator& communicator, const std::vector<Grant>& grants) {
  std::vector<Bytes> messages;
  for (const auto& grant : grants) messages.push_back(to_message(grant));
  return std::get<Grant>(reply_from(scatter(communicator, messages)));
}

}  // namespace mpietl::comm
