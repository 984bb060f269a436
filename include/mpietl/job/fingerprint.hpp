#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mpietl/job/item.hpp"
#include "mpietl/job/job.hpp"

namespace mpietl::job {

/// Decides whether an existing output is the one that a job would make. A value that a job sets
/// explicitly counts the same as an equal default.
///
/// A fingerprint is 32 hexadecimal digits. The first half is a hash of the work: the job's chain,
/// the settings that affect bytes, and the item's identity, segment, input, input size and time of
/// modification. The second half is a hash of the decoder's library and version; zeros when no
/// decoder has read the input.
class Fingerprints {
 public:
  explicit Fingerprints(const Job& job);

  /// The fingerprint of an item that has not been read yet.
  [[nodiscard]] std::string of(const Item& item) const;

  /// Whether `fingerprint` is that of the output the job would make of the item with the decoders
  /// in use.
  [[nodiscard]] bool is_current(const Item& item, const std::string& fingerprint) const;

 private:
  std::uint64_t job_;
};

/// The fingerprint of an item that `decoder` has read, named as in io::SourceInfo; unchanged when
/// either is empty.
std::string with_decoder(const std::string& fingerprint, const std::string& decoder);

/// Whether two fingerprints are of the same work, whichever decoders read the input.
bool is_same_work(const std::string& a, const std::string& b);

/// The settings in which two jobs differ, as far as they affect inputs, outputs or the bytes of
/// outputs: texts such as "seed was 1 and is 2". How a job runs and where its report goes do not
/// count.
std::vector<std::string> changes(const Job& before, const Job& now);

}  // namespace mpietl::job
