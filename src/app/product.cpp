#include "app/product.hpp"

#include <cstdio>
#include <filesystem>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/atomic_file.hpp"
#include "mpietl/io/temporary_names.hpp"

namespace mpietl::app {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 20U;

/// Hands on to a file in pieces that are worth a call of the system.
class Buffered {
 public:
  explicit Buffered(io::File& file) : file_(file) { buffer_.reserve(2 * buffer_bytes); }

  void put(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= buffer_bytes) flush();
  }

  void flush() {
    file_.write(buffer_.data(), buffer_.size());
    buffer_.clear();
  }

 private:
  io::File& file_;
  std::string buffer_;
};

void require_folder_of(const std::string& path) {
  const auto folder = std::filesystem::path(path).parent_path();
  std::error_code ignored;
  if (folder.empty() || std::filesystem::is_directory(folder, ignored)) return;
  throw Error(Reason::not_found, "cannot make " + escape(path) + ": there is no folder " +
                                     escape(folder.string()) + "; make it first");
}

}  // namespace

void make_product(const std::string& path, const std::function<void(const view::Sink&)>& write) {
  if (path == "-") {
    // A failure shows when the results are flushed.
    write([](std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); });
    return;
  }
  require_folder_of(path);
  const auto temporary = io::TemporaryNames().beside(path, "product");
  io::AtomicFile output({path, temporary});
  Buffered buffered(output.file());
  write([&](std::string_view text) { buffered.put(text); });
  buffered.flush();
  output.commit();
}

}  // namespace mpietl::app
