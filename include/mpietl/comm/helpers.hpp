#pragma once

#include <functional>
#include <vector>

#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::comm {

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
