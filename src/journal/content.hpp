#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "mpietl/core/codec.hpp"
#include "mpietl/core/record.hpp"
#include "mpietl/journal/journal.hpp"

namespace mpietl::journal {

/// Maximum length of texts in frames, which limits the size of a frame. Every path is shorter.
inline constexpr std::size_t max_text_bytes = 1U << 20U;

/// The payloads of frames. That of a run lacks command line and job: they may be larger than a
/// frame.
Bytes encode(const Run& run);
Bytes encode(const Rank& rank);
Bytes encode(const Started& item);
Bytes encode(const Record& record);

/// Reads what encode() made. False for any other bytes; the value may then be partly filled.
bool decode(std::span<const std::byte> payload, Run& run);
bool decode(std::span<const std::byte> payload, Rank& rank);
bool decode(std::span<const std::byte> payload, Started& item);
bool decode(std::span<const std::byte> payload, Record& record);

/// A text that is safe in messages: unchanged if it has the form of escape(), otherwise escaped.
/// Somebody may have tampered with the journal.
std::string shown(const std::string& text);

inline std::string text_of(std::span<const std::byte> payload) {
  return {reinterpret_cast<const char*>(payload.data()), payload.size()};
}

}  // namespace mpietl::journal
