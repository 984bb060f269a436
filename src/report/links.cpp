#include "report/links.hpp"

#include "mpietl/core/error.hpp"
#include "report/attributes.hpp"

namespace mpietl::report {

namespace {

H5_index_t order_of(hid_t group) {
  const std::string doing = "reading the order of a group";
  const PropertyHandle properties(H5Gget_create_plist(group), doing);
  unsigned order = 0;
  checked(H5Pget_link_creation_order(properties.id(), &order), doing);
  return (order & H5P_CRT_ORDER_TRACKED) != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
}

std::string link_name(hid_t group, H5_index_t order, hsize_t index) {
  const std::string doing = "reading a name in a group";
  const auto read = [&](char* text, std::size_t size) {
    return checked(
        H5Lget_name_by_idx(group, ".", order, H5_ITER_INC, index, text, size, H5P_DEFAULT), doing);
  };
  std::string name(static_cast<std::size_t>(read(nullptr, 0)), '\0');
  read(name.data(), name.size() + 1);
  return name;
}

/// HDF5 would open any file that a link names.
void require_inside(hid_t group, const std::string& name) {
  H5L_info_t info{};
  checked(H5Lget_info(group, name.c_str(), &info, H5P_DEFAULT), "looking at the link " + name);
  if (info.type != H5L_TYPE_HARD) {
    throw Error(Reason::format, name + " is a link, maybe to another file");
  }
}

}  // namespace

bool has_link(hid_t group, const std::string& name) {
  if (checked(H5Lexists(group, name.c_str(), H5P_DEFAULT), "looking for " + name) == 0) {
    return false;
  }
  require_inside(group, name);
  return true;
}

GroupHandle create_group(hid_t parent, const std::string& name) {
  const std::string doing = "creating group " + name;
  const PropertyHandle properties(H5Pcreate(H5P_GROUP_CREATE), doing);
  checked(
      H5Pset_link_creation_order(properties.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
      doing);
  keep_attributes_in_header(properties);
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, properties.id(), H5P_DEFAULT), doing};
}

GroupHandle open_group(hid_t parent, const std::string& name) {
  require_inside(parent, name);
  return {H5Gopen2(parent, name.c_str(), H5P_DEFAULT), "opening group " + name};
}

std::vector<std::string> link_names(hid_t group) {
  H5G_info_t info{};
  checked(H5Gget_info(group, &info), "counting the objects of a group");
  const H5_index_t order = order_of(group);
  std::vector<std::string> names;
  for (hsize_t i = 0; i < info.nlinks; ++i) names.push_back(link_name(group, order, i));
  return names;
}

}  // namespace mpietl::report
