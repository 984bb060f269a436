#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

/// Sends rank 0's bytes to all ranks, in messages of at most `piece_bytes`.
Bytes broadcast(const Communicator& communicator, Bytes bytes,
                std::size_t piece_bytes = max_message_bytes);

/// Sends `parts[i]` of rank 0 to rank i; other ranks pass no parts. Returns this rank's part.
Bytes scatter(const Communicator& communicator, std::vector<Bytes> parts,
              std::size_t piece_bytes = max_message_bytes);

/// Collects each rank's bytes on rank 0, in order of ranks; other ranks get nothing.
std::vector<Bytes> gather(const Communicator& communicator, Bytes mine,
                          std::size_t piece_bytes = max_message_bytes);

/// Waits until all ranks have called it.
void barrier(const Communicator& communicator);

/// Calls `make` on rank 0 only and sends its bytes to all ranks. If it throws an Error, all ranks
/// throw that Error.
Bytes run_on_root(const Communicator& communicator, const std::function<Bytes()>& make);

/// Calls `act` on every rank. If it throws an Error on some ranks, all ranks throw that of the
/// lowest one, so that no rank continues alone.
void all_or_throw(const Communicator& communicator, const std::function<void()>& act);

/// Answers a question. If it throws an Error, rank 0 receives it.
using Answer = std::function<Bytes(const Bytes& question)>;

/// Lets the other ranks answer questions of rank 0, while only rank 0 knows the whole problem.
class Helpers {
 public:
  /// On rank 0, while all other ranks are in serve(). `answer` answers rank 0's own questions.
  Helpers(const Communicator& communicator, Answer answer);
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  Helpers(Helpers&&) = delete;
  Helpers& operator=(Helpers&&) = delete;

  /// Releases the other ranks.
  ~Helpers();

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(communicator_.size()); }

  /// Sends question i to rank i and returns the answers. The number of questions is the number of
  /// ranks. If answers fail, throws the Error of the lowest rank.
  std::vector<Bytes> ask(std::vector<Bytes> questions);

 private:
  const Communicator& communicator_;
  Answer answer_;
};

/// On ranks other than 0: answers questions until Helpers on rank 0 is destroyed.
void serve(const Communicator& communicator, const Answer& answer);

}  // namespace mpietl::comm
