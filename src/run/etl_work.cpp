#include "mpietl/run/etl_work.hpp"

#include <utility>

#include "mpietl/job/command.hpp"
#include "mpietl/job/found_segments.hpp"
#include "run/input_commands.hpp"

namespace mpietl::run {

EtlWork::EtlWork(const job::Job& job, const ItemContext& common, const std::string& output_root,
                 OpenSource open, OpenContainer container)
    : commands_(std::make_unique<InputCommands>(job, common)),
      chain_(job::chain_of(job)),
      context_{
          .chain = chain_,
          .seed = job.seed,
          .durability = job.fsync == job::Fsync::file ? Durability::stored : Durability::cached,
          .common = common,
          .open_items = open_items_,
          .dither = job.dither,
          .has_outputs = job::makes_outputs(job),
          .measure = job.measure,
          .segmentation =
              job::is_segment(job) ? std::optional(job::segmentation_of(job)) : std::nullopt,
          .output = io::output_choice(job.format, job.subtype),
          .output_root = output_root,
          .open = open ? std::move(open)
                       : [this, stream = job.audio_stream](
                             const job::Item&
                                 item) { return open_input(item, stream, commands_.get()); }},
      open_container_(std::move(container)) {}

EtlWork::~EtlWork() = default;

std::vector<Record> EtlWork::process(job::Unit& unit, Workspace& workspace) noexcept {
  if (!unit.container.empty()) return process_unit(unit, context_, open_container_, workspace);
  std::vector<Record> records;
  for (const auto& item : unit.items) records.push_back(process_item(item, context_, workspace));
  return records;
}

void EtlWork::prepare(const job::Item& item, Workspace& workspace) noexcept {
  read_ahead(item, workspace);
}

bool EtlWork::help(Workspace& workspace) noexcept { return help_with_item(context_, workspace); }

}  // namespace mpietl::run
