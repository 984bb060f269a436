#include "mutants/mutator.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "mutants/chunks.hpp"
#include "mutants/dice.hpp"

namespace mpietl::test {

namespace {

constexpr std::array<std::uint64_t, 5> odd_sizes{0, 1, 0x7FFFF000, 0x7FFFFFFF, 0xFFFFFFFF};

constexpr std::array<std::uint64_t, 24> odd_numbers{0,
                                                    1,
                                                    2,
                                                    3,
                                                    7,
                                                    0x7F,
                                                    0x80,
                                                    0xFF,
                                                    0x100,
                                                    1024,
                                                    1025,
                                                    0x7FFF,
                                                    0x8000,
                                                    0xFFFF,
                                                    0x10000,
                                                    0xFFFFFF,
                                                    0x7FFFF000,
                                                    0x7FFFFFFF,
                                                    0x80000000,
                                                    0xFFFFFFFE,
                                                    0xFFFFFFFF,
                                                    0x7FFFFFFFFFFFFFFF,
                                                    0x8000000000000000,
                                                    0xFFFFFFFFFFFFFFFF};

/// A place in the file, mostly near its start or the start of a chunk's content.
std::size_t any_place(const std::string& bytes, Dice& dice) {
  if (bytes.empty()) return 0;
  switch (dice.below(4)) {
    case 0:
      return dice.below(bytes.size());
    case 1:
      return dice.below(std::min<std::size_t>(bytes.size(), 64));
    default: {
      const auto chunks = chunks_of(bytes);
      const std::size_t at = dice.one_of(chunks).begin + dice.below(64);
      return std::min(at, bytes.size() - 1);
    }
  }
}

struct Stretch {
  std::size_t begin = 0;
  std::size_t length = 0;
};

Stretch any_stretch(const std::string& bytes, Dice& dice) {
  const std::size_t begin = any_place(bytes, dice);
  const std::size_t most = std::min<std::size_t>(bytes.size() - begin, dice.one_in(2) ? 16 : 4096);
  return {begin, most == 0 ? 0 : 1 + dice.below(most)};
}

void put_number(std::string& bytes, std::size_t at, std::size_t width, std::uint64_t value,
                bool is_big_endian) {
  for (std::size_t i = 0; i < width && at + i < bytes.size(); ++i) {
    const std::size_t byte = is_big_endian ? width - 1 - i : i;
    bytes[at + i] = static_cast<char>(byte < 8 ? value >> 8 * byte & 0xFFU : 0);
  }
}

void flip_bits(std::string& bytes, Dice& dice) {
  const std::size_t count = 1 + dice.below(8);
  for (std::size_t i = 0; i < count && !bytes.empty(); ++i) {
    char& byte = bytes[any_place(bytes, dice)];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ 1U << dice.below(8));
  }
}

void cut_end(std::string& bytes, Dice& dice) { bytes.resize(any_place(bytes, dice)); }

void zero_stretch(std::string& bytes, Dice& dice) {
  const auto [begin, length] = any_stretch(bytes, dice);
  std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(begin), length, '\0');
}

void random_stretch(std::string& bytes, Dice& dice) {
  const auto [begin, length] = any_stretch(bytes, dice);
  for (std::size_t i = 0; i < length; ++i)
    bytes[begin + i] = static_cast<char>(dice.bits() & 0xFFU);
}

void remove_stretch(std::string& bytes, Dice& dice) {
  const auto [begin, length] = any_stretch(bytes, dice);
  bytes.erase(begin, length);
}

void insert_bytes(std::string& bytes, Dice& dice) {
  std::string more(1 + dice.below(16), '\0');
  if (dice.one_in(2))
    std::ranges::generate(more, [&] { return static_cast<char>(dice.below(256)); });
  bytes.insert(any_place(bytes, dice), more);
}

void odd_number(std::string& bytes, Dice& dice) {
  constexpr std::array<std::size_t, 5> widths{1, 2, 4, 4, 8};
  const std::size_t at = any_place(bytes, dice) / 2 * 2;
  put_number(bytes, at, dice.one_of(widths), dice.one_of(odd_numbers), dice.one_in(2));
}

