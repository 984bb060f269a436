#include "mpietl/comm/thread_ranks.hpp"

#include <algorithm>
#include <exception>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "mpietl/core/error.hpp"

namespace mpietl::comm {

namespace {

struct Message {
  int from = 0;
  Tag tag{};
  Bytes bytes;
};

/// Messages that were sent to each rank and not received yet.
class Mailboxes {
 public:
  explicit Mailboxes(int ranks) : boxes_(static_cast<std::size_t>(ranks)) {}

  [[nodiscard]] int size() const { return static_cast<int>(boxes_.size()); }

  void put(int to, Message message) {
    const std::lock_guard lock(mutex_);
    boxes_[static_cast<std::size_t>(to)].push_back(std::move(message));
  }

  std::optional<Message> take(int rank, int from, Tag tag) {
    const std::lock_guard lock(mutex_);
    auto& box = boxes_[static_cast<std::size_t>(rank)];
    const auto found = std::ranges::find_if(box, [&](const Message& message) {
      return message.tag == tag && (from == any_rank || message.from == from);
    });
    if (found == box.end()) {
      if (is_broken_) throw Error(Reason::internal, "another rank has died");
      return std::nullopt;
    }
    auto message = std::move(*found);
    box.erase(found);
    return message;
  }

  void break_off() {
    const std::lock_guard lock(mutex_);
    is_broken_ = true;
  }

 private:
  std::mutex mutex_;
  std::vector<std::list<Message>> boxes_;
  bool is_broken_ = false;
};

class ThreadTransport : public Transport {
 public:
  ThreadTransport(std::shared_ptr<Mailboxes> mailboxes, int rank)
      : mailboxes_(std::move(mailboxes)), rank_(rank) {}

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return mailboxes_->size(); }

  void send(int to, Tag tag, Bytes bytes) override {
    mailboxes_->put(to, {rank_, tag, std::move(bytes)});
  }

  bool has_sent_all() override { return true; }

  std::optional<int> receive(int from, Tag tag, Bytes& bytes) override {
    auto message = mailboxes_->take(rank_, from, tag);
    if (!message) return std::nullopt;
    bytes = std::move(message->bytes);
    return message->from;
  }

  std::shared_ptr<Transport> ranks_on_this_host() override {
    return std::make_shared<ThreadTransport>(mailboxes_, rank_);
  }

  std::shared_ptr<Transport> first_ranks(int count) override {
    if (rank_ >= count) return nullptr;
    if (count >= size()) return ranks_on_this_host();
    throw Error(Reason::internal, "ranks that are threads cannot be divided");
  }

  void abort(int exit_status) override {
    mailboxes_->break_off();
    throw Error(Reason::internal, "ended with status " + std::to_string(exit_status));
  }

 private:
  std::shared_ptr<Mailboxes> mailboxes_;
  int rank_;
};

}  // namespace

void run_as_threads(int ranks, const std::function<void(const Communicator& world)>& rank_main) {
  const auto mailboxes = std::make_shared<Mailboxes>(ranks);
  std::mutex mutex;
  std::exception_ptr first_failure;
  {
    std::vector<std::jthread> threads;
    for (int rank = 0; rank < ranks; ++rank) {
      threads.emplace_back([&, rank] {
        try {
          rank_main(Communicator(std::make_shared<ThreadTransport>(mailboxes, rank)));
        } catch (...) {
          const std::lock_guard lock(mutex);
          if (!first_failure) first_failure = std::current_exception();
          mailboxes->break_off();
        }
      });
    }
  }
  if (first_failure) std::rethrow_exception(first_failure);
}

}  // namespace mpietl::comm
