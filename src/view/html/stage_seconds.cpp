#include "view/html/stage_seconds.hpp"

#include <type_traits>

namespace mpietl::view::html {

std::vector<std::pair<std::string_view, double>> stage_seconds(const Record& file) {
  constexpr std::string_view ending = "_seconds";
  std::vector<std::pair<std::string_view, double>> stages;
  for_each_column(record_columns, [&](const auto& column) {
    if constexpr (std::is_same_v<std::decay_t<decltype(file.*column.member)>, double>) {
      std::string_view name = column.name;
      if (!name.ends_with(ending) || name.starts_with("total") || name.starts_with("estimated"))
        return;
      name.remove_suffix(ending.size());
      stages.emplace_back(name, file.*column.member);
    }
  });
  return stages;
}

}  // namespace mpietl::view::html
