#include "app/tones.hpp"

#include <cstdio>

#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"
#include "mpietl/job/forecast.hpp"
#include "mpietl/job/items.hpp"

namespace mpietl::app {

namespace {

/// The items of the job, as if the missing tones were there; none when it names other inputs,
/// which cannot be listed yet.
job::ItemList future_items(const job::Job& job) {
  if (job::names_inputs(job)) return {};
  auto items = job::list_items(job).items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items.bytes(i) < 0) items.set_look(i, {job::tone_bytes(*job.generate), false});
  }
  return items;
}

std::string total_bytes(const job::ItemList& items) {
  return format_bytes(static_cast<std::uint64_t>(items.total_bytes()));
}

void announce(const job::Job& job, const job::ItemList& missing, const job::ItemList& items) {
  const std::string& dir = job.generate->dir;
  std::fprintf(stderr,
               "mpietl: makes %zu of %lld tones in %s (%s), then %zu outputs (%s); %s are free\n",
               missing.size(), static_cast<long long>(job.generate->count), escape(dir).c_str(),
               total_bytes(missing).c_str(), items.size(), total_bytes(items).c_str(),
               format_bytes(io::free_bytes(dir)).c_str());
}

}  // namespace

RecordTable make_tones(const Ranks& ranks, const job::Tones& tones, const job::ItemList& missing) {
  comm::from_root(ranks.world, [&] {
    if (!missing.empty()) make_folders(tones.dir);
    return Bytes{};
  });
  run::Counters counters;
  run::Supervision supervision;
  const run::ItemContext context{ranks.clock, counters, supervision};
  auto outcome = distribute(ranks, missing, counters,
                            {.item = [&](const job::Item& item, run::Workspace& workspace) {
                              return run::write_tone(item, tones, context, workspace);
                            }});
  return std::move(outcome.records);
}

void prepare_tones(const Ranks& ranks, const job::Job& job) {
  job::ItemList missing;
  comm::from_root(ranks.world, [&] {
    missing = job::missing_tones(*job.generate);
    const auto items = future_items(job);
    announce(job, missing, items);
    job::check_space({job::as_large(missing), job::as_large(items)});
    return Bytes{};
  });
  const auto records = make_tones(ranks, *job.generate, missing);
  comm::from_root(ranks.world, [&] {
    const auto rows = rows_of(records, missing);
    for (std::size_t i = 0; i < rows.size; ++i) {
      const Record record = rows.at(i);
      if (record.status != Status::failed) continue;
      throw Error(Reason::storage, "cannot make the tone " + record.path + ": " + record.error);
    }
    return Bytes{};
  });
}

}  // namespace mpietl::app
