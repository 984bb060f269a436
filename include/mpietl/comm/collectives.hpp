#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

/// Gives rank 0's bytes to all ranks. `piece_bytes`: largest message.
Bytes broadcast(const Communicator& communicator, Bytes bytes,
                std::size_t piece_bytes = max_message_bytes);

/// Gives `parts[i]` of rank 0 to rank i; other ranks pass no parts. Returns this rank's part.
Bytes scatter(const Communicator& communicator, std::vector<Bytes> parts,
              std::size_t piece_bytes = max_message_bytes);

/// Collects each rank's bytes at rank 0, by rank; other ranks get nothing.
std::vector<Bytes> gather(const Communicator& communicator, Bytes mine,
                          std::size_t piece_bytes = max_message_bytes);

/// Waits until all ranks are here.
void barrier(const Communicator& communicator);

/// Calls `make` on rank 0 alone and gives its bytes to all ranks. When it throws an Error, all
/// ranks throw that Error.
Bytes run_on_root(const Communicator& communicator, const std::function<Bytes()>& make);

/// Calls `act` on every rank. When it throws an Error on some, all ranks throw the one of the
/// lowest such rank, so that no rank goes on alone.
void all_or_throw(const Communicator& communicator, const std::function<void()>& act);

/// Answers a question; what it throws as Error goes to rank 0.
using Answer = std::function<Bytes(const Bytes& question)>;

/// Other ranks at rank 0's service: while it works on something of which only it has the whole,
/// they answer its questions.
class Helpers {
 public:
  /// Rank 0: from here on, all other ranks are in serve(). `answer` is for its own part.
  Helpers(const Communicator& communicator, Answer answer);
  Helpers(const Helpers&) = delete;
  Helpers& operator=(const Helpers&) = delete;
  Helpers(Helpers&&) = delete;
  Helpers& operator=(Helpers&&) = delete;

  /// Lets the other ranks go on.
  ~Helpers();

  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(communicator_.size()); }

  /// Gives question i to rank i and returns the answers; there are as many as ranks. When answers
  /// fail, throws the Error of the lowest rank.
  std::vector<Bytes> ask(std::vector<Bytes> questions);

 private:
  const Communicator& communicator_;
  Answer answer_;
};

/// Other ranks than 0: answers questions until rank 0's Helpers end.
void serve(const Communicator& communicator, const Answer& answer);

}  // namespace mpietl::comm
