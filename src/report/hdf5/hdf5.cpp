#include "report/hdf5/hdf5.hpp"

#include <string_view>

#include "report/hdf5/attributes.hpp"

namespace mpietl::report {

namespace {

constexpr std::size_t longest_reason = 200;

/// Takes the first non-empty description: the walk begins where the error was found.
herr_t take_reason(unsigned /*depth*/, const H5E_error2_t* entry, void* reason) {
  const std::string_view text = entry->desc == nullptr ? "" : entry->desc;
  if (text.empty()) return 0;
  static_cast<std::string*>(reason)->assign(text.substr(0, longest_reason));
  return 1;
}

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

}  // namespace

void throw_hdf5_failure(const std::string& doing) {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_reason, &reason);
  throw Hdf5Failure(doing + ": " + (reason.empty() ? "unknown HDF5 error" : reason));
}

QuietHdf5::QuietHdf5() {
  H5Eget_auto2(H5E_DEFAULT, &function_, &data_);
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

QuietHdf5::~QuietHdf5() { H5Eset_auto2(H5E_DEFAULT, function_, data_); }

TypeHandle text_type(std::size_t bytes) {
  TypeHandle type(H5Tcopy(H5T_C_S1), "making a text type");
  checked(H5Tset_size(type.id(), bytes), "sizing a text type");
  checked(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), "padding a text type");
  checked(H5Tset_cset(type.id(), H5T_CSET_UTF8), "choosing UTF-8");
  return type;
}

bool same_number(hid_t stored, hid_t native) {
  const H5T_class_t kind = H5Tget_class(native);
  if (H5Tget_class(stored) != kind || H5Tget_size(stored) != H5Tget_size(native)) return false;
  return kind != H5T_INTEGER || H5Tget_sign(stored) == H5Tget_sign(native);
}

bool has_link(hid_t group, const std::string& name) {
  return checked(H5Lexists(group, name.c_str(), H5P_DEFAULT), "looking for " + name) > 0;
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
