#include "app/tones.hpp"

#include <algorithm>
#include <cstdio>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::app {

namespace {

std::string total_bytes(const std::vector<job::Item>& items) {
  std::int64_t sum = 0;
  for (const auto& item : items) sum += std::max<std::int64_t>(0, item.bytes);
  return format_bytes(static_cast<std::uint64_t>(sum));
}

/// The items of the job, as if the missing tones were there; none when it names other inputs,
/// which cannot be listed yet.
std::vector<job::Item> future_items(const job::Job& job) {
  if (!job.paths.empty() || !job.files_from.empty()) return {};
  auto items = job::list_items(job);
  for (auto& item : items) {
    if (item.bytes < 0) item.bytes = job::tone_bytes(*job.generate);
  }
  return items;
}

void announce(const job::Job& job, const std::vector<job::Item>& missing,
              const std::vector<job::Item>& items) {
  const std::string& dir = job.generate->dir;
  std::fprintf(stderr,
               "mpietl: makes %zu of %lld tones in %s (%s), then %zu outputs (%s); %s are free\n",
               missing.size(), static_cast<long long>(job.generate->count), escape(dir).c_str(),
               total_bytes(missing).c_str(), items.size(), total_bytes(items).c_str(),
               format_bytes(io::free_bytes(dir)).c_str());
}

}  // namespace

std::vector<Record> make_tones(const Ranks& ranks, const job::Tones& tones,
                               const std::vector<job::Item>& missing) {
  run::Counters counters;
  const auto outcome = distribute(
      ranks, missing, counters, {.item = [&](const job::Item& item, run::Workspace& workspace) {
        return run::write_tone(item, tones, ranks.clock, counters, workspace);
      }});
  return outcome.files;
}

void prepare_tones(const Ranks& ranks, const job::Job& job) {
  std::vector<job::Item> missing;
  comm::from_root(ranks.world, [&] {
    missing = job::missing_tones(*job.generate);
    auto items = future_items(job);
    announce(job, missing, items);
    items.insert(items.end(), missing.begin(), missing.end());
    job::check_space(items);
    return Bytes{};
  });
  const auto records = make_tones(ranks, *job.generate, missing);
  comm::from_root(ranks.world, [&] {
    for (const auto& record : records) {
      if (record.status != Status::failed) continue;
      throw Error(Reason::storage, "cannot make the tone " + record.path + ": " + record.error);
    }
    return Bytes{};
  });
}

}  // namespace mpietl::app
