#include "dispatch/messages.hpp"

namespace mpietl::dispatch {

namespace {

void put(ByteWriter& writer, const StopRequest& stop) {
  writer.put(stop.reason);
  writer.put(stop.grace_seconds);
}

StopRequest get_stop(ByteReader& reader) {
  StopRequest stop;
  reader.get(stop.reason);
  reader.get(stop.grace_seconds);
  return stop;
}

enum class Kind : std::uint8_t { grant, stop, goodbye };

}  // namespace

Bytes encode(const WorkerMessage& message) {
  ByteWriter writer;
  writer.put(message.progress.items);
  writer.put(message.progress.failed);
  writer.put(message.progress.bytes);
  writer.put(message.wants_units);
  writer.put(message.is_last);
  writer.put(message.stop.has_value());
  if (message.stop) put(writer, *message.stop);
  writer.put_rest(message.records);
  return writer.take();
}

void decode(const Bytes& bytes, WorkerMessage& message) {
  ByteReader reader(bytes);
  reader.get(message.progress.items);
  reader.get(message.progress.failed);
  reader.get(message.progress.bytes);
  reader.get(message.wants_units);
  reader.get(message.is_last);
  bool stops = false;
  reader.get(stops);
  message.stop = stops ? std::optional(get_stop(reader)) : std::nullopt;
  message.records.assign(reader.rest().begin(), reader.rest().end());
}

Bytes encode(const CoordinatorMessage& message) {
  ByteWriter writer;
  if (const auto* grant = std::get_if<Grant>(&message)) {
    writer.put(Kind::grant);
    writer.put(grant->is_last);
    writer.put_rest(grant->units);
  } else if (const auto* stop = std::get_if<StopRequest>(&message)) {
    writer.put(Kind::stop);
    put(writer, *stop);
  } else {
    writer.put(Kind::goodbye);
  }
  return writer.take();
}

CoordinatorMessage decode_coordinator_message(const Bytes& bytes) {
  ByteReader reader(bytes);
  Kind kind{};
  reader.get(kind);
  if (kind == Kind::goodbye) return Goodbye{};
  if (kind == Kind::stop) return get_stop(reader);
  Grant grant;
  reader.get(grant.is_last);
  grant.units.assign(reader.rest().begin(), reader.rest().end());
  return grant;
}

}  // namespace mpietl::dispatch
