#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mpietl/view/text/render.hpp"

namespace mpietl::view {

/// The role of a text, which decides its colour.
enum class Style { plain, strong, faint, good, warning, bad, bar };

struct Span {
  std::string text;
  Style style = Style::plain;
};

using Line = std::vector<Span>;

/// Text for a terminal, line by line. No line is wider than the layout allows.
class Page {
 public:
  explicit Page(const Layout& layout);

  /// Width of a line; at least 40.
  [[nodiscard]] std::size_t columns() const { return columns_; }

  void line(Line spans);

  /// An empty line, the title, and a note that helps to read the section.
  void heading(const std::string& title, const std::string& note = "");

  /// A name and its value, in at most three lines; nothing if the value is empty.
  void field(const std::string& name, const std::string& value);

  /// At most three lines of running text, indented by `indent` blanks.
  void text(std::size_t indent, const std::string& words, Style style = Style::plain);

  /// The same, indented by two blanks, and at most 100 columns wide for easy reading.
  void prose(const std::string& words);

  /// The whole text; ends with a newline.
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::size_t columns_;
  bool colour_;
  std::string text_;
};

enum class Align { left, right };

/// Where a cell may be cut: nowhere, in the middle (paths), or at the end (words).
enum class Cut { none, middle, end };

/// One column of a grid.
struct GridColumn {
  std::string title;
  Align align = Align::right;
  int drop = 0;  ///< if room is short, columns with the largest number go first; 0: never
  Cut cut = Cut::none;
  Style style = Style::plain;
  std::size_t min_width = 24;  ///< of a column that may be cut, before others are cut or dropped
};

/// Rows of aligned cells, fitted to the width of the page.
class Grid {
 public:
  explicit Grid(std::vector<GridColumn> columns) : columns_(std::move(columns)) {}

  /// Adds one cell for each column; `style` is for columns without their own.
  void row(std::vector<std::string> cells, Style style = Style::plain);

  void print(Page& page) const;

 private:
  struct Fitted {
    std::size_t column;
    std::size_t width;
  };
  struct Row {
    std::vector<std::string> cells;
    Style style;
  };

  [[nodiscard]] std::size_t natural_width(std::size_t column) const;
  [[nodiscard]] std::size_t fitted_min_width(const Fitted& fitted) const;
  [[nodiscard]] std::vector<Fitted> fit(std::size_t room) const;

  /// Gives the rest of `room` to columns that may be cut, the last one first.
  void share_rest(std::size_t room, std::size_t needed, std::vector<Fitted>& fitted) const;
  [[nodiscard]] Line layout(const std::vector<std::string>& cells, Style style,
                            const std::vector<Fitted>& fitted) const;

  std::vector<GridColumn> columns_;
  std::vector<Row> rows_;
};

}  // namespace mpietl::view
