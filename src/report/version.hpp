#pragma once

#include "report/hdf5.hpp"

namespace mpietl::report {

/// Adds both numbers of the schema's version to a file or a group. Throws Hdf5Failure.
void write_version(hid_t object);

/// Throws Error(format) for a file or group whose tables may mean something else, and Hdf5Failure.
void require_version(hid_t object);

/// Whether columns and attributes that this program knows may be absent: the minor version of the
/// file or group is another one. Throws Error(format) and Hdf5Failure.
bool may_lack(hid_t object);

}  // namespace mpietl::report
