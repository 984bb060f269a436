#include "app/product.hpp"

#include <cstdio>

#include "mpietl/core/atomic_file.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20U;

/// Hands on to a file in pieces that are worth a call of the system.
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

}  // namespace

void make_product(const std::string& path, const std::function<void(const view::Sink&)>& write) {
  if (path == "-") {
    // A failure shows when the results are flushed.
    write([](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    return;
  }
  const auto temporary = TemporaryNames().beside(path, "product");
  AtomicFile output({path, temporary});
  Buffered buffered(output.file());
  write([&](std::string_view text) { buffered.put(text); });
  buffered.flush();
  output.commit();
}

}  // namespace mpietl::app
