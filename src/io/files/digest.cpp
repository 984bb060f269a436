#include "mpietl/io/files/digest.hpp"

#include "mpietl/core/file.hpp"

namespace mpietl::io {

Hash128 hash_rest(File& file, std::vector<std::byte>& piece,
                  const std::function<void(std::int64_t position)>& on_piece) {
  constexpr std::size_t piece_bytes = std::size_t{1} << 20U;
  piece.resize(piece_bytes);
  Hasher hasher;
  while (const auto size = file.read(piece.data(), piece.size())) {
    hasher.add(piece.data(), size);
    on_piece(file.position());
  }
  return hasher.value();
}

}  // namespace mpietl::io
