#include "dispatch/links.hpp"

#include <utility>

#include "mpietl/comm/backoff.hpp"
#include "mpietl/comm/collectives.hpp"

namespace mpietl::dispatch {

using comm::Tag;

Grant scatter_grants(const comm::Communicator& world, const std::vector<Grant>& grants) {
  std::vector<Bytes> messages;
  for (const auto& grant : grants) messages.push_back(encode(CoordinatorMessage(grant)));
  const auto mine = comm::scatter(world, std::move(messages));
  return std::get<Grant>(decode_coordinator_message(mine));
}

CoordinatorLink::CoordinatorLink(const comm::Communicator& world)
    : world_(world),
      progress_(static_cast<std::size_t>(world.size())),
      is_working_(static_cast<std::size_t>(world.size()), true),
      working_(world.size() - 1) {}

std::optional<int> CoordinatorLink::receive(WorkerMessage& message) {
  // A worker that has sent its last message may already be in a later collective call.
  if (working_ == 0) return std::nullopt;
  const auto rank = world_.receive(comm::any_rank, Tag::worker, bytes_);
  if (!rank) return std::nullopt;
  decode(bytes_, message);
  const auto number = static_cast<std::size_t>(*rank);
  progress_[number] = message.progress;
  if (message.is_last) {
    world_.send(*rank, Tag::coordinator, encode(Goodbye{}));
    is_working_[number] = false;
    --working_;
  }
  return rank;
}

void CoordinatorLink::send(int rank, Grant grant) const {
  world_.send(rank, Tag::coordinator, encode(CoordinatorMessage(std::move(grant))));
}

void CoordinatorLink::send_to_all(const StopRequest& stop) const {
  for (int rank = 1; rank < world_.size(); ++rank) {
    if (!is_working_[static_cast<std::size_t>(rank)]) continue;
    world_.send(rank, Tag::coordinator, encode(CoordinatorMessage(stop)));
  }
}

Progress CoordinatorLink::progress() const {
  Progress sum;
  for (const auto& each : progress_) {
    sum.items += each.items;
    sum.failed += each.failed;
    sum.bytes += each.bytes;
  }
  return sum;
}

void WorkerLink::send(const WorkerMessage& message) const {
  world_.send(0, Tag::worker, encode(message));
}

void WorkerLink::receive_all() {
  Bytes bytes;
  while (!is_over_ && world_.receive(0, Tag::coordinator, bytes)) {
    auto message = decode_coordinator_message(bytes);
    if (auto* grant = std::get_if<Grant>(&message)) {
      grant_ = std::move(*grant);
    } else if (auto* stop = std::get_if<StopRequest>(&message)) {
      // If two requests have arrived, the more urgent one counts.
      if (!stop_ || stop->grace_seconds < stop_->grace_seconds) stop_ = std::move(*stop);
    } else {
      is_over_ = true;
    }
  }
}

std::optional<Grant> WorkerLink::take_grant() {
  receive_all();
  return std::exchange(grant_, std::nullopt);
}

std::optional<StopRequest> WorkerLink::take_stop() {
  receive_all();
  return std::exchange(stop_, std::nullopt);
}

void WorkerLink::finish(WorkerMessage message) {
  world_.wait_until_sent();
  message.is_last = true;
  send(message);
  world_.wait_until_sent();
  for (comm::Backoff backoff; !is_over_; backoff.pause()) receive_all();
}

}  // namespace mpietl::dispatch
