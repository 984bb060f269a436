#pragma once

#include <functional>
#include <string>

#include "app/command_line.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::app {

/// Lets `write` fill the file `path`, atomically, or standard output if `path` is "-". Throws
/// Error(not_found) if the folder is missing, otherwise as AtomicFile, and what `write` throws.
void make_product(const std::string& path, const std::function<void(const view::Sink&)>& write);

/// Throws Error(usage) if two products have the same path, or one has the path of a report to read.
void require_places(const ReportRequest& request);

}  // namespace mpietl::app
