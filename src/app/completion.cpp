// Completion of the command line in shells.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_line.hpp"
#include "app/help_pages.hpp"
#include "app/manual.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::app {

namespace {

/// A choice that a shell offers: a word and its meaning.
struct Choice {
  std::string word;
  std::string meaning;
  bool takes_value = false;
};

using Choices = std::vector<Choice>;

/// The options, without arguments, by their longest names.
Choices options_of(const std::string& command) {
  Choices choices{{"--help", "options of this command"}};
  const auto help = command_help(command);
  for (const auto& option : help.options) {
    if (!option.names.starts_with('-')) continue;
    for (const auto name : split(option.names, ',')) {
      if (!name.starts_with("--")) continue;
      choices.push_back({std::string(name), option.help, !option.placeholder.empty()});
    }
  }
  return choices;
}

Choices commands() {
  Choices choices;
  for (const auto& command : command_names()) {
    choices.push_back({command, command_help(command).purpose()});
  }
  choices.push_back({"help", "pages by topic"});
  choices.push_back({"--help", "the commands"});
  choices.push_back({"--version", "versions of the program and of its libraries"});
  return choices;
}

Choices topics() {
  Choices choices;
  for (const auto& page : help_pages) {
    const auto first = page.text.substr(0, page.text.find('\n'));
    choices.push_back({std::string(page.topic), std::string(first.substr(first.find(": ") + 2))});
  }
  return choices;
}

Choices transforms() {
  Choices choices;
  for (const auto& kind : audio::transform_kinds()) {
    choices.push_back({std::string(kind.name), std::string(kind.purpose)});
  }
  return choices;
}

std::string words_of(const Choices& choices) {
  std::string text;
  for (const auto& choice : choices) text += (text.empty() ? "" : " ") + choice.word;
  return text;
}

/// A text in single quotes. `quote` replaces quotes in it.
std::string quoted(std::string_view text, std::string_view quote) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string(quote) : std::string(1, c);
  return result + "'";
}

std::string for_bash() {
  std::string text = R"(_mpietl() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} known=
  if [ "$COMP_CWORD" -eq 1 ]; then
    known=")" + words_of(commands()) +
                     R"("
  elif [ "$before" = --transform ] || [ "$before" = transforms ]; then
    known=")" + words_of(transforms()) +
                     R"("
  elif [ "${COMP_WORDS[1]}" = help ] && [ "$COMP_CWORD" -eq 2 ]; then
    known=")" + words_of(topics()) +
                     R"("
  elif [[ $word == -* ]]; then
    case ${COMP_WORDS[1]} in
)";
  for (const auto& command : command_names()) {
    text += "      " + command + ") known=\"" + words_of(options_of(command)) + "\" ;;\n";
  }
  return text + R"(    esac
  fi
  mapfile -t COMPREPLY < <(compgen -W "$known" -- "$word")
}
complete -o default -F _mpietl mpietl
)";
}

std::string for_zsh() {
  const auto described = [](const Choices& choices) {
    std::string text = "choices=(";
    for (const auto& choice : choices) {
      text += "\n    " + quoted(choice.word + ":" + choice.meaning, "'\\''");
    }
    return text + ")";
  };
  std::string text =
      "#compdef mpietl\nlocal -a choices\nif (( CURRENT == 2 )); then\n  " + described(commands()) +
      "\nelif [[ $words[CURRENT-1] == (--transform|transforms) ]]; then\n  " +
      described(transforms()) + "\nelif [[ $words[2] == help ]] && (( CURRENT == 3 )); then\n  " +
      described(topics()) + "\nelif [[ $PREFIX == -* ]]; then\n  case $words[2] in\n";
  for (const auto& command : command_names()) {
    text += "  " + command + ") " + described(options_of(command)) + " ;;\n";
  }
  return text + "  esac\nelse\n  _files\n  return\nfi\n_describe mpietl choices\n";
}

std::string for_fish() {
  std::string text;
  const auto add = [&](const Choices& choices, const std::string& condition) {
    for (const auto& choice : choices) {
      text += "complete -c mpietl -n '" + condition + "' ";
      text +=
          choice.word.starts_with("--") ? "-l " + choice.word.substr(2) : "-f -a " + choice.word;
      if (choice.takes_value)
        text += choice.word == "--transform" ? " -x -a '" + words_of(transforms()) + "'" : " -r";
      text += " -d " + quoted(choice.meaning, "\\'") + "\n";
    }
  };
  add(commands(), "__fish_use_subcommand");
  for (const auto& command : command_names()) {
    add(options_of(command), "__fish_seen_subcommand_from " + command);
  }
  add(topics(), "__fish_seen_subcommand_from help");
  add(transforms(), "__fish_seen_subcommand_from transforms");
  return text;
}

}  // namespace

std::string completion_script(const std::string& shell) {
  if (shell == "bash") return for_bash();
  if (shell == "zsh") return for_zsh();
  if (shell == "fish") return for_fish();
  throw Error(Reason::usage,
              "no completion for the shell '" + escape(shell) + "'; use bash, zsh or fish");
}

}  // namespace mpietl::app
