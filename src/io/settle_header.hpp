#pragma once

#include <cstddef>
#include <span>

namespace mpietl::io {

/// Takes out of a header that libsndfile wrote what must not be there: in RIFF, the time of day in
/// a PEAK chunk, and chunks "PAD ", which become "JUNK", the registered name of a filler (readers
/// such as SciPy's warn of the other); in MAT5, the date. Other bytes stay as they are.
void settle_header(std::span<std::byte> header);

}  // namespace mpietl::io
