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
/// before the library sees the file. To HDF5, the seal is unused space at the end of the file. A
/// program that changes the file through HDF5 removes it, and the file can no longer be checked.
using Seal = std::array<std::byte, 24>;

/// The seal of a file that holds `bytes`.
Seal seal_of(std::span<const std::byte> bytes);

/// Whether the bytes of a file match its seal. A file without a seal passes: it has no mark at its
/// end, and, if it is HDF5, nothing after the HDF5 data. Throws Error(not_found, permission,
/// storage) as the system says.
bool is_intact(const std::string& path);

/// The end of the data of an HDF5 file that begins with `bytes`, from its superblock (version 2 or
/// 3 of the HDF5 File Format Specification, which write() makes); 0 for any other file.
std::uint64_t end_of_data(std::span<const std::byte> bytes);

}  // namespace mpietl::report
