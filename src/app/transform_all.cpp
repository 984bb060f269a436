#include "app/transform_all.hpp"

#include "app/muted_output.hpp"
#include "app/recorder.hpp"
#include "app/supervisor.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::app {

namespace {

/// What a rank needs for the items of a job, whoever takes them.
class Etl {
 public:
  Etl(const Ranks& ranks, const job::Job& job, const std::string& run_id,
      const std::string& output_root)
      : supervisor_(ranks.world.rank(), job),
        chain_(job.transforms),
        context_{.chain = chain_,
                 .seed = job.seed,
                 .durability = job.fsync == "file" ? Durability::stored : Durability::cached,
                 .common = {ranks.clock, counters_, supervisor_.supervision(), job.retries,
                            TemporaryNames(run_id)},
                 .open_items = open_items_,
                 .output_root = output_root} {
    context_.output = io::parse_output_choice(job.format, job.subtype);
    context_.dither = job.dither == "tpdf" ? audio::Dither::tpdf : audio::Dither::none;
  }

  run::Counters& counters() { return counters_; }
  Supervisor& supervisor() { return supervisor_; }

  Record process(const job::Item& item, run::Workspace& workspace) noexcept {
    return run::process_item(item, context_, workspace);
  }

  Work work() {
    Work work = supervisor_.work();
    work.item = [this](const auto& item, auto& workspace) { return process(item, workspace); };
    work.soon = run::read_ahead;
    work.help = [this](auto& workspace) { return run::help_with_item(context_, workspace); };
    return work;
  }

 private:
  Supervisor supervisor_;
  audio::Chain chain_;
  run::Counters counters_;
  run::OpenItems open_items_;
  run::EtlContext context_;
};

}  // namespace

Outcome transform_all(const Ranks& ranks, const job::Job& job, const job::ItemList& items,
                      const RunName& name, journal::Writer& writer, Beginning beginning) {
  RunJournal journal(writer, job::fsync_from(job.fsync));
  Etl etl(ranks, job, name.id, name.output_root);
  Recorder recorder(job, name.number, journal, etl.supervisor().supervision().trouble);
  Work work = etl.work();
  work.item = [&](const auto& item, auto& workspace) {
    return recorder.record(item, [&] { return etl.process(item, workspace); });
  };
  work.pulse = [&, watch = work.pulse] {
    watch();
    recorder.pulse();
  };
  work.finish = [&](const std::string& reason) { recorder.finish(reason); };
  const MutedOutput libraries;
  return distribute(ranks, items, etl.counters(), work, std::move(beginning));
}

Outcome transform_unrecorded(const Ranks& ranks, const job::Job& job, const job::ItemList& items) {
  const Bytes told = comm::from_root(ranks.world, [&] {
    ByteWriter writer;
    writer.put(draw_run_id());
    writer.put(job.output_dir);
    return writer.take();
  });
  std::string run_id;
  std::string output_root;
  ByteReader reader(told);
  reader.get(run_id);
  reader.get(output_root);
  Etl etl(ranks, job, run_id, output_root);
  const MutedOutput libraries;
  return distribute(ranks, items, etl.counters(), etl.work());
}

}  // namespace mpietl::app
