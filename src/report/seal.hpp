#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace mpietl::report {

/// A checksum (XXH3, 64 bits) and a mark that follow the last byte of the HDF5 data.
///
/// HDF5 1.10 follows damaged references in its heaps out of its memory, so damage must be found
/// before the library sees it. To HDF5 the seal is unused space at the end of the file; a program
/// that changes the file through HDF5 cuts it off, and then there is nothing to compare with.
using Seal = std::array<std::byte, 24>;

/// The seal of a file that holds `bytes`.
Seal seal_of(std::span<const std::byte> bytes);

/// Whether the bytes of an open file agree with its seal. What HDF5 itself can judge passes: a file
/// that ends with the HDF5 data or before, and one that is no HDF5 at all.
/// Throws Error(storage) that names `path` where it cannot be read.
bool is_intact(int file, const std::string& path);

}  // namespace mpietl::report