/// Changes numbers in text headers (NIST, PVF).
void odd_digits(std::string& bytes, Dice& dice) {
  const std::size_t header = std::min<std::size_t>(bytes.size(), 1024);
  for (std::size_t tries = 0; tries < 200 && header > 0; ++tries) {
    char& c = bytes[dice.below(header)];
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) continue;
    c = "0123456789-e. "[dice.below(14)];
    if (dice.one_in(3)) return;
  }
}

void odd_size(std::string& bytes, Dice& dice) {
  const auto chunks = chunks_of(bytes);
  if (chunks.empty()) return;
  const Chunk& chunk = dice.one_of(chunks);
  if (chunk.size_width == 0) return odd_number(bytes, dice);
  const bool is_big_endian = bytes.starts_with("FORM") || bytes.starts_with("RIFX") ||
                             bytes.starts_with("caff") || bytes.starts_with("fLaC");
  const std::uint64_t size = chunk.end - chunk.content;
  // Values slightly off are as likely as values far off.
  const std::uint64_t value =
      dice.one_in(3) ? size + dice.below(9) - 4 : std::uint64_t{dice.one_of(odd_sizes)};
  const std::size_t at = dice.one_in(6) ? 4 : chunk.size_at;
  put_number(bytes, at, chunk.size_width, value, is_big_endian);
}

std::string text_of(const std::string& bytes, const Chunk& chunk) {
  return bytes.substr(chunk.begin, chunk.end - chunk.begin);
}

/// Reassembles the chunks after `change` has modified their texts.
template <class Change>
void with_chunks(std::string& bytes, const Change& change) {
  const auto chunks = chunks_of(bytes);
  if (chunks.empty()) return;
  std::vector<std::string> texts;
  for (const auto& chunk : chunks) texts.push_back(text_of(bytes, chunk));
  const std::string tail = bytes.substr(chunks.back().end);
  bytes.resize(chunks.front().begin);
  change(texts);
  for (const auto& text : texts) bytes += text;
  bytes += tail;
}

void reorder_chunks(std::string& bytes, Dice& dice) {
  with_chunks(bytes, [&](std::vector<std::string>& texts) {
    for (std::size_t i = texts.size(); i > 1; --i) std::swap(texts[i - 1], texts[dice.below(i)]);
  });
}

void double_chunk(std::string& bytes, Dice& dice) {
  with_chunks(bytes, [&](std::vector<std::string>& texts) {
    const std::string text = dice.one_of(texts);
    const std::size_t times = dice.one_in(4) ? 100 : 1;
    const std::size_t most = 200'000 / std::max<std::size_t>(1, text.size()) + 1;
    const auto at = texts.begin() + static_cast<std::ptrdiff_t>(dice.below(texts.size() + 1));
    texts.insert(at, std::min(times, most), text);
  });
}

void remove_chunk(std::string& bytes, Dice& dice) {
  with_chunks(bytes, [&](std::vector<std::string>& texts) {
    texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(dice.below(texts.size())));
  });
}

struct Damage {
  const char* name;
  void (*apply)(std::string&, Dice&);
};

constexpr std::array damages{
    Damage{"flip bits", flip_bits},
    Damage{"cut the end", cut_end},
    Damage{"zero a stretch", zero_stretch},
    Damage{"randomise a stretch", random_stretch},
    Damage{"remove a stretch", remove_stretch},
    Damage{"insert bytes", insert_bytes},
    Damage{"odd number", odd_number},
    Damage{"odd number", odd_number},
    Damage{"odd digits", odd_digits},
    Damage{"odd size", odd_size},
    Damage{"odd size", odd_size},
    Damage{"reorder chunks", reorder_chunks},
    Damage{"double a chunk", double_chunk},
    Damage{"remove a chunk", remove_chunk},
};

}  // namespace

Mutant mutant_of(const std::string& bytes, std::uint64_t seed, std::uint64_t number) {
  Dice dice(seed, number);
  Mutant mutant{bytes, {}};
  const std::size_t count = 1 + dice.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    const Damage& damage = dice.one_of(damages);
    damage.apply(mutant.bytes, dice);
    if (i > 0) mutant.damages += ", ";
    mutant.damages += damage.name;
  }
  // With a valid checksum, damage passes the first check of an Ogg reader.
  if (!dice.one_in(3)) seal_ogg_pages(mutant.bytes);
  return mutant;
}

}  // namespace mpietl::test
