#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>

#include "journal/frame_reader.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// Ties the ends of a rank's items to their begins, as the frames of its file come.
class Entries {
 public:
  /// `run`, `rank`: of the entries. `visit` must outlive this.
  Entries(std::size_t run, std::int32_t rank, const std::function<void(const Entry&)>& visit)
      : run_(run), rank_(rank), visit_(visit) {}

  /// Takes a frame; false for one whose payload is none of its kind.
  bool add(const Frame& frame);

  /// Visits those that have no end.
  void finish();

 private:
  bool begin(std::span<const std::byte> payload);
  bool end(std::span<const std::byte> payload);
  void visit_oldest();

  std::size_t run_;
  std::int32_t rank_;
  const std::function<void(const Entry&)>& visit_;
  std::map<std::int64_t, Started> open_;  ///< by index
};

}  // namespace mpietl::journal
