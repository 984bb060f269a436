#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mpietl::report {

/// As much of the beginning of an HDF5 file as says where its data ends.
inline constexpr std::size_t superblock_bytes = 36;

/// Bytes of an HDF5 file of the format that write() makes, as its superblock (version 2 or 3 of
/// the HDF5 File Format Specification) has them; 0 for any other file.
std::uint64_t end_of_data(std::span<const std::byte, superblock_bytes> superblock);

}  // namespace mpietl::report
