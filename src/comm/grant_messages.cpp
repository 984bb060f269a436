#include "comm/grant_messages.hpp"

#include "mpietl/comm/collectives.hpp"

namespace mpietl::comm {

namespace {

Bytes rest_of(const ByteReader& reader) { return {reader.rest().begin(), reader.rest().end()}; }

}  // namespace

Bytes to_message(const Told& told) {
  ByteWriter writer;
  writer.put(told.progress.items);
  writer.put(told.progress.failed);
  writer.put(told.progress.bytes);
  writer.put(told.asks);
  writer.put(told.is_last);
  writer.put_rest(told.records);
  return writer.take();
}

Told told_from(const Bytes& message) {
  Told told;
  ByteReader reader(message);
  reader.get(told.progress.items);
  reader.get(told.progress.failed);
  reader.get(told.progress.bytes);
  reader.get(told.asks);
  reader.get(told.is_last);
  told.records = rest_of(reader);
  return told;
}

Bytes to_message(const Grant& grant) {
  ByteWriter writer;
  writer.put(grant.is_last);
  writer.put_rest(grant.items);
  return writer.take();
}

Grant grant_from(const Bytes& message) {
  Grant grant;
  ByteReader reader(message);
  reader.get(grant.is_last);
  grant.items = rest_of(reader);
  return grant;
}

Grant scatter_grants(const Communicator& communicator, const std::vector<Grant>& grants) {
  std::vector<Bytes> messages;
  for (const auto& grant : grants) messages.push_back(to_message(grant));
  return grant_from(scatter(communicator, messages));
}

}  // namespace mpietl::comm
