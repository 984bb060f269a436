#include "report/stored_columns.hpp"

#include "mpietl/core/error.hpp"
#include "report/types.hpp"

namespace mpietl::report {

StoredColumns::StoredColumns(hid_t dataset, std::string name)
    : row_(H5Dget_type(dataset), "reading the row type of " + name), name_(std::move(name)) {}

bool StoredColumns::has(const std::string& column) const {
  return H5Tget_member_index(row_.id(), column.c_str()) >= 0;
}

std::optional<std::size_t> StoredColumns::place(const std::string& column, hid_t type) const {
  const int index = H5Tget_member_index(row_.id(), column.c_str());
  if (index < 0 || H5Tequal(member(column).id(), type) <= 0) return std::nullopt;
  return H5Tget_member_offset(row_.id(), static_cast<unsigned>(index));
}

TypeHandle StoredColumns::text(const std::string& column) const {
  auto type = member(column);
  if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) != 0) {
    refuse(column, "is not text of fixed length");
  }
  checked(H5Tset_strpad(type.id(), H5T_STR_NULLPAD), "padding a text type");
  return type;
}

TypeHandle StoredColumns::number(const std::string& column, hid_t native) const {
  if (!same_number(member(column).id(), native)) refuse(column, "is of another type");
  return {H5Tcopy(native), "making a number type"};
}

TypeHandle StoredColumns::member(const std::string& column) const {
  const int index = H5Tget_member_index(row_.id(), column.c_str());
  if (index < 0) refuse(column, "is missing");
  return {H5Tget_member_type(row_.id(), static_cast<unsigned>(index)),
          "reading the type of column " + column};
}

void StoredColumns::refuse(const std::string& column, const std::string& why) const {
  throw Error(Reason::format, "column " + column + " of table " + name_ + " " + why);
}

}  // namespace mpietl::report
