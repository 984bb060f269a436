#pragma once

#include <string>
#include <vector>

namespace mpietl::app {

/// What `mpietl help WORDS` prints: the list of topics, the page of a topic, the options of a
/// command, or one transform. Throws Error(usage) that names the nearest topic or transform.
std::string help_text(const std::vector<std::string>& words);

/// All transforms, a line each.
std::string transform_list();

/// One transform: its parameters with ranges and defaults, and how it is written. Throws
/// Error(usage) for an unknown name, with the nearest one.
std::string transform_text(const std::string& name);

}  // namespace mpietl::app
