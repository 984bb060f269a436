#include "report/pipe.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "mpietl/core/error.hpp"

namespace mpietl::report {

namespace {

constexpr int pipe_bytes = 1 << 20;
constexpr std::size_t text_step_bytes = std::size_t{1} << 20U;

}  // namespace

void PipeWriter::put(const std::string& text) const {
  put(std::uint64_t{text.size()});
  put(std::as_bytes(std::span(text)));
}

void PipeWriter::put(std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::write(pipe_, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) throw CutShort();
    bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

void PipeReader::get(std::string& text) const {
  text.clear();
  std::uint64_t left = 0;
  for (get(left); left > 0;) {
    const auto step = std::min<std::uint64_t>(left, text_step_bytes);
    const std::size_t at = text.size();
    text.resize(at + step);
    get(std::as_writable_bytes(std::span(text).subspan(at)));
    left -= step;
  }
}

void PipeReader::get(std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::read(pipe_, bytes.data(), bytes.size());
    if (count == 0 || (count < 0 && errno != EINTR)) throw CutShort();
    bytes = bytes.subspan(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

Pipe::Pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_error("make", "a pipe", errno);
  from = FileDescriptor(ends[0]);
  to = FileDescriptor(ends[1]);
  // Fewer changes between processes; where it is too much for the system, it takes longer.
  ::fcntl(ends[1], F_SETPIPE_SZ, pipe_bytes);
}

}  // namespace mpietl::report
