#include "mpietl/io/files/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

constexpr int gzip_window = 15 + 16;  // zlib's largest window, with the header of gzip
constexpr int usual_memory = 8;
constexpr std::size_t max_step = std::size_t{1} << 30U;  // zlib counts in 32 bits

/// A stream of zlib over `input`; `end` releases it.
class Stream {
 public:
  Stream(std::string_view input, int (*end)(z_stream*)) : rest_(input), end_(end) {}
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  Stream(Stream&&) = delete;
  Stream& operator=(Stream&&) = delete;
  ~Stream() { end_(&state_); }

  z_stream* state() { return &state_; }
  [[nodiscard]] bool at_end() const { return rest_.empty() && state_.avail_in == 0; }
  [[nodiscard]] bool has_all_input() const { return rest_.empty(); }

  /// Calls `step`, zlib's inflate or deflate, once and appends what it gives to `text`.
  int advance(int (*step)(z_stream*, int), int flush, std::string& text) {
    if (state_.avail_in == 0) {
      const auto size = std::min(rest_.size(), max_step);
      // zlib does not change its input, but takes it without const.
      state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
      state_.avail_in = static_cast<uInt>(size);
      rest_.remove_prefix(size);
    }
    state_.next_out = piece_.data();
    state_.avail_out = static_cast<uInt>(piece_.size());
    const int result = step(&state_, flush);
    text.append(reinterpret_cast<const char*>(piece_.data()), piece_.size() - state_.avail_out);
    return result;
  }

 private:
  z_stream state_{};
  std::string_view rest_;
  int (*end_)(z_stream*);
  std::array<Bytef, 65536> piece_{};
};

}  // namespace

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }

std::string gunzip(std::string_view bytes) {
  Stream stream(bytes, inflateEnd);
  if (inflateInit2(stream.state(), gzip_window) != Z_OK) throw std::bad_alloc();
  std::string text;
  for (;;) {
    const int result = stream.advance(inflate, Z_NO_FLUSH, text);
    if (result == Z_STREAM_END) {
      if (stream.at_end()) return text;
      inflateReset(stream.state());
    } else if (result != Z_OK) {
      throw Error(Reason::format, result == Z_BUF_ERROR ? "its gzip data is truncated"
                                                        : "its gzip data is damaged");
    }
  }
}

std::string gzip(std::string_view text) {
  Stream stream(text, deflateEnd);
  if (deflateInit2(stream.state(), Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, usual_memory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
  std::string bytes;
  int result = Z_OK;
  while (result == Z_OK) {
    result = stream.advance(deflate, stream.has_all_input() ? Z_FINISH : Z_NO_FLUSH, bytes);
  }
  return bytes;
}

}  // namespace mpietl::io
