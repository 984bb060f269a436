#include "app/typed_words.hpp"

#include <algorithm>

#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

/// Whether the word before a value is an option that takes it.
bool takes_next_word(const std::string& word, const std::vector<std::string>& flags) {
  return word.starts_with("--") && word != "--" && word.find('=') == std::string::npos &&
         std::ranges::find(flags, word) == flags.end();
}

}  // namespace

std::vector<std::string> as_taken(std::vector<std::string> typed,
                                  const std::vector<std::string>& flags) {
  std::vector<std::string> words;
  for (auto& word : typed) {
    const bool is_value = !words.empty() && takes_next_word(words.back(), flags);
    const bool is_empty_value = word.starts_with("--") && word.find('=') == word.size() - 1;
    if (is_empty_value) word.pop_back();
    if (!is_value && word.starts_with('[') && word.ends_with(']')) word.insert(0, "./");
    words.push_back(std::move(word));
    if (is_empty_value) words.emplace_back();
  }
  std::ranges::reverse(words);
  return words;
}

std::string as_number_wanted(const std::string& text) {
  const auto name = text.find("--");
  const auto value = text.find(" = ");
  if (name == std::string::npos || value == std::string::npos || value < name) return text;
  return text.substr(name, value - name) + " needs a number, not '" +
         escape(text.substr(value + 3)) + "'";
}

}  // namespace mpietl::app
