#include "report/huge_pages.hpp"

#include <sys/mman.h>

#include <cstdint>
#include <memory>

namespace mpietl::report {

void take_huge_pages(std::span<std::byte> memory) {
  constexpr std::size_t page_bytes = std::size_t{2} << 20U;
  void* begin = memory.data();
  std::size_t bytes = memory.size();
  if (std::align(page_bytes, page_bytes, begin, bytes) == nullptr) return;
  ::madvise(begin, bytes / page_bytes * page_bytes, MADV_HUGEPAGE);
}

}  // namespace mpietl::report
