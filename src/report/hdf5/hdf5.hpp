#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace mpietl::report {

/// A failed call of the HDF5 library: what mpietl was doing, and the library's reason.
class Hdf5Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws Hdf5Failure that says "DOING: <deepest line of the HDF5 error stack>".
[[noreturn]] void throw_hdf5_failure(const std::string& doing);

/// Returns the result of an HDF5 call, unless it is negative. Throws Hdf5Failure with `doing`.
template <class Result>
Result checked(Result result, const std::string& doing) {
  if (result < 0) throw_hdf5_failure(doing);
  return result;
}

/// Silences HDF5's error stack on standard error while it lives.
class QuietHdf5 {
 public:
  QuietHdf5();
  ~QuietHdf5();
  QuietHdf5(const QuietHdf5&) = delete;
  QuietHdf5& operator=(const QuietHdf5&) = delete;
  QuietHdf5(QuietHdf5&&) = delete;
  QuietHdf5& operator=(QuietHdf5&&) = delete;

 private:
  H5E_auto2_t function_ = nullptr;
  void* data_ = nullptr;
};

/// Owns one HDF5 identifier, which `close_id` closes.
template <herr_t (*close_id)(hid_t)>
class Handle {
 public:
  /// Takes the result of an HDF5 call; throws Hdf5Failure if it is not an identifier.
  Handle(hid_t id, const std::string& doing) : id_(checked(id, doing)) {}

  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, H5I_INVALID_HID)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;

  ~Handle() {
    if (id_ >= 0) close_id(id_);
  }

  [[nodiscard]] hid_t id() const { return id_; }

  /// Closes the identifier now; throws Hdf5Failure if HDF5 refuses.
  void close(const std::string& doing) {
    checked(close_id(std::exchange(id_, H5I_INVALID_HID)), doing);
  }

 private:
  hid_t id_;
};

using FileHandle = Handle<H5Fclose>;
using DatasetHandle = Handle<H5Dclose>;
using GroupHandle = Handle<H5Gclose>;
using SpaceHandle = Handle<H5Sclose>;
using TypeHandle = Handle<H5Tclose>;
using AttributeHandle = Handle<H5Aclose>;
using PropertyHandle = Handle<H5Pclose>;

/// The HDF5 type of a number in this machine's representation; the library owns it.
template <class Number>
hid_t native_type() {
  if constexpr (std::is_same_v<Number, std::int32_t>) return H5T_NATIVE_INT32;
  if constexpr (std::is_same_v<Number, std::int64_t>) return H5T_NATIVE_INT64;
  if constexpr (std::is_same_v<Number, std::uint64_t>) return H5T_NATIVE_UINT64;
  if constexpr (std::is_same_v<Number, double>) return H5T_NATIVE_DOUBLE;
}

/// UTF-8 text of `bytes` bytes, padded with NUL; H5T_VARIABLE: of any length. Throws Hdf5Failure.
TypeHandle text_type(std::size_t bytes);

/// Whether two number types have the same class and size; their byte order may differ.
bool same_number(hid_t stored, hid_t native);

/// Whether a file or group has an object of that name. Throws Hdf5Failure.
bool has_link(hid_t group, const std::string& name);

/// Creates a group that records the order in which its objects are created. Throws Hdf5Failure.
GroupHandle create_group(hid_t parent, const std::string& name);

/// Throws Hdf5Failure.
GroupHandle open_group(hid_t parent, const std::string& name);

/// Names of the objects of a group, in the order of creation, or sorted if the group did not record
/// it. Throws Hdf5Failure.
std::vector<std::string> link_names(hid_t group);

}  // namespace mpietl::report
