#pragma once

#include "mpietl/report/report.hpp"
#include "report/hdf5.hpp"

namespace mpietl::report {

/// Reads what fill() wrote into a file or a group. Throws Error(format) and Hdf5Failure, which do
/// not name the file.
Report load(hid_t group);

}  // namespace mpietl::report
