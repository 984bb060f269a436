#include "mpietl/comm/identity.hpp"

#include <algorithm>
#include <array>

#include "comm/mpi.hpp"

namespace mpietl::comm {

namespace {

/// Text of a fixed length, filled up with zeros.
template <std::size_t size>
std::array<char, size> fixed(std::string_view text) {
  std::array<char, size> bytes{};
  std::ranges::copy(text.substr(0, size), bytes.begin());
  return bytes;
}

constexpr std::size_t short_bytes = 128;
constexpr std::size_t long_bytes = 512;

}  // namespace

bool is_same_on_all(const Communicator& communicator, std::string_view text) {
  const auto mine = fixed<short_bytes>(text);
  // A bit that is set for one rank and not for another is in one of these only.
  std::array<char, short_bytes> of_all{};
  std::array<char, short_bytes> of_any{};
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iallreduce(mine.data(), of_all.data(), short_bytes, MPI_BYTE, MPI_BAND, raw(communicator),
                 &request);
  wait(request, no_pulse);
  MPI_Iallreduce(mine.data(), of_any.data(), short_bytes, MPI_BYTE, MPI_BOR, raw(communicator),
                 &request);
  wait(request, no_pulse);
  return of_all == of_any;
}

std::vector<std::string> texts_of_all(const Communicator& communicator, std::string_view text) {
  const auto mine = fixed<long_bytes>(text);
  std::vector<std::array<char, long_bytes>> all(static_cast<std::size_t>(communicator.size()));
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iallgather(mine.data(), long_bytes, MPI_BYTE, all.data(), long_bytes, MPI_BYTE,
                 raw(communicator), &request);
  wait(request, no_pulse);
  std::vector<std::string> texts;
  for (const auto& each : all) {
    texts.emplace_back(each.begin(), std::ranges::find(each, '\0'));
  }
  return texts;
}

}  // namespace mpietl::comm
