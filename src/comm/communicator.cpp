#include "mpietl/comm/communicator.hpp"

#include <algorithm>
#include <array>

#include "comm/mpi.hpp"

namespace mpietl::comm {

Communicator::Handle::~Handle() {
  int finalised = 0;
  MPI_Finalized(&finalised);
  if (comm != MPI_COMM_WORLD && finalised == 0) MPI_Comm_free(&comm);
}

Communicator::Communicator(std::shared_ptr<const Handle> handle) : handle_(std::move(handle)) {
  MPI_Comm_rank(handle_->comm, &rank_);
  MPI_Comm_size(handle_->comm, &size_);
}

Communicator on_this_host(const Communicator& communicator) {
  MPI_Comm host = MPI_COMM_NULL;
  MPI_Comm_split_type(raw(communicator), MPI_COMM_TYPE_SHARED, communicator.rank(), MPI_INFO_NULL,
                      &host);
  return Communicator(std::make_shared<const Communicator::Handle>(host));
}

std::optional<Communicator> first_ranks(const Communicator& communicator, int count) {
  const bool is_in = communicator.rank() < count;
  MPI_Comm part = MPI_COMM_NULL;
  MPI_Comm_split(raw(communicator), is_in ? 0 : MPI_UNDEFINED, communicator.rank(), &part);
  if (!is_in) return std::nullopt;
  return Communicator(std::make_shared<const Communicator::Handle>(part));
}

std::string library_version() {
  std::array<char, MPI_MAX_LIBRARY_VERSION_STRING + 1> text{};
  int length = 0;
  MPI_Get_library_version(text.data(), &length);
  std::string version(text.data());
  // Open MPI goes on after a comma, MPICH after a line; MPICH's first line has a tab in it.
  version = version.substr(0, version.find_first_of(",\n"));
  std::ranges::replace(version, '\t', ' ');
  return version;
}

void wait(MPI_Request& request, const Pulse& pulse) {
  Napper napper;
  for (;;) {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done != 0) return;
    pulse();
    napper.nap();
  }
}

}  // namespace mpietl::comm
