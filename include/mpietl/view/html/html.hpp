#pragma once

#include "mpietl/report/analysis/comparison.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/report/report.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::view {

/// One HTML page that needs nothing else, for any browser of today: header, key figures, timeline
/// of ranks and threads, throughput over time, time by stage, seconds per file, load of ranks and
/// hosts, and a table of the files that matter most. What is many is added up before it is
/// embedded, so that a million files make a page of less than 5 MB; sentences in it say what is
/// left out. Throws what `sink` throws.
void write_html(const report::Report& report, const Sink& sink);

/// The same of several runs: curves of how they scale, with the ideal, and one run of each
/// configuration as above, of which the reader chooses one.
void write_html(const report::Runs& runs, const Sink& sink);

/// The same of runs of any origin, with what differs in their configurations.
void write_html(const report::Comparison& comparison, const Sink& sink);

}  // namespace mpietl::view
