#include "mpietl/comm/communicator.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mpietl/comm/backoff.hpp"

namespace mpietl::comm {

Communicator::Communicator(std::shared_ptr<Transport> transport)
    : transport_(std::move(transport)), rank_(transport_->rank()), size_(transport_->size()) {}

void Communicator::send(int to, Tag tag, Bytes bytes, std::size_t piece_bytes) const {
  // A piece below the maximum size is the last one.
  if (bytes.size() < piece_bytes) {
    transport_->send(to, tag, std::move(bytes));
    return;
  }
  for (std::size_t at = 0; at <= bytes.size(); at += piece_bytes) {
    const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    const auto size = std::min(piece_bytes, bytes.size() - at);
    transport_->send(to, tag, Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)));
  }
}

void Communicator::wait_until_sent() const {
  for (Backoff backoff; !has_sent_all(); backoff.pause()) continue;
}

std::optional<int> Communicator::receive(int from, Tag tag, Bytes& bytes,
                                         std::size_t piece_bytes) const {
  const auto sender = transport_->receive(from, tag, bytes);
  if (!sender || bytes.size() < piece_bytes) return sender;
  Bytes piece;
  Backoff backoff;
  do {
    while (!transport_->receive(*sender, tag, piece)) backoff.pause();
    backoff.reset();
    std::ranges::copy(piece, std::back_inserter(bytes));
  } while (piece.size() == piece_bytes);
  return sender;
}

Bytes Communicator::wait_for(int from, Tag tag, std::size_t piece_bytes) const {
  Bytes bytes;
  for (Backoff backoff; !receive(from, tag, bytes, piece_bytes); backoff.pause()) continue;
  return bytes;
}

Communicator Communicator::on_this_host() const {
  return Communicator(transport_->ranks_on_this_host());
}

std::optional<Communicator> Communicator::first_ranks(int count) const {
  auto part = transport_->first_ranks(count);
  if (!part) return std::nullopt;
  return Communicator(std::move(part));
}

}  // namespace mpietl::comm
