#pragma once

namespace mpietl::app {

/// Brings what was printed to standard output. False, with a message on standard error, when that
/// failed; a reader who left early is no failure.
bool flush_results();

}  // namespace mpietl::app
