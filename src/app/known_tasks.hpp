#pragma once

#include <vector>

#include "mpietl/report/pilot.hpp"
#include "mpietl/schedule/scaling.hpp"

namespace mpietl::app {

/// The files of a pilot as tasks in virtual time: a kind for each extension, as large as the files.
std::vector<schedule::KnownTask> known_tasks(const report::Pilot& pilot);

}  // namespace mpietl::app
