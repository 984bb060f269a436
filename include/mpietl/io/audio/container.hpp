#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "mpietl/core/atomic_file.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::io {

class OutputStream;

/// The bytes of a complete member.
struct MemberBytes {
  std::int64_t bytes = 0;
  Hash128 digest;  ///< of all bytes
};

/// Stores outputs as members, in sequence. Either all of them appear with commit(), or none.
class Container {
 public:
  Container() = default;
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;
  Container(Container&&) = delete;
  Container& operator=(Container&&) = delete;
  virtual ~Container() = default;

  /// Begins a member of that name; write its bytes to the returned stream, until end(). An earlier
  /// member without end() is dropped.
  virtual OutputStream& begin(const std::string& member) = 0;

  /// Ends the member. Throws Error(no_space, storage).
  virtual MemberBytes end() = 0;

  /// Gives the file its final name. Throws as AtomicFile::commit().
  virtual void commit(Durability durability) = 0;
};

/// A container that is a file with a single member of any name. begin() creates the file, and
/// throws as AtomicFile. `tail` is memory for bytes that are not in the file yet; it is used until
/// end().
std::unique_ptr<Container> single_file(Destination destination, std::vector<std::byte>& tail);

}  // namespace mpietl::io
