#include "comm/mpi/transport.hpp"

#include <cstdlib>
#include <utility>

#include "mpietl/comm/backoff.hpp"

namespace mpietl::comm {

MpiTransport::MpiTransport(MPI_Comm comm) : comm_(comm) {
  MPI_Comm_rank(comm_, &rank_);
  MPI_Comm_size(comm_, &size_);
}

MpiTransport::~MpiTransport() {
  int finalised = 0;
  MPI_Finalized(&finalised);
  if (comm_ != MPI_COMM_WORLD && finalised == 0) MPI_Comm_free(&comm_);
}

void MpiTransport::send(int to, Tag tag, Bytes bytes) {
  has_sent_all();  // frees the memory of earlier messages
  Sending& sending = sending_.emplace_back();
  sending.bytes = std::move(bytes);
  MPI_Isend(sending.bytes.data(), static_cast<int>(sending.bytes.size()), MPI_BYTE, to,
            static_cast<int>(tag), comm_, &sending.request);
}

bool MpiTransport::has_sent_all() {
  std::erase_if(sending_, [](Sending& sending) {
    int has_gone = 0;
    MPI_Test(&sending.request, &has_gone, MPI_STATUS_IGNORE);
    return has_gone != 0;
  });
  return sending_.empty();
}

std::optional<int> MpiTransport::receive(int from, Tag tag, Bytes& bytes) {
  int is_there = 0;
  MPI_Status status;
  MPI_Iprobe(from == any_rank ? MPI_ANY_SOURCE : from, static_cast<int>(tag), comm_, &is_there,
             &status);
  if (is_there == 0) return std::nullopt;
  int size = 0;
  MPI_Get_count(&status, MPI_BYTE, &size);
  bytes.resize(static_cast<std::size_t>(size));
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Irecv(bytes.data(), size, MPI_BYTE, status.MPI_SOURCE, static_cast<int>(tag), comm_,
            &request);
  // A long message is still arriving: an MPI call that waits for it would spin.
  Backoff backoff;
  for (int is_done = 0;;) {
    MPI_Test(&request, &is_done, MPI_STATUS_IGNORE);
    if (is_done != 0) return status.MPI_SOURCE;
    backoff.pause();
  }
}

std::shared_ptr<Transport> MpiTransport::ranks_on_this_host() {
  MPI_Comm host = MPI_COMM_NULL;
  MPI_Comm_split_type(comm_, MPI_COMM_TYPE_SHARED, rank_, MPI_INFO_NULL, &host);
  return std::make_shared<MpiTransport>(host);
}

std::shared_ptr<Transport> MpiTransport::first_ranks(int count) {
  const bool is_in = rank_ < count;
  MPI_Comm part = MPI_COMM_NULL;
  MPI_Comm_split(comm_, is_in ? 0 : MPI_UNDEFINED, rank_, &part);
  return is_in ? std::make_shared<MpiTransport>(part) : nullptr;
}

void MpiTransport::abort(int exit_status) {
  MPI_Abort(MPI_COMM_WORLD, exit_status);
  std::abort();
}

}  // namespace mpietl::comm
