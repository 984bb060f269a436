#pragma once

#include <functional>
#include <string>

#include "app/command_line.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/exit_status.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::dispatch {
struct Ranks;
}

namespace mpietl::run {
class WorkerParent;
}

namespace mpietl::app {

/// `mpietl run`, and the demonstration. Collective: all ranks return the same status. Throws Error,
/// the same on all ranks, if the job cannot start.
ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line, run::WorkerParent& worker_parent);

/// `mpietl demo --remove`: deletes the demonstration's tones, outputs and report, except files that
/// have changed since. Needs no MPI. Throws Error if a file cannot be deleted.
ExitStatus remove_demo(const RunRequest& request);

/// `mpietl bench`: runs the same work in several configurations, prints how it scales, and writes
/// one file with all reports. Collective, as run_etl().
ExitStatus run_bench(const comm::Communicator& world, const BenchRequest& request,
                     const std::string& command_line, run::WorkerParent& worker_parent);

/// `mpietl generate`. Collective, as run_etl().
ExitStatus generate_tones(const comm::Communicator& world, const GenerateRequest& request);

/// `mpietl verify`. Collective, as run_etl(). The status is all_done if every output matches its
/// report.
ExitStatus verify_outputs(const comm::Communicator& world, const VerifyRequest& request);

/// `mpietl report`. Needs no MPI. Throws Error if the file cannot be read as a report.
ExitStatus show_report(const ReportRequest& request, const std::string& command_line);

/// `mpietl report --from-journal`: makes the report of a run that left only its journal. Needs no
/// MPI. Throws Error if there is no journal, if it would replace a report that was not named, or if
/// it cannot be written.
ExitStatus report_from_journal(const ReportRequest& request);

/// `mpietl report --join`: joins several reports into one. Needs no MPI. Throws Error if they are
/// of different jobs or cannot be read, or if the new one cannot be written.
ExitStatus join_reports(const ReportRequest& request, const std::string& command_line);

/// `mpietl status`. Needs no MPI, and writes only to standard output. The exit status is the state
/// of the job. Throws Error if there is neither a report nor a journal, or if they cannot be read.
ExitStatus show_status(const StatusRequest& request);

/// `mpietl plan`. Needs no MPI. Throws Error if the report cannot be read or has no costs, or if an
/// option is invalid.
ExitStatus show_plan(const PlanRequest& request);

/// Calls `make` on rank 0 and returns its job on all ranks; only rank 0 gets the names of files.
/// Collective. Throws on all ranks what `make` throws.
job::Job share_job(const comm::Communicator& world, const std::function<job::Job()>& make);

/// Makes the missing tones of a job, after printing their number and size on standard error.
/// Collective. Throws Error(no_space) on all ranks, before it writes anything, if tones and outputs
/// do not fit; Error if a tone cannot be made.
void prepare_tones(const dispatch::Ranks& ranks, const job::Job& job);

}  // namespace mpietl::app
