#include <string>

#include "comm/mpi.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::comm {

namespace {

using Failure = std::optional<Error>;

template <class Act>
Failure failure_of(const Act& act) {
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

[[noreturn]] void throw_encoded(const Bytes& bytes) {
  Reason reason{};
  std::string text;
  ByteReader reader(bytes);
  reader.get(reason);
  reader.get(text);
  throw Error(reason, text);
}

}  // namespace

Bytes from_root(const Communicator& communicator, const std::function<Bytes()>& make,
                const Pulse& pulse) {
  Bytes bytes{std::byte{0}};
  if (communicator.is_root()) {
    const Failure failure = failure_of([&] {
      const Bytes made = make();
      bytes.insert(bytes.end(), made.begin(), made.end());
    });
    if (failure) {
      bytes = {std::byte{1}};
      const Bytes text = encode(*failure);
      bytes.insert(bytes.end(), text.begin(), text.end());
    }
  }
  bytes = broadcast(communicator, std::move(bytes), pulse);
  const bool failed = bytes.front() != std::byte{0};
  bytes.erase(bytes.begin());
  if (failed) throw_encoded(bytes);
  return bytes;
}

void together(const Communicator& communicator, const std::function<void()>& act,
              const Pulse& pulse) {
  const Failure failure = failure_of(act);
  const auto failures = gather(communicator, failure ? encode(*failure) : Bytes{}, pulse);
  from_root(
      communicator,
      [&] {
        for (const auto& each : failures) {
          if (!each.empty()) throw_encoded(each);
        }
        return Bytes{};
      },
      pulse);
}

}  // namespace mpietl::comm
