#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/core/columns.hpp"
#include "report/hdf5/hdf5.hpp"

namespace mpietl::report {

/// Adds a scalar attribute to a file, a group or a dataset: text as variable-length UTF-8 (up to
/// its first NUL), numbers in their own type. Throws Hdf5Failure.
void write_attribute(hid_t object, const std::string& name, const std::string& value);
void write_attribute(hid_t object, const std::string& name, std::int64_t value);
void write_attribute(hid_t object, const std::string& name, std::uint64_t value);
void write_attribute(hid_t object, const std::string& name, double value);

/// Reads a scalar attribute. Throws Error(format) if it is missing or of another type, and
/// Hdf5Failure.
void read_attribute(hid_t object, const std::string& name, std::string& value);
void read_attribute(hid_t object, const std::string& name, std::int64_t& value);
void read_attribute(hid_t object, const std::string& name, std::uint64_t& value);
void read_attribute(hid_t object, const std::string& name, double& value);

/// Makes HDF5 store the attributes of objects created with `properties` in their headers, however
/// many there are: HDF5 1.10 crashes when it copies objects with attributes elsewhere. Throws
/// Hdf5Failure.
void keep_attributes_in_header(const PropertyHandle& properties);

/// Whether an object has an attribute of that name. Throws Hdf5Failure.
bool has_attribute(hid_t object, const std::string& name);

/// Writes or reads one attribute for each column of `values`; throws as above. With `may_lack`,
/// missing attributes are ignored.
template <class Columns, class Values>
void write_attributes(hid_t object, const Columns& columns, const Values& values) {
  for_each_column(columns, [&](const auto& column) {
    write_attribute(object, column.name, values.*column.member);
  });
}

template <class Columns, class Values>
void read_attributes(hid_t object, const Columns& columns, bool may_lack, Values& values) {
  for_each_column(columns, [&](const auto& column) {
    if (may_lack && !has_attribute(object, column.name)) return;
    read_attribute(object, column.name, values.*column.member);
  });
}

/// Whether an existing attribute holds text that read_attribute() can read. Throws Hdf5Failure.
bool is_text_attribute(hid_t object, const std::string& name);

/// Names of all attributes of an object, sorted. Throws Hdf5Failure.
std::vector<std::string> attribute_names(hid_t object);

}  // namespace mpietl::report
