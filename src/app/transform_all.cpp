#include "app/transform_all.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <string>

#include "app/distribute.hpp"
#include "app/process_info.hpp"
#include "app/run_journal.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/job.hpp"
#include "mpietl/run/process_item.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::app {

namespace {

/// Stands between the threads of a rank and what their rank is told: makes them give up, hears of
/// their trouble, and tells on standard error which of their files does not get on.
class Supervisor {
 public:
  Supervisor(int rank, const job::Job& job);

  run::Supervision& supervision() { return supervision_; }

  /// Work without items, and with all that a supervisor does. It must outlive that.
  Work work();

 private:
  void tell_stalled();
  void last_word() const;

  int rank_;
  std::optional<double> item_timeout_seconds_;
  run::Supervision supervision_;
};

Supervisor::Supervisor(int rank, const job::Job& job) : rank_(rank) {
  if (job.item_timeout) item_timeout_seconds_ = job.item_timeout->seconds;
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

/// While this lives, what is printed to standard output is lost: libsndfile prints there what it
/// finds odd in some files (MIDI sample dumps, ALAC), and results must not be mixed with that.
class MutedOutput {
 public:
  MutedOutput();
  MutedOutput(const MutedOutput&) = delete;
  MutedOutput& operator=(const MutedOutput&) = delete;
  MutedOutput(MutedOutput&&) = delete;
  MutedOutput& operator=(MutedOutput&&) = delete;
  ~MutedOutput();

 private:
  int saved_ = -1;  ///< descriptor of the real output; -1: could not be set aside
};

MutedOutput::MutedOutput() {
  std::fflush(stdout);
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  saved_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (saved_ >= 0) ::dup2(nowhere, STDOUT_FILENO);
  ::close(nowhere);
}

MutedOutput::~MutedOutput() {
  if (saved_ < 0) return;
  std::fflush(stdout);
  ::dup2(saved_, STDOUT_FILENO);
  ::close(saved_);
}

/// What a rank needs for the items of a job, whoever takes them.
class Etl {
 public:
  Etl(const Ranks& ranks, const job::Job& job, const std::string& run_id,
      const std::string& output_root)
      : supervisor_(ranks.world.rank(), job),
        chain_(job.transforms),
        context_{
            .chain = chain_,
            .seed = job.seed,
            .durability = job.fsync == job::Fsync::file ? Durability::stored : Durability::cached,
            .common = {ranks.clock, counters_, supervisor_.supervision(), job.retries,
                       TemporaryNames(run_id)},
            .open_items = open_items_,
            .output_root = output_root} {
    context_.output = io::output_choice(job.format, job.subtype);
    context_.dither = job.dither;
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
  RunJournal journal(writer, job.fsync);
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
