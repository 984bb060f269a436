#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// Tells whether an output that is there is the one that a job would make. What a job says and what
/// it leaves at its default count alike.
///
/// A fingerprint is 32 hexadecimal digits. The first half is a hash of the work: the job's chain
/// and those of its settings that affect bytes, and the item's identity, part, and input with its
/// size and its time. The other half is a hash of the decoder that read the input, library and
/// version; zeros where none did.
class Fingerprints {
 public:
  explicit Fingerprints(const Job& job);

  /// That of an item which is not read yet.
  [[nodiscard]] std::string of(const Item& item) const;

  /// Whether an output of this fingerprint is the one that the job would make of the item with the
  /// decoders in use.
  [[nodiscard]] bool is_current(const Item& item, const std::string& fingerprint) const;

 private:
  std::uint64_t job_;
};

/// The fingerprint of an item that `decoder` read, as io::SourceInfo names it; unchanged when
/// either is empty.
std::string with_decoder(const std::string& fingerprint, const std::string& decoder);

/// Whether two fingerprints are of the same work, whatever decoders read the input.
bool is_same_work(const std::string& a, const std::string& b);

/// What differs between two jobs in what their inputs, outputs or the bytes of these are: texts
/// such as "seed was 1 and is 2". How a job is run, and where its report goes, does not count.
std::vector<std::string> changes(const Job& before, const Job& now);

}  // namespace mpietl::job
