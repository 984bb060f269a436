#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "mpietl/core/hash.hpp"

namespace mpietl {
class File;
}  // namespace mpietl

namespace mpietl::io {

/// The hash of the bytes of `file` from its cursor to its end. `piece` is a buffer for reading;
/// `on_piece` is called after each piece with its end in the file.
Hash128 hash_rest(
    File& file, std::vector<std::byte>& piece,
    const std::function<void(std::int64_t position)>& on_piece = [](std::int64_t) {});

}  // namespace mpietl::io
