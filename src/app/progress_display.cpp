#include "app/progress_display.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/terminal.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

constexpr double bar_interval_seconds = 0.2;
constexpr double min_line_interval_seconds = 2.0;
constexpr double max_line_interval_seconds = 60.0;
constexpr int min_bar_columns = 10;

using job::ProgressStyle;

double part_done(const dispatch::JobProgress& state) {
  const auto part = [](std::int64_t done, std::int64_t all) {
    return all <= 0 ? 0.0 : std::min(1.0, static_cast<double>(done) / static_cast<double>(all));
  };
  return state.all_bytes > 0 ? part(state.bytes, state.all_bytes)
                             : part(state.items, state.all_items);
}

/// Interval between lines of a log: rises with the elapsed time up to a minute.
double line_interval_seconds(double elapsed_seconds) {
  return std::clamp(elapsed_seconds / 20.0, min_line_interval_seconds, max_line_interval_seconds);
}

}  // namespace

std::string progress_text(const dispatch::JobProgress& state, double seconds) {
  std::string text = std::to_string(state.items) + "/" + std::to_string(state.all_items) + " files";
  const double done = part_done(state);
  if (seconds > 0.0 && state.bytes > 0) {
    const double rate = static_cast<double>(state.bytes) / seconds;
    text += ", " + format_bytes(static_cast<std::uint64_t>(rate)) + "/s";
  }
  if (done > 0.0 && state.items < state.all_items) {
    text += ", " + format_seconds(seconds * (1.0 - done) / done) + " left";
  }
  if (state.failed > 0) text += ", " + std::to_string(state.failed) + " failed";
  return text;
}

std::string progress_bar(const dispatch::JobProgress& state, double seconds, int columns) {
  const std::string text = progress_text(state, seconds);
  const int width = std::min(40, columns - static_cast<int>(text.size()) - 4);
  if (width < min_bar_columns) return text.substr(0, static_cast<std::size_t>(columns));
  const int filled = static_cast<int>(part_done(state) * width);
  return "[" + std::string(static_cast<std::size_t>(filled), '#') +
         std::string(static_cast<std::size_t>(width - filled), '.') + "] " + text;
}

ProgressDisplay::ProgressDisplay(ProgressStyle style) : style_(style) {
  if (style_ != ProgressStyle::automatic) return;
  style_ = can_redraw(stderr) ? ProgressStyle::bar : ProgressStyle::plain;
}

void ProgressDisplay::show(const dispatch::JobProgress& state) {
  if (style_ == ProgressStyle::bar) {
    if (state.is_final || since_drawn_.seconds() >= bar_interval_seconds) draw_bar(state);
    if (state.is_final) std::fputs("\n", stderr);
  } else if (style_ == ProgressStyle::plain && !state.is_final &&
             since_drawn_.seconds() >= line_interval_seconds(since_start_.seconds())) {
    std::fprintf(stderr, "mpietl: %s\n", progress_text(state, since_start_.seconds()).c_str());
    since_drawn_.lap();
  }
}

std::function<void(const dispatch::JobProgress&)> progress_in(job::ProgressStyle style) {
  return [style,
          display = std::optional<ProgressDisplay>()](const dispatch::JobProgress& state) mutable {
    if (!display) display.emplace(style);
    display->show(state);
    if (state.is_final) display.reset();
  };
}

void ProgressDisplay::draw_bar(const dispatch::JobProgress& state) {
  const int columns = terminal_columns(stderr, 80) - 1;
  auto bar = progress_bar(state, since_start_.seconds(), columns);
  const auto failures = bar.rfind(std::to_string(state.failed) + " failed");
  if (state.failed > 0 && failures != std::string::npos && has_colours(stderr)) {
    bar.insert(failures, "\033[31m");
    bar += "\033[0m";
  }
  // Returns to the start of the line, and clears the rest of a longer text.
  std::fprintf(stderr, "\r%s\033[K", bar.c_str());
  std::fflush(stderr);
  since_drawn_.lap();
}

}  // namespace mpietl::app
