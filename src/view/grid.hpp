#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "view/page.hpp"

namespace mpietl::view {

enum class Align { left, right };

/// Where a cell may be cut when room is short: nowhere, in its middle (paths), at its end (words).
enum class Cut { none, middle, end };

/// One column of a grid.
struct GridColumn {
  std::string title;
  Align align = Align::right;
  int drop = 0;  ///< what has the largest number goes first where room is short; 0: never
  Cut cut = Cut::none;
  Style style = Style::plain;
  std::size_t least = 24;  ///< of a column that may be cut, before others give way to it
};

/// Rows of aligned cells that are made to fit the page.
class Grid {
 public:
  explicit Grid(std::vector<GridColumn> columns) : columns_(std::move(columns)) {}

  /// Adds one cell a column; `style` is for columns without their own.
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
  [[nodiscard]] std::size_t least_width(const Fitted& fitted) const;
  [[nodiscard]] std::vector<Fitted> fit(std::size_t room) const;

  /// Gives what is left of `room` to columns that may be cut, the last one first.
  void share_rest(std::size_t room, std::size_t needed, std::vector<Fitted>& fitted) const;
  [[nodiscard]] Line layout(const std::vector<std::string>& cells, Style style,
                            const std::vector<Fitted>& fitted) const;

  std::vector<GridColumn> columns_;
  std::vector<Row> rows_;
};

}  // namespace mpietl::view
