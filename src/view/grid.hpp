#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "view/page.hpp"

namespace mpietl::view {

enum class Align { left, right };

/// One column of a grid.
struct GridColumn {
  std::string title;
  Align align = Align::right;
  int drop = 0;          ///< what has the largest number goes first where room is short; 0: never
  bool shrinks = false;  ///< may be cut in the middle, for paths
  Style style = Style::plain;
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
  [[nodiscard]] std::vector<Fitted> fit(std::size_t room) const;
  [[nodiscard]] Line layout(const std::vector<std::string>& cells, Style style,
                            const std::vector<Fitted>& fitted) const;

  std::vector<GridColumn> columns_;
  std::vector<Row> rows_;
};

}  // namespace mpietl::view
