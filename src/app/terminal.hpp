#pragma once

#include <cstdio>

namespace mpietl::app {

/// Whether `stream` is a terminal that can redraw a line: TERM is not "dumb".
bool can_redraw(std::FILE* stream);

/// Whether output to `stream` should have colours: can_redraw(), and NO_COLOR is unset or empty.
bool has_colours(std::FILE* stream);

/// Columns of the terminal `stream`; `fallback` when it is not a terminal.
int terminal_columns(std::FILE* stream, int fallback);

}  // namespace mpietl::app
