#include "mpietl/comm/collectives.hpp"

#include <cassert>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "mpietl/core/error.hpp"

namespace mpietl::comm {

namespace {

// A tree with few levels, in which no rank sends many messages.
constexpr int branches = 32;

int parent_of(int rank) { return (rank - 1) / branches; }

/// The ranks to which `rank` forwards what comes from rank 0.
std::vector<int> children_of(int rank, int size) {
  std::vector<int> children;
  for (int i = 1; i <= branches; ++i) {
    const auto child = std::int64_t{rank} * branches + i;
    if (child < size) children.push_back(static_cast<int>(child));
  }
  return children;
}

/// The error, if there was one.
using Failure = std::optional<Error>;

/// Calls `act` and returns what it threw, as an Error.
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

[[noreturn]] void throw_encoded(const Bytes& bytes) {
  Reason reason{};
  std::string text;
  ByteReader reader(bytes);
  reader.get(reason);
  reader.get(text);
  throw Error(reason, text);
}

/// A zero and the bytes of `make`, or a one and the Error that it threw.
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

/// The bytes passed to attempt(), or throws its Error.
Bytes outcome_of(Bytes attempted) {
  const bool failed = attempted.front() != std::byte{0};
  attempted.erase(attempted.begin());
  if (failed) throw_encoded(attempted);
  return attempted;
}

// The first byte of each message to a rank: whether there is a question.
constexpr std::byte over{0};
constexpr std::byte question_follows{1};

Bytes answered(const Answer& answer, Bytes message) {
  message.erase(message.begin());
  return attempt([&] { return answer(message); });
}

}  // namespace

Bytes broadcast(const Communicator& communicator, Bytes bytes, std::size_t piece_bytes) {
  const int rank = communicator.rank();
  if (rank > 0) bytes = communicator.wait_for(parent_of(rank), Tag::broadcast, piece_bytes);
  for (const int child : children_of(rank, communicator.size())) {
    communicator.send(child, Tag::broadcast, bytes, piece_bytes);
  }
  communicator.wait_until_sent();
  return bytes;
}

Bytes scatter(const Communicator& communicator, std::vector<Bytes> parts, std::size_t piece_bytes) {
  if (!communicator.is_root()) return communicator.wait_for(0, Tag::scatter, piece_bytes);
  assert(static_cast<int>(parts.size()) == communicator.size());
  for (int rank = 1; rank < communicator.size(); ++rank) {
    auto& part = parts[static_cast<std::size_t>(rank)];
    communicator.send(rank, Tag::scatter, std::move(part), piece_bytes);
  }
  communicator.wait_until_sent();
  return std::move(parts.front());
}

std::vector<Bytes> gather(const Communicator& communicator, Bytes mine, std::size_t piece_bytes) {
  std::vector<Bytes> all;
  if (communicator.is_root()) {
    all.push_back(std::move(mine));
    for (int rank = 1; rank < communicator.size(); ++rank) {
      all.push_back(communicator.wait_for(rank, Tag::gather, piece_bytes));
    }
  } else {
    communicator.send(0, Tag::gather, std::move(mine), piece_bytes);
    communicator.wait_until_sent();
  }
  return all;
}

void barrier(const Communicator& communicator) {
  const int rank = communicator.rank();
  const auto children = children_of(rank, communicator.size());
  for (const int child : children) static_cast<void>(communicator.wait_for(child, Tag::barrier));
  if (rank > 0) {
    communicator.send(parent_of(rank), Tag::barrier, {});
    static_cast<void>(communicator.wait_for(parent_of(rank), Tag::barrier));
  }
  for (const int child : children) communicator.send(child, Tag::barrier, {});
  communicator.wait_until_sent();
}

Bytes run_on_root(const Communicator& communicator, const std::function<Bytes()>& make) {
  Bytes bytes;
  if (communicator.is_root()) bytes = attempt(make);
  return outcome_of(broadcast(communicator, std::move(bytes)));
}

void all_or_throw(const Communicator& communicator, const std::function<void()>& act) {
  const Failure failure = failure_of(act);
  const auto failures = gather(communicator, failure ? encode(*failure) : Bytes{});
  run_on_root(communicator, [&] {
    for (const auto& each : failures) {
      if (!each.empty()) throw_encoded(each);
    }
    return Bytes{};
  });
}

Helpers::Helpers(const Communicator& communicator, Answer answer)
    : communicator_(communicator), answer_(std::move(answer)) {}

Helpers::~Helpers() { scatter(communicator_, std::vector<Bytes>(size(), Bytes{over})); }

std::vector<Bytes> Helpers::ask(std::vector<Bytes> questions) {
  assert(questions.size() == size());
  for (auto& each : questions) each.insert(each.begin(), question_follows);
  auto mine = scatter(communicator_, std::move(questions));
  auto answers = gather(communicator_, answered(answer_, std::move(mine)));
  for (auto& each : answers) each = outcome_of(std::move(each));
  return answers;
}

void serve(const Communicator& communicator, const Answer& answer) {
  for (;;) {
    auto message = scatter(communicator, {});
    if (message.front() == over) return;
    gather(communicator, answered(answer, std::move(message)));
  }
}

}  // namespace mpietl::comm
