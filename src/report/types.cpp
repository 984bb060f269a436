#include "report/types.hpp"

namespace mpietl::report {

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

}  // namespace mpietl::report
