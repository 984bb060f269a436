#include "report/seal.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "report/superblock.hpp"

namespace mpietl::report {

namespace {

constexpr std::string_view mark = "\nmpietl report\n\x1a";
constexpr std::size_t hash_bytes = 8;
constexpr std::size_t block_bytes = std::size_t{1} << 20U;
static_assert(mark.size() + hash_bytes == std::tuple_size_v<Seal>);

std::size_t read_at(int file, std::span<std::byte> bytes, std::size_t offset,
                    const std::string& path) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count =
        ::pread(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno != EINTR) throw system_error("read the report", path, errno);
    if (count == 0) break;
    done += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  }
  return done;
}

Seal make_seal(std::uint64_t hash) {
  Seal seal{};
  for (std::size_t i = 0; i < hash_bytes; ++i) {
    seal[i] = static_cast<std::byte>(hash >> (8 * i) & 0xFFU);
  }
  std::memcpy(seal.data() + hash_bytes, mark.data(), mark.size());
  return seal;
}

std::uint64_t end_of_data(int file, const std::string& path) {
  std::array<std::byte, superblock_bytes> head{};
  return read_at(file, head, 0, path) == head.size() ? report::end_of_data(head) : 0;
}

std::uint64_t hash_of(int file, std::size_t end, const std::string& path) {
  Hasher hasher;
  std::vector<std::byte> block(std::min(block_bytes, end));
  for (std::size_t offset = 0; offset < end; offset += block.size()) {
    const auto part = std::span(block).first(std::min(block.size(), end - offset));
    hasher.add(part.data(), read_at(file, part, offset, path));
  }
  return hasher.value64();
}

}  // namespace

Seal seal_of(std::span<const std::byte> bytes) { return make_seal(hash64(bytes)); }

bool is_intact(int file, const std::string& path) {
  struct stat status {};
  if (::fstat(file, &status) != 0) throw system_error("read the report", path, errno);
  const auto size = static_cast<std::size_t>(status.st_size);
  const std::size_t end = end_of_data(file, path);
  if (end == 0 || size <= end) return true;
  Seal seal{};
  if (size - end != seal.size()) return false;
  read_at(file, seal, end, path);
  return seal == make_seal(hash_of(file, end, path));
}

}  // namespace mpietl::report
