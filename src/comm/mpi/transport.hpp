#pragma once

#include <list>

#include "comm/mpi/mpi.hpp"
#include "mpietl/comm/transport.hpp"

namespace mpietl::comm {

/// Sends messages over MPI. Owns its MPI communicator unless it is a predefined one.
class MpiTransport : public Transport {
 public:
  explicit MpiTransport(MPI_Comm comm);
  MpiTransport(const MpiTransport&) = delete;
  MpiTransport& operator=(const MpiTransport&) = delete;
  MpiTransport(MpiTransport&&) = delete;
  MpiTransport& operator=(MpiTransport&&) = delete;
  ~MpiTransport() override;

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return size_; }
  void send(int to, Tag tag, Bytes bytes) override;
  bool has_sent_all() override;
  std::optional<int> receive(int from, Tag tag, Bytes& bytes) override;
  std::shared_ptr<Transport> ranks_on_this_host() override;
  std::shared_ptr<Transport> first_ranks(int count) override;
  void abort(int exit_status) override;

 private:
  /// A message that is being sent: MPI needs its bytes until it has left.
  struct Sending {
    Bytes bytes;
    MPI_Request request = MPI_REQUEST_NULL;
  };

  MPI_Comm comm_;
  int rank_ = 0;
  int size_ = 1;
  std::list<Sending> sending_;
};

}  // namespace mpietl::comm
