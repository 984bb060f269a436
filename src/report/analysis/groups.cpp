#include "mpietl/report/analysis/groups.hpp"

#include <algorithm>
#include <cctype>
#include <functional>
#include <map>
#include <unordered_map>
#include <utility>

namespace mpietl::report {

namespace {

/// Shorter paths may be part of any word.
constexpr std::size_t min_path = 4;

/// Of more groups, numbers may be why.
constexpr std::size_t max_exact_groups = 5;

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// A text, split at its numbers: there is one more piece of words than there are numbers.
struct Pieces {
  std::vector<std::string> words{""};
  std::vector<std::string> numbers;
};

Pieces pieces_of(const std::string& text) {
  Pieces pieces;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      pieces.words.back() += text[i++];
      continue;
    }
    const auto begin = i;
    while (i < text.size() && (is_digit(text[i]) ||
                               (text[i] == '.' && i + 1 < text.size() && is_digit(text[i + 1])))) {
      ++i;
    }
    pieces.numbers.push_back(text.substr(begin, i - begin));
    pieces.words.emplace_back();
  }
  return pieces;
}

std::string joined(const Pieces& pieces) {
  std::string text = pieces.words.front();
  for (std::size_t i = 0; i < pieces.numbers.size(); ++i) {
    text += pieces.numbers[i] + pieces.words[i + 1];
  }
  return text;
}

/// `groups` whose reasons are alike but for numbers, in one, with N for numbers that differ.
std::vector<Group> merged(std::vector<Group> groups) {
  std::vector<Group> fewer;
  std::vector<Pieces> reasons;
  std::map<std::vector<std::string>, std::size_t> index_of;
  for (Group& group : groups) {
    Pieces pieces = pieces_of(group.reason);
    const auto [found, is_new] = index_of.try_emplace(pieces.words, fewer.size());
    if (is_new) {
      reasons.push_back(std::move(pieces));
      fewer.push_back(std::move(group));
      continue;
    }
    auto& numbers = reasons[found->second].numbers;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i] != pieces.numbers[i]) numbers[i] = "N";
    }
    auto& files = fewer[found->second].files;
    files.insert(files.end(), group.files.begin(), group.files.end());
  }
  for (std::size_t i = 0; i < fewer.size(); ++i) fewer[i].reason = joined(reasons[i]);
  return fewer;
}

}  // namespace

std::string without_path(const std::string& text, const std::string& path) {
  const std::size_t place = path.size() < min_path ? std::string::npos : text.find(path);
  if (place == std::string::npos) return text;
  return text.substr(0, place) + "FILE" + text.substr(place + path.size());
}

std::vector<Group> group_by(const std::vector<const Record*>& files, std::string Record::*member) {
  std::vector<Group> groups;
  std::unordered_map<std::string, std::size_t> index_of;
  for (const Record* file : files) {
    const std::string reason = without_path(file->*member, file->path);
    const auto [found, is_new] = index_of.try_emplace(reason, groups.size());
    if (is_new) {
      groups.push_back({reason, member == &Record::error ? file->error_kind : "", {}});
    }
    groups[found->second].files.push_back(file);
  }
  if (groups.size() > max_exact_groups) groups = merged(std::move(groups));
  std::ranges::stable_sort(groups, std::ranges::greater{},
                           [](const Group& group) { return group.files.size(); });
  return groups;
}

}  // namespace mpietl::report
