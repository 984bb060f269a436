// The pages of `mpietl help`.
#include "app/help.hpp"

#include <algorithm>
#include <string_view>

#include "app/command_line.hpp"
#include "app/help_pages.hpp"
#include "app/manual.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

/// A word in a padded column, and its explanation.
std::string line(std::string_view word, std::string_view text) {
  constexpr std::size_t columns = 20;
  std::string padded(word);
  padded.resize(std::max(columns, padded.size() + 1), ' ');
  return "  " + padded + std::string(text) + "\n";
}

/// The text after the topic in the first line of a page.
std::string_view summary(const HelpPage& page) {
  const auto first = page.text.substr(0, page.text.find('\n'));
  return first.substr(first.find(": ") + 2);
}

std::string topic_list() {
  std::string text = "Topics of mpietl help TOPIC:\n\n";
  for (const auto& page : help_pages) text += line(page.topic, summary(page));
  text += "\n" + line("transforms NAME", "one transform, with its parameters");
  text += line("COMMAND", "the options of a command, as mpietl COMMAND --help");
  text += line("--man [COMMAND]", "a manual page: mpietl help --man run | man -l -");
  text += line("--completion SHELL", "completion for bash, zsh or fish");
  return text;
}

const HelpPage* find_page(std::string_view topic) {
  const auto found = std::ranges::find(help_pages, topic, &HelpPage::topic);
  return found == help_pages.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_topic(const std::string& word) {
  std::vector<std::string_view> known;
  for (const auto& page : help_pages) known.push_back(page.topic);
  for (const auto& command : command_names()) {
    if (find_page(command) == nullptr) known.emplace_back(command);
  }
  throw Error(Reason::usage, "unknown help topic '" + escape(word) + "'" +
                                 did_you_mean_or_known(word, known) +
                                 "\nmpietl help lists the topics");
}

bool is_command(const std::string& word) {
  return std::ranges::find(command_names(), word) != command_names().end();
}

bool is_transform(const std::string& word) {
  const auto kinds = audio::transform_kinds();
  return std::ranges::find(kinds, word, &audio::TransformKind::name) != kinds.end();
}

/// The page of a topic, a command or a transform.
std::string page_of(const std::string& word) {
  if (const auto* page = find_page(word)) {
    return std::string(page->text) + (word == "transforms" ? transform_list() : "");
  }
  if (is_command(word)) return std::get<TextRequest>(parse_options(word, {"--help"})).text;
  if (is_transform(word)) return transform_text(word);
  refuse_topic(word);
}

/// The manual page of `words`: of the program, or of a command.
std::string manual_of(const std::vector<std::string>& words) {
  if (words.size() == 1) return manual_page("");
  if (!is_command(words[1])) refuse_topic(words[1]);
  return manual_page(words[1]);
}

}  // namespace

std::string help_text(const std::vector<std::string>& words) {
  if (words.empty() || words.front() == "--help" || words.front() == "-h") return topic_list();
  const auto& topic = words.front();
  if (topic == "transforms" && words.size() == 2) return transform_text(words.back());
  if (topic == "--man" && words.size() <= 2) return manual_of(words);
  if (topic == "--completion" && words.size() == 2) return completion_script(words.back());
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : "\n") + page_of(word);
  return text;
}

}  // namespace mpietl::app
