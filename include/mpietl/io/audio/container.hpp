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

/// The bytes of a member that is complete.
struct MemberBytes {
  std::int64_t bytes = 0;
  Hash128 digest;  ///< of all of them
};

/// Where outputs are stored: members, one after the other, all of which appear with commit() or not
/// at all.
class Container {
 public:
  Container() = default;
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;
  Container(Container&&) = delete;
  Container& operator=(Container&&) = delete;
  virtual ~Container() = default;

  /// Begins a member of that name; its bytes are the stream's, until end(). A member before it that
  /// was not ended is dropped.
  virtual OutputStream& begin(const std::string& member) = 0;

  /// Ends the member. Throws Error(no_space, storage).
  virtual MemberBytes end() = 0;

  /// Gives what was written its name. Throws as AtomicFile::commit().
  virtual void commit(Durability durability) = 0;
};

/// A file that is its one member, whatever name that is given. begin() creates it, and throws as
/// AtomicFile does. `tail` is the memory for bytes that are not in the file yet, in use until
/// end().
std::unique_ptr<Container> single_file(Destination destination, std::vector<std::byte>& tail);

}  // namespace mpietl::io
