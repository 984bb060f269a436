#include "app/products.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/paths.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20U;

/// Collects text into pieces of a size that is efficient to write.
class Buffered {
 public:
  explicit Buffered(File& file) : file_(file) { buffer_.reserve(2 * buffer_bytes); }

  void put(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= buffer_bytes) flush();
  }

  void flush() {
    file_.write(buffer_.data(), buffer_.size());
    buffer_.clear();
  }

 private:
  File& file_;
  std::string buffer_;
};

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
  add("--job", request.job);
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

void make_product(const std::string& path, const std::function<void(const view::Sink&)>& write) {
  if (path == "-") {
    // flush_results() reports a failure.
    write([](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    return;
  }
  const auto temporary = TemporaryNames().temporary_path(path, "product");
  AtomicFile output({path, temporary});
  Buffered buffered(output.file());
  write([&](std::string_view text) { buffered.put(text); });
  buffered.flush();
  output.commit();
}

void require_places(const ReportRequest& request) {
  const auto places = places_of(request);
  for (const auto& place : places) {
    const auto meets = [&](const ProductPlace& other) { return is_same(place.path, other.path); };
    const auto first = std::ranges::find_if(places, meets);
    if (first->option != place.option) {
      throw Error(Reason::usage, first->option + " and " + place.option + " both write to " +
                                     shown(place.path) + ": name different files");
    }
    for (const auto& report : request.paths) {
      if (place.path == "-" || !is_same(place.path, report)) continue;
      throw Error(Reason::usage, place.option + " would replace the report " + escape(report) +
                                     ": name another file");
    }
  }
}

}  // namespace mpietl::app
