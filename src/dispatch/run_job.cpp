#include "mpietl/dispatch/run_job.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <optional>
#include <utility>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/dispatch/run_journal.hpp"
#include "mpietl/run/etl_work.hpp"
#include "mpietl/run/supervision.hpp"

namespace mpietl::dispatch {

namespace {

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

std::optional<double> item_timeout_seconds(const job::Job& job) {
  if (!job.item_timeout) return std::nullopt;
  return job.item_timeout->seconds;
}

}  // namespace

Outcome run_job(const Ranks& ranks, const job::Job& job, const UnitList& list, const JobRun& run,
                journal::Writer* writer, ResumeState resume) {
  run::Counters counters;
  run::Supervision supervision;
  const run::ItemContext context{
      ranks.clock,        counters,  supervision, job.retries, TemporaryNames(run.id),
      ranks.world.rank(), run.number};
  run::EtlWork etl(job, context, run.output_root);
  std::optional<RunJournal> journal;
  std::optional<RecordedWork> recorded;
  RankWork work{etl, supervision, counters, nullptr, item_timeout_seconds(job)};
  if (writer != nullptr) {
    journal.emplace(*writer, job.fsync);
    recorded.emplace(job, etl, *journal, context);
  }
  const MutedOutput libraries;
  if (!recorded) return distribute(ranks, list, work, std::move(resume));
  return distribute(ranks, list,
                    {*recorded, supervision, counters, &*journal, work.item_timeout_seconds},
                    std::move(resume));
}

}  // namespace mpietl::dispatch
