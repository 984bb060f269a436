#pragma once

#include <cstddef>
#include <span>

namespace mpietl::report {

/// Asks the system to give memory that was not used yet in large pages, which takes less time than
/// many small ones. A wish: nothing happens where it cannot.
void take_huge_pages(std::span<std::byte> memory);

}  // namespace mpietl::report
