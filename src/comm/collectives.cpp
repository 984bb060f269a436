#include "mpietl/comm/collectives.hpp"

#include <cassert>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "comm/mpi.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::comm {

namespace {

/// Each rank learns its own entry of rank 0's sizes.
std::uint64_t scatter_sizes(const Communicator& communicator,
                            const std::vector<std::uint64_t>& sizes, const Pulse& pulse) {
  std::uint64_t mine = 0;
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iscatter(sizes.data(), 1, MPI_UINT64_T, &mine, 1, MPI_UINT64_T, 0, raw(communicator),
               &request);
  wait(request, pulse);
  return mine;
}

std::vector<std::uint64_t> gather_sizes(const Communicator& communicator, std::uint64_t mine,
                                        const Pulse& pulse) {
  std::vector<std::uint64_t> sizes(
      communicator.is_root() ? static_cast<std::size_t>(communicator.size()) : 0);
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Igather(&mine, 1, MPI_UINT64_T, sizes.data(), 1, MPI_UINT64_T, 0, raw(communicator),
              &request);
  wait(request, pulse);
  return sizes;
}

/// What went wrong, if anything did.
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

/// The bytes that `make` returns behind a zero, or a one and the Error that it threw.
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

/// The bytes given to attempt(), or throws its Error.
Bytes outcome_of(Bytes attempted) {
  const bool failed = attempted.front() != std::byte{0};
  attempted.erase(attempted.begin());
  if (failed) throw_encoded(attempted);
  return attempted;
}

// What stands before each message to a rank: whether there is a question.
constexpr std::byte over{0};
constexpr std::byte question_follows{1};

Bytes answered(const Answer& answer, Bytes message) {
  message.erase(message.begin());
  return attempt([&] { return answer(message); });
}

}  // namespace

Bytes broadcast(const Communicator& communicator, Bytes bytes, const Pulse& pulse,
                std::size_t limit) {
  std::uint64_t size = bytes.size();
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibcast(&size, 1, MPI_UINT64_T, 0, raw(communicator), &request);
  wait(request, pulse);
  bytes.resize(size);
  in_pieces(std::span(bytes), limit, [&](std::byte* data, int count) {
    MPI_Ibcast(data, count, MPI_BYTE, 0, raw(communicator), &request);
    wait(request, pulse);
  });
  return bytes;
}

Bytes scatter(const Communicator& communicator, const std::vector<Bytes>& parts, const Pulse& pulse,
              std::size_t limit) {
  std::vector<std::uint64_t> sizes;
  for (const auto& part : parts) sizes.push_back(part.size());
  assert(!communicator.is_root() || static_cast<int>(parts.size()) == communicator.size());
  const std::uint64_t size = scatter_sizes(communicator, sizes, pulse);
  if (communicator.is_root()) {
    for (int rank = 1; rank < communicator.size(); ++rank) {
      send(communicator, parts[static_cast<std::size_t>(rank)], rank, tag_scatter, limit, pulse);
    }
    return parts.front();
  }
  Bytes mine(size);
  receive(communicator, mine, 0, tag_scatter, limit, pulse);
  return mine;
}

std::vector<Bytes> gather(const Communicator& communicator, const Bytes& mine, const Pulse& pulse,
                          std::size_t limit) {
  const auto sizes = gather_sizes(communicator, mine.size(), pulse);
  if (!communicator.is_root()) {
    send(communicator, mine, 0, tag_gather, limit, pulse);
    return {};
  }
  std::vector<Bytes> all{mine};
  for (int rank = 1; rank < communicator.size(); ++rank) {
    Bytes& theirs = all.emplace_back(sizes[static_cast<std::size_t>(rank)]);
    receive(communicator, theirs, rank, tag_gather, limit, pulse);
  }
  return all;
}

void barrier(const Communicator& communicator, const Pulse& pulse) {
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(raw(communicator), &request);
  wait(request, pulse);
}

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

Helpers::Helpers(const Communicator& communicator, Answer answer)
    : communicator_(communicator), answer_(std::move(answer)) {}

Helpers::~Helpers() { scatter(communicator_, std::vector<Bytes>(size(), Bytes{over})); }

std::vector<Bytes> Helpers::ask(std::vector<Bytes> questions) {
  assert(questions.size() == size());
  for (auto& each : questions) each.insert(each.begin(), question_follows);
  auto mine = scatter(communicator_, questions);
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
