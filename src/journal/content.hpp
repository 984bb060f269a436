#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// Texts of a frame are shortened to this, so that no frame is too large. No path is as long.
inline constexpr std::size_t max_text_bytes = 1U << 20U;

/// The payloads of frames. Command line and job are not in that of a run: they may be larger than a
/// frame.
Bytes encode(const Run& run);
Bytes encode(const Rank& rank);
Bytes encode(const Started& item);
Bytes encode(const Record& record);

/// Reads back what encode() made. False for any other bytes; then the value may hold a part.
bool decode(std::span<const std::byte> payload, Run& run);
bool decode(std::span<const std::byte> payload, Rank& rank);
bool decode(std::span<const std::byte> payload, Started& item);
bool decode(std::span<const std::byte> payload, Record& record);

/// A text that messages may show: one in the form of escape() as it is, any other escaped. A
/// journal may have been tampered with.
std::string shown(const std::string& text);

inline std::string text_of(std::span<const std::byte> payload) {
  return {reinterpret_cast<const char*>(payload.data()), payload.size()};
}

}  // namespace mpietl::journal
