#include "app/supervisor.hpp"

#include <cstdio>

#include "app/process_info.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

Supervisor::Supervisor(int rank, const job::Job& job) : rank_(rank) {
  if (job.item_timeout.empty()) return;
  item_timeout_seconds_ = parse_duration(job.item_timeout, "item_timeout");
}

void Supervisor::tell_stalled() {
  for (const auto& item : supervision_.watch.stalled(*item_timeout_seconds_)) {
    std::fprintf(stderr, "mpietl: %s makes no progress for %s, on rank %d (host %s)\n",
                 escape(item.input).c_str(), format_seconds(item.seconds).c_str(), rank_,
                 host_name().c_str());
  }
}

void Supervisor::last_word() const {
  for (const auto& item : supervision_.watch.in_flight()) {
    std::fprintf(stderr,
                 "mpietl: rank %d (host %s) ends without %s, whose storage has not answered for "
                 "%s; what is done stands in the journal, and --resume goes on\n",
                 rank_, host_name().c_str(), escape(item.input).c_str(),
                 format_seconds(item.seconds).c_str());
  }
}

Work Supervisor::work() {
  Work work;
  work.trouble = [this]() -> std::optional<std::string> {
    const auto incident = supervision_.trouble.first();
    if (!incident) return std::nullopt;
    return incident->text;
  };
  work.abandon = [this] { supervision_.stop.abandon(); };
  work.last_word = [this] { last_word(); };
  if (item_timeout_seconds_) work.pulse = [this] { tell_stalled(); };
  return work;
}

}  // namespace mpietl::app
