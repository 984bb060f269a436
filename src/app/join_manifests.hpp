#pragma once

#include "mpietl/report/report.hpp"

namespace mpietl::app {

/// Makes the manifest of the outputs of a whole list whose shards are done: `summary` and `files`
/// are those of the joined report. Does nothing for a job without one. Returns whether all is well;
/// says on standard error what is not, such as a list that has changed since.
bool join_manifests(const report::Summary& summary, const report::FileRows& files);

}  // namespace mpietl::app
