#pragma once

#include <functional>
#include <string>

#include "app/command_line.hpp"
#include "mpietl/view/sink.hpp"

namespace mpietl::app {

/// Has `write` fill the file `path`, which appears under its name whole or not at all, or standard
/// output where `path` is "-". Throws Error(not_found) when there is no such folder, else as
/// AtomicFile does, and what `write` throws.
void make_product(const std::string& path, const std::function<void(const view::Sink&)>& write);

/// Throws Error(usage) when two products would have one place, or one the place of a report that is
/// read.
void require_places(const ReportRequest& request);

}  // namespace mpietl::app
