#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

#include "comm/mpi.hpp"

namespace mpietl::comm {

/// Calls `move(pointer, count)` for each stretch of at most `limit` bytes, in order.
template <class Byte, class Move>
void in_pieces(std::span<Byte> bytes, std::size_t limit, const Move& move) {
  while (!bytes.empty()) {
    const auto piece = bytes.first(std::min(limit, bytes.size()));
    move(piece.data(), static_cast<int>(piece.size()));
    bytes = bytes.subspan(piece.size());
  }
}

/// Sends all of `bytes` to `rank`.
inline void send(const Communicator& communicator, std::span<const std::byte> bytes, int rank,
                 int tag, std::size_t limit, const Pulse& pulse) {
  in_pieces(bytes, limit, [&](const std::byte* data, int count) {
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Isend(data, count, MPI_BYTE, rank, tag, raw(communicator), &request);
    wait(request, pulse);
  });
}

/// Receives as many bytes as `bytes` holds from `rank`.
inline void receive(const Communicator& communicator, std::span<std::byte> bytes, int rank, int tag,
                    std::size_t limit, const Pulse& pulse) {
  in_pieces(bytes, limit, [&](std::byte* data, int count) {
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Irecv(data, count, MPI_BYTE, rank, tag, raw(communicator), &request);
    wait(request, pulse);
  });
}

}  // namespace mpietl::comm
