#include "app/transform_all.hpp"

#include "app/muted_output.hpp"

namespace mpietl::app {

Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items) {
  const audio::Chain chain(job.transforms);
  run::Counters counters;
  run::OpenItems open_items;
  const auto durability = job.fsync == "file" ? io::Durability::stored : io::Durability::cached;
  run::EtlContext context{chain, job.seed, durability, ranks.clock, counters, open_items};
  context.output = io::parse_output_choice(job.format, job.subtype);
  context.dither = job.dither == "tpdf" ? audio::Dither::tpdf : audio::Dither::none;
  const MutedOutput libraries;
  return distribute(
      ranks, items, counters,
      {.item =
           [&](const job::Item& item, run::Workspace& workspace) {
             return run::process_item(item, context, workspace);
           },
       .soon = run::read_ahead,
       .help = [&](run::Workspace& workspace) { return run::help_with_item(context, workspace); }});
}

}  // namespace mpietl::app
