#include "app/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace mpietl::app {

namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

bool can_redraw(std::FILE* stream) {
  return ::isatty(::fileno(stream)) != 0 && variable("TERM") != "dumb";
}

bool has_colours(std::FILE* stream) { return can_redraw(stream) && variable("NO_COLOR").empty(); }

int terminal_columns(std::FILE* stream, int fallback) {
  winsize size{};
  if (::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return fallback;
  return size.ws_col;
}

}  // namespace mpietl::app
