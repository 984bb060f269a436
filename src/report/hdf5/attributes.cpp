#include "report/hdf5/attributes.hpp"

#include <memory>

#include "mpietl/core/error.hpp"

namespace mpietl::report {

namespace {

void write_scalar(hid_t object, const std::string& name, hid_t type, const void* value) {
  const std::string doing = "writing attribute " + name;
  const SpaceHandle space(H5Screate(H5S_SCALAR), doing);
  const AttributeHandle attribute(
      H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT), doing);
  checked(H5Awrite(attribute.id(), type, value), doing);
}

/// An attribute that exists and holds one value.
AttributeHandle open_scalar(hid_t object, const std::string& name) {
  const std::string doing = "reading attribute " + name;
  if (!has_attribute(object, name)) {
    throw Error(Reason::format, "attribute " + name + " is missing");
  }
  AttributeHandle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), doing);
  const SpaceHandle space(H5Aget_space(attribute.id()), doing);
  if (H5Sget_simple_extent_npoints(space.id()) != 1) {
    throw Error(Reason::format, "attribute " + name + " holds more than one value");
  }
  return attribute;
}

template <class Number>
void read_number(hid_t object, const std::string& name, Number& value) {
  const std::string doing = "reading attribute " + name;
  const auto attribute = open_scalar(object, name);
  const TypeHandle stored(H5Aget_type(attribute.id()), doing);
  if (!same_number(stored.id(), native_type<Number>())) {
    throw Error(Reason::format, "attribute " + name + " is of another type");
  }
  checked(H5Aread(attribute.id(), native_type<Number>(), &value), doing);
}

struct FreeText {
  void operator()(char* text) const { H5free_memory(text); }
};

/// Exceptions must not pass through the C library: a failure ends the iteration.
herr_t take_name(hid_t /*object*/, const char* name, const H5A_info_t* /*info*/, void* names) {
  try {
    static_cast<std::vector<std::string>*>(names)->emplace_back(name);
    return 0;
  } catch (...) {
    return -1;
  }
}

}  // namespace

void keep_attributes_in_header(const PropertyHandle& properties) {
  constexpr unsigned max_in_header = 65535;
  checked(H5Pset_attr_phase_change(properties.id(), max_in_header, 0),
          "choosing a place for attributes");
}

void write_attribute(hid_t object, const std::string& name, const std::string& value) {
  const char* const text = value.c_str();
  write_scalar(object, name, text_type(H5T_VARIABLE).id(), &text);
}

void write_attribute(hid_t object, const std::string& name, std::int64_t value) {
  write_scalar(object, name, native_type<std::int64_t>(), &value);
}

void write_attribute(hid_t object, const std::string& name, std::uint64_t value) {
  write_scalar(object, name, native_type<std::uint64_t>(), &value);
}

void write_attribute(hid_t object, const std::string& name, double value) {
  write_scalar(object, name, native_type<double>(), &value);
}

void read_attribute(hid_t object, const std::string& name, std::string& value) {
  const std::string doing = "reading attribute " + name;
  const auto attribute = open_scalar(object, name);
  const TypeHandle stored(H5Aget_type(attribute.id()), doing);
  if (checked(H5Tis_variable_str(stored.id()), doing) == 0) {
    throw Error(Reason::format, "attribute " + name + " is not text of variable length");
  }
  char* text = nullptr;
  checked(H5Aread(attribute.id(), stored.id(), static_cast<void*>(&text)), doing);
  const std::unique_ptr<char, FreeText> owner(text);
  value = text == nullptr ? "" : text;
}

void read_attribute(hid_t object, const std::string& name, std::int64_t& value) {
  read_number(object, name, value);
}

void read_attribute(hid_t object, const std::string& name, std::uint64_t& value) {
  read_number(object, name, value);
}

void read_attribute(hid_t object, const std::string& name, double& value) {
  read_number(object, name, value);
}

bool has_attribute(hid_t object, const std::string& name) {
  return checked(H5Aexists(object, name.c_str()), "looking for attribute " + name) > 0;
}

bool is_text_attribute(hid_t object, const std::string& name) {
  const std::string doing = "looking at attribute " + name;
  const AttributeHandle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), doing);
  const TypeHandle type(H5Aget_type(attribute.id()), doing);
  const SpaceHandle space(H5Aget_space(attribute.id()), doing);
  return H5Tis_variable_str(type.id()) > 0 && H5Sget_simple_extent_npoints(space.id()) == 1;
}

std::vector<std::string> attribute_names(hid_t object) {
  std::vector<std::string> names;
  checked(H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, nullptr, take_name, &names),
          "listing the attributes");
  return names;
}

}  // namespace mpietl::report
