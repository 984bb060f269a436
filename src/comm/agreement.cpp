#include "comm/failure.hpp"
#include "comm/mpi.hpp"
#include "mpietl/comm/collectives.hpp"

namespace mpietl::comm {

Bytes from_root(const Communicator& communicator, const std::function<Bytes()>& make,
                const Pulse& pulse) {
  Bytes bytes;
  if (communicator.is_root()) bytes = attempt(make);
  return outcome_of(broadcast(communicator, std::move(bytes), pulse));
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
