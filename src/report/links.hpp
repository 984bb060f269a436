#pragma once

#include <string>
#include <vector>

#include "report/hdf5.hpp"

namespace mpietl::report {

/// Whether a file or group holds an object of that name. Throws Hdf5Failure.
bool has_link(hid_t group, const std::string& name);

/// Adds a group that remembers the order in which its own objects are made. Throws Hdf5Failure.
GroupHandle create_group(hid_t parent, const std::string& name);

/// Throws Hdf5Failure.
GroupHandle open_group(hid_t parent, const std::string& name);

/// Names of the objects of a group: in the order in which they were made, or sorted where the group
/// does not know it. Throws Hdf5Failure.
std::vector<std::string> link_names(hid_t group);

}  // namespace mpietl::report
