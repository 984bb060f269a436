#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/view/render.hpp"

namespace mpietl::view {

/// What a piece of text is, which decides its colour.
enum class Style { plain, strong, faint, good, odd, bad, bar };

struct Span {
  std::string text;
  Style style = Style::plain;
};

using Line = std::vector<Span>;

/// Text for a terminal, line by line; no line is wider than the layout says.
class Page {
 public:
  explicit Page(const Layout& layout);

  /// Width of a line; at least 40.
  [[nodiscard]] std::size_t columns() const { return columns_; }

  void line(Line spans);

  /// An empty line, the title, and what to know before reading on.
  void heading(const std::string& title, const std::string& note = "");

  /// A name and its value, which may take up to three lines; nothing where the value is empty.
  void field(const std::string& name, const std::string& value);

  /// Up to three lines of running text behind `indent` blanks.
  void text(std::size_t indent, const std::string& words, Style style = Style::plain);

  /// The same two columns in, at most 100 columns wide, where lines are easy to read.
  void prose(const std::string& words);

  /// The whole text; ends with a newline.
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::size_t columns_;
  bool colour_;
  std::string text_;
};

}  // namespace mpietl::view
