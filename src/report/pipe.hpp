#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "mpietl/core/file.hpp"

namespace mpietl::report {

/// The end of a pipe came before what was to be read.
class CutShort : public std::runtime_error {
 public:
  CutShort() : std::runtime_error("the bytes end too early") {}
};

/// Sends plain values through a pipe, in this machine's own representation.
class PipeWriter {
 public:
  explicit PipeWriter(int pipe) : pipe_(pipe) {}

  template <class Value>
  requires std::is_arithmetic_v<Value>
  void put(Value value) const { put(std::as_bytes(std::span(&value, 1))); }
  void put(const std::string& text) const;
  void put(std::span<const std::byte> bytes) const;

 private:
  int pipe_;
};

/// Receives what a PipeWriter sent; throws CutShort where there is no more.
class PipeReader {
 public:
  explicit PipeReader(int pipe) : pipe_(pipe) {}

  template <class Value>
  requires std::is_arithmetic_v<Value>
  void get(Value& value) const { get(std::as_writable_bytes(std::span(&value, 1))); }
  /// Takes no more memory than what comes, whatever size is said.
  void get(std::string& text) const;
  void get(std::span<std::byte> bytes) const;

 private:
  int pipe_;
};

/// Both ends of a new pipe, which other programs do not inherit.
struct Pipe {
  /// Throws Error as the system says.
  Pipe();

  FileDescriptor from{-1};
  FileDescriptor to{-1};
};

}  // namespace mpietl::report
