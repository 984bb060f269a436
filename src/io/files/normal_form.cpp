#include "mpietl/io/files/normal_form.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

#include "io/files/compositions.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

struct Parts {
  char32_t letter;
  char32_t mark;
};

// Hangul syllables are composed by rule: Unicode, 3.12.
constexpr char32_t first_syllable = 0xAC00;
constexpr char32_t first_lead = 0x1100;
constexpr char32_t first_vowel = 0x1161;
constexpr char32_t before_first_tail = 0x11A7;
constexpr char32_t leads = 19;
constexpr char32_t vowels = 21;
constexpr char32_t tails = 28;

bool is_within(char32_t character, char32_t first, char32_t count) {
  return character >= first && character < first + count;
}

std::optional<Parts> parts_of_syllable(char32_t character) {
  if (!is_within(character, first_syllable, leads * vowels * tails)) return std::nullopt;
  const char32_t number = character - first_syllable;
  const char32_t tail = number % tails;
  if (tail > 0) return Parts{character - tail, before_first_tail + tail};
  const char32_t pair = number / tails;
  return Parts{first_lead + pair / vowels, first_vowel + pair % vowels};
}

std::optional<char32_t> syllable_of(const Parts& parts) {
  if (is_within(parts.letter, first_lead, leads) && is_within(parts.mark, first_vowel, vowels)) {
    const char32_t pair = (parts.letter - first_lead) * vowels + (parts.mark - first_vowel);
    return first_syllable + pair * tails;
  }
  const bool has_tail = is_within(parts.letter, first_syllable, leads * vowels * tails) &&
                        (parts.letter - first_syllable) % tails != 0;
  const bool is_tail = is_within(parts.mark, before_first_tail + 1, tails - 1);
  if (has_tail || !is_tail || !is_within(parts.letter, first_syllable, leads * vowels * tails)) {
    return std::nullopt;
  }
  return parts.letter + (parts.mark - before_first_tail);
}

std::optional<Parts> parts_of(char32_t character) {
  for (const auto& [mark, pairs] : compositions) {
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      if (pairs[i] == character) return Parts{pairs[i + 1], mark};
    }
  }
  return parts_of_syllable(character);
}

std::optional<char32_t> made_of(const Parts& parts) {
  for (const auto& [mark, pairs] : compositions) {
    if (mark != parts.mark) continue;
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      if (pairs[i + 1] == parts.letter) return pairs[i];
    }
  }
  return syllable_of(parts);
}

void append_decomposed(char32_t character, std::u32string& text) {
  const auto parts = parts_of(character);
  if (!parts) {
    text.push_back(character);
    return;
  }
  append_decomposed(parts->letter, text);
  text.push_back(parts->mark);
}

std::u32string decomposed(const std::u32string& text) {
  std::u32string all;
  for (const char32_t character : text) append_decomposed(character, all);
  return all;
}

std::u32string composed(const std::u32string& text) {
  std::u32string all;
  for (const char32_t character : decomposed(text)) {
    const auto whole = all.empty() ? std::nullopt : made_of({all.back(), character});
    if (whole) {
      all.back() = *whole;
    } else {
      all.push_back(character);
    }
  }
  return all;
}

bool exists(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored);
}

/// The first form of `part` that exists in `folder`.
std::optional<std::string> found_in(const std::string& folder, const std::string& part) {
  if (exists(folder + part)) return folder + part;
  const auto text = std::filesystem::path(part).u32string();
  for (const auto& form : {composed(text), decomposed(text)}) {
    auto path = folder + std::filesystem::path(form).string();
    if (exists(path)) return path;
  }
  return std::nullopt;
}

}  // namespace

std::string path_in_other_form(const std::string& path) {
  const auto is_ascii = [](char byte) { return static_cast<unsigned char>(byte) < 0x80; };
  if (std::ranges::all_of(path, is_ascii) || !is_utf8(path) || exists(path)) return {};
  std::string found;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto part = path.substr(begin, end - begin);
    const auto next = part.empty() ? std::optional(found) : found_in(found, part);
    if (!next) return {};
    found = *next + (end < path.size() ? "/" : "");
    begin = end + 1;
  }
  return found;
}

std::string hint_at_other_form(const std::string& path) {
  const auto other = path_in_other_form(path);
  if (other.empty()) return {};
  return "; " + escape(other) +
         " exists, the same name in another Unicode normal form (NFC or NFD): use that one";
}

File open_input_file(const std::string& path) {
  try {
    return File::open(path);
  } catch (const Error& error) {
    const auto hint = error.reason() == Reason::not_found ? hint_at_other_form(path) : "";
    if (hint.empty()) throw;
    throw Error(error.reason(), error.what() + hint);
  }
}

}  // namespace mpietl::io
