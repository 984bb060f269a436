#pragma once

// Plain C calls: MPI's own C++ interface is gone since MPI-3, and its headers warn.
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>

#include <algorithm>
#include <cstddef>
#include <span>

#include "mpietl/comm/communicator.hpp"

namespace mpietl::comm {

/// Owns an MPI communicator, but for the predefined one.
struct Communicator::Handle {
  explicit Handle(MPI_Comm mpi_comm) : comm(mpi_comm) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  Handle(Handle&&) = delete;
  Handle& operator=(Handle&&) = delete;
  ~Handle();

  MPI_Comm comm;
};

inline MPI_Comm raw(const Communicator& communicator) { return communicator.handle().comm; }

/// Completes `request` without a blocking MPI call.
void wait(MPI_Request& request, const Pulse& pulse);

/// Tags of the point-to-point messages, one an operation.
enum Tag : int { tag_scatter = 1, tag_gather, tag_clock, tag_told, tag_grant };

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
