#pragma once

#include <string>

#include "mpietl/app/command_line.hpp"
#include "mpietl/comm/communicator.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::app {

/// `mpietl run`, and the demonstration. Collective: all ranks return the same status.
/// Throws Error, the same on all ranks, when the job cannot start.
ExitStatus run_etl(const comm::Communicator& world, const RunRequest& request,
                   const std::string& command_line);

/// `mpietl bench`: the same work under several configurations, a table of how it scales, and one
/// file with the report of every run. Collective, as run_etl().
ExitStatus run_bench(const comm::Communicator& world, const BenchRequest& request,
                     const std::string& command_line);

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

/// `mpietl plan`. Needs no MPI. Throws Error when the file cannot be read as a report or tells of
/// no costs, or when an option makes no sense.
ExitStatus show_scaling(const PlanRequest& request);

/// The program: reads the command line, runs the command, prints errors from rank 0.
int run_program(int argc, char** argv);

}  // namespace mpietl::app
