#pragma once

#include "mpietl/report/report.hpp"
#include "report/hdf5.hpp"

namespace mpietl::report {

/// Writes `report` into a new, empty HDF5 file. Throws Hdf5Failure.
void fill(hid_t file, const Report& report);

}  // namespace mpietl::report
