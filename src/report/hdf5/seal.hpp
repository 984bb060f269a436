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

/// Whether the bytes of a file agree with its seal. A file that has none passes: it has no mark at
/// its end, and nothing behind the HDF5 data if it is HDF5.
/// Throws Error(not_found, permission, storage) as the system says.
bool is_intact(const std::string& path);

/// Where the data of an HDF5 file ends that begins with `bytes`, as its superblock (version 2 or 3
/// of the HDF5 File Format Specification, which is what write() makes) says; 0 for any other file.
std::uint64_t end_of_data(std::span<const std::byte> bytes);

}  // namespace mpietl::report
