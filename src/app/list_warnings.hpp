#pragma once

#include "app/command_line.hpp"
#include "mpietl/job/items.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::app {

/// Warns on standard error of what may be wrong with the list of inputs: typed patterns that match
/// nothing, segments without recordings, files that a manifest does not list or that are not there,
/// ends of inputs that windows leave out, and outputs of earlier runs among the inputs.
void warn_of_list(const RunRequest& request, const job::Job& job, const job::Listing& listing);

}  // namespace mpietl::app
