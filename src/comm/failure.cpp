#include "comm/failure.hpp"

#include <string>

namespace mpietl::comm {

Failure failure_of(const std::function<void()>& act) {
  try {
    act();
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  } catch (const std::exception& error) {
    return Error(Reason::internal, error.what());
  }
}

Bytes encode(const Error& error) {
  ByteWriter writer;
  writer.put(error.reason());
  writer.put(std::string(error.what()));
  return writer.take();
}

void throw_encoded(const Bytes& bytes) {
  Reason reason{};
  std::string text;
  ByteReader reader(bytes);
  reader.get(reason);
  reader.get(text);
  throw Error(reason, text);
}

Bytes attempt(const std::function<Bytes()>& make) {
  Bytes bytes{std::byte{0}};
  const Failure failure = failure_of([&] {
    const Bytes made = make();
    bytes.insert(bytes.end(), made.begin(), made.end());
  });
  if (!failure) return bytes;
  bytes = {std::byte{1}};
  const Bytes text = encode(*failure);
  bytes.insert(bytes.end(), text.begin(), text.end());
  return bytes;
}

Bytes outcome_of(Bytes attempted) {
  const bool failed = attempted.front() != std::byte{0};
  attempted.erase(attempted.begin());
  if (failed) throw_encoded(attempted);
  return attempted;
}

}  // namespace mpietl::comm
