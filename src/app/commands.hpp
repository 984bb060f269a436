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

/// `mpietl run`, and the demonstration. Collective: all ranks return the same status.
/// Throws Error, the same on all ranks, when the job cannot start.
ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line, run::WorkerParent& worker_parent);

/// `mpietl demo --remove`: removes the tones and outputs that the demonstration made, as far as
/// they are still what it made, and its report. Needs no MPI. Throws Error when one cannot be
/// removed.
ExitStatus remove_demo(const RunRequest& request);

/// `mpietl bench`: the same work under several configurations, a table of how it scales, and one
/// file with the report of every run. Collective, as run_etl().
ExitStatus run_bench(const comm::Communicator& world, const BenchRequest& request,
                     const std::string& command_line, run::WorkerParent& worker_parent);

/// `mpietl generate`. Collective, as run_etl().
ExitStatus generate_tones(const comm::Communicator& world, const GenerateRequest& request);

/// `mpietl verify`. Collective, as run_etl(): all is done when every output is as its report says.
ExitStatus verify_outputs(const comm::Communicator& world, const VerifyRequest& request);

/// `mpietl report`. Needs no MPI. Throws Error when the file cannot be read as a report.
ExitStatus show_report(const ReportRequest& request, const std::string& command_line);

/// `mpietl report --from-journal`: makes the report of a run that left its journal only. Needs no
/// MPI. Throws Error when there is no journal, when a report stands there that was not named, or
/// when it cannot be written.
ExitStatus report_from_journal(const ReportRequest& request);

/// `mpietl report --join`: makes one report of several. Needs no MPI. Throws Error when they do not
/// fit together, or when one cannot be read, or the new one not be written.
ExitStatus join_reports(const ReportRequest& request, const std::string& command_line);

/// `mpietl status`. Needs no MPI, and writes nothing but to standard output. The exit status tells
/// the state of the job. Throws Error when there is neither a report nor a journal, or when they
/// cannot be read.
ExitStatus show_status(const StatusRequest& request);

/// `mpietl plan`. Needs no MPI. Throws Error when the file cannot be read as a report or tells of
/// no costs, or when an option makes no sense.
ExitStatus show_plan(const PlanRequest& request);

/// The job in force: rank 0 calls `make`, all ranks get what it returns, but only rank 0 the names
/// of files. Collective. Throws on all ranks what `make` throws.
job::Job share_job(const comm::Communicator& world, const std::function<job::Job()>& make);

/// Makes the tones that a job asks for and that are missing, after telling on standard error what
/// will be made and how much room it takes. Collective. Throws Error(no_space) on all ranks,
/// before anything is written, when tones and outputs do not fit; Error when one cannot be made.
void prepare_tones(const dispatch::Ranks& ranks, const job::Job& job);

}  // namespace mpietl::app
