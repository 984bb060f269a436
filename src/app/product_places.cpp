#include "app/product_places.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::app {

namespace {

struct ProductPlace {
  std::string option;
  std::string path;
};

std::vector<ProductPlace> places_of(const ReportRequest& request) {
  std::vector<ProductPlace> places;
  const auto add = [&](const char* option, const std::optional<std::string>& path) {
    if (path) places.push_back({option, *path});
  };
  add("--html", request.html);
  add("--csv", request.csv);
  add("--json", request.json);
  add("--trace", request.trace);
  return places;
}

bool is_same(const std::string& a, const std::string& b) {
  if (a == "-" || b == "-") return a == b;
  return io::resolved_through(a) == io::resolved_through(b);
}

std::string shown(const std::string& path) {
  return path == "-" ? "standard output" : escape(path);
}

}  // namespace

void require_places(const ReportRequest& request) {
  const auto places = places_of(request);
  for (const auto& place : places) {
    const auto meets = [&](const ProductPlace& other) { return is_same(place.path, other.path); };
    const auto first = std::ranges::find_if(places, meets);
    if (first->option != place.option) {
      throw Error(Reason::usage, first->option + " and " + place.option + " are both to go to " +
                                     shown(place.path) + ": name two places");
    }
    for (const auto& report : request.paths) {
      if (place.path == "-" || !is_same(place.path, report)) continue;
      throw Error(Reason::usage, place.option + " would replace the report " + escape(report) +
                                     ": name another place");
    }
  }
}

}  // namespace mpietl::app
