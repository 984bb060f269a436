#include "app/transform_all.hpp"

#include "app/muted_output.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::app {

namespace {

/// Rank 0 alone knows the names of a job.
std::string share_output_dir(const comm::Communicator& world, const job::Job& job) {
  const Bytes told = comm::from_root(world, [&] {
    ByteWriter writer;
    writer.put(job.output_dir);
    return writer.take();
  });
  std::string output_dir;
  ByteReader(told).get(output_dir);
  return output_dir;
}

}  // namespace

Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items) {
  const audio::Chain chain(job.transforms);
  run::Counters counters;
  run::Supervision supervision;
  run::OpenItems open_items;
  const auto durability = job.fsync == "file" ? io::Durability::stored : io::Durability::cached;
  run::EtlContext context{
      chain, job.seed, durability, {ranks.clock, counters, supervision}, open_items};
  context.common.retries = job.retries;
  context.output_root = share_output_dir(ranks.world, job);
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
