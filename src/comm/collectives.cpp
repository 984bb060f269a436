#include "mpietl/comm/collectives.hpp"

#include <cassert>

#include "comm/pieces.hpp"

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

}  // namespace mpietl::comm
