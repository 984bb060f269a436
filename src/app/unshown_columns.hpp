#pragma once

#include "mpietl/report/file.hpp"

namespace mpietl::app {

/// Columns of `/files` that neither text nor page shows; a third of what there is to read.
inline report::ColumnNames unshown_columns() {
  return {"output", "digest", "fingerprint", "drawn", "peak_in", "peak_out", "rms_in", "rms_out"};
}

}  // namespace mpietl::app
