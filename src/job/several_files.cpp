#include "job/several_files.hpp"

#include <algorithm>

#include "mpietl/io/audio/extensions.hpp"

namespace mpietl::job {

namespace {

constexpr std::string_view blanks = " \t";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    words.emplace_back(text.substr(0, text.find_first_of(blanks)));
    text.remove_prefix(words.back().size());
  }
}

}  // namespace

bool names_several_files(std::string_view text) {
  const auto words = words_of(text);
  return words.size() > 1 && std::ranges::all_of(words, io::has_audio_extension);
}

std::vector<std::string> several_files(std::string_view text) {
  std::vector<std::string> paths;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && blanks.find(text[i]) == std::string_view::npos) continue;
    std::string path(text.substr(begin, i - begin));
    if (i < text.size() && !path.empty() && !io::has_audio_extension(path)) continue;
    if (!path.empty()) paths.push_back(std::move(path));
    begin = i + 1;
  }
  return paths;
}

std::string text_of_files(const std::vector<std::string>& paths) {
  std::string text;
  for (const auto& path : paths) text += (text.empty() ? "" : " ") + path;
  return text;
}

}  // namespace mpietl::job
