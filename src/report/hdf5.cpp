#include "report/hdf5.hpp"

#include <string_view>

namespace mpietl::report {

namespace {

constexpr std::size_t longest_reason = 200;

/// Takes the first description that is not empty: the walk begins where the error was found.
herr_t take_reason(unsigned /*depth*/, const H5E_error2_t* entry, void* reason) {
  const std::string_view text = entry->desc == nullptr ? "" : entry->desc;
  if (text.empty()) return 0;
  static_cast<std::string*>(reason)->assign(text.substr(0, longest_reason));
  return 1;
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

}  // namespace mpietl::report
