#pragma once

#include <CLI/CLI.hpp>

#include "mpietl/app/command_line.hpp"

namespace mpietl::app {

// The options of each command, and where what is typed goes; `request` must outlive the parsing.
void define(CLI::App& run, RunRequest& request);
void define(CLI::App& bench, BenchRequest& request);
void define(CLI::App& generate, GenerateRequest& request);
void define(CLI::App& report, ReportRequest& request);
void define(CLI::App& verify, VerifyRequest& request);
void define(CLI::App& plan, PlanRequest& request);

}  // namespace mpietl::app
