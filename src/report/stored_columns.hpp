#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "report/hdf5.hpp"

namespace mpietl::report {

/// The columns that a dataset has, whoever wrote it.
class StoredColumns {
 public:
  /// Throws Hdf5Failure.
  StoredColumns(hid_t dataset, std::string name);

  [[nodiscard]] bool has(const std::string& column) const;

  /// Where a column that is there lies in a stored row, in bytes; nothing where it is not stored as
  /// `type`, to the bit.
  [[nodiscard]] std::optional<std::size_t> place(const std::string& column, hid_t type) const;

  /// The type in which to read a column of text, padded with NUL.
  /// Throws Error(format) where it is missing or not text of fixed length.
  [[nodiscard]] TypeHandle text(const std::string& column) const;

  /// The type in which to read a column of numbers, `native`.
  /// Throws Error(format) where it is missing or of another kind.
  [[nodiscard]] TypeHandle number(const std::string& column, hid_t native) const;

 private:
  [[nodiscard]] TypeHandle member(const std::string& column) const;
  [[noreturn]] void refuse(const std::string& column, const std::string& why) const;

  TypeHandle row_;
  std::string name_;
};

}  // namespace mpietl::report
