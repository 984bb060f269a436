#pragma once

#include <functional>
#include <string>

#include "app/command_line.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::app {

/// Has `write` fill the file `path`, atomically, or standard output when `path` is "-". Throws
/// Error(not_found) when the folder is missing, else as AtomicFile, and what `write` throws.
void make_product(const std::string& path, const std::function<void(const view::Sink&)>& write);

/// Throws Error(usage) when two products have the same path, or one that of a report to be read.
void require_places(const ReportRequest& request);

}  // namespace mpietl::app
