// The only file that includes CLI11, which is slow to compile.
#include "mpietl/job/option_parser.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "job/foreign_options.hpp"
#include "mpietl/core/error.hpp"

namespace mpietl::job {

namespace {

using Texts = OptionParser::Texts;

/// The long names of all options; CLI11 itself hides those that --help leaves out.
Texts names_of(const CLI::App& app) {
  Texts names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// The names of options that take no value.
Texts flags_of(const CLI::App& app) {
  Texts names;
  for (const auto* option : app.get_options()) {
    if (option->get_items_expected_max() > 0) continue;
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// Whether a word is an option that takes the next word as its value.
bool takes_next_word(const std::string& word, const Texts& flags) {
  return word.starts_with("--") && word != "--" && word.find('=') == std::string::npos &&
         std::ranges::find(flags, word) == flags.end();
}

/// The words in the order that CLI11 expects, last one first, and written so that it reads them as
/// they were typed. "--name=" becomes "--name" and an empty word; otherwise the next word would be
/// its value. An input "[a,b]" becomes "./[a,b]"; otherwise it would be two inputs.
Texts for_cli11(Texts typed, const Texts& flags) {
  Texts words;
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

/// The heading over the options of a section of job files.
std::string heading_of(std::string_view section) {
  if (section.empty()) return "Transforms";
  std::string heading(section);
  heading.front() = static_cast<char>(heading.front() - 'a' + 'A');
  return heading;
}

}  // namespace

struct OptionParser::State {
  State(const std::string& description, const std::string& command)
      : app(description, "mpietl " + command) {}

  /// An option of the table, which --help shows only if it is common.
  struct TableOption {
    CLI::Option* option;
    std::string heading;
    bool is_common;
  };

  /// Makes --help show the common options, and say how to see the others.
  void prepare_short_help(const std::string& command) {
    if (std::ranges::all_of(table, &TableOption::is_common)) return;
    app.set_help_all_flag("--help-all", "Print all options, in groups, and exit");
    for (const auto& [option, heading, is_common] : table) {
      if (!is_common) option->group("");
    }
    app.footer("These are the options used most. All: mpietl " + command +
               " --help-all\nPages by topic: mpietl help");
  }

  /// All options, in groups.
  std::string full_help() {
    for (const auto& [option, heading, is_common] : table) option->group(heading);
    app.footer("Pages by topic: mpietl help");
    return app.help();
  }

  CLI::App app;
  std::vector<TableOption> table;
  std::vector<OptionText> texts;  ///< of all that was added
};

void refuse_words(const std::string& why, const std::string& command, const std::string& help) {
  throw Error(Reason::usage, why + "\nmpietl " + command + (command.empty() ? "" : " ") + help +
                                 " lists all that is possible");
}

OptionParser::OptionParser(std::string command, const std::string& description)
    : command_(std::move(command)), state_(new State(description, command_)) {}

OptionParser::~OptionParser() = default;

void OptionParser::add_argument(const OptionText& text, std::string& value) {
  state_->texts.push_back(text);
  state_->app.add_option(text.names, value, text.help)->required();
}

void OptionParser::add_arguments(const OptionText& text, Texts& values) {
  state_->texts.push_back(text);
  state_->app.add_option(text.names, values, text.help)->option_text(text.placeholder);
}

void OptionParser::add_flag(const OptionText& text, bool& value) {
  state_->texts.push_back(text);
  state_->app.add_flag(text.names, value, text.help);
}

void OptionParser::add_text(const OptionText& text,
                            const std::function<void(const std::string&)>& take) {
  state_->texts.push_back(text);
  state_->app.add_option_function<std::string>(text.names, take, text.help)
      ->option_text(text.placeholder);
}

template <class Owner>
void OptionParser::add(const Option<Owner>& option, const std::function<void(const Texts&)>& take) {
  const auto names = std::string(option.short_name) + (option.short_name.empty() ? "" : ",") +
                     std::string(option.name);
  const OptionText text{names, std::string(option.placeholder), help_of(option)};
  if (is_flag(option)) {
    const auto take_none = [take] { take({}); };
    state_->texts.push_back(text);
    state_->app.add_flag_callback(text.names, take_none, text.help);
  } else if (is_repeatable(option)) {
    state_->texts.push_back(text);
    state_->app.add_option_function<Texts>(text.names, take, text.help)
        ->option_text(text.placeholder)
        ->allow_extra_args(false);
  } else {
    add_text(text, [take](const std::string& typed) { take({typed}); });
  }
  state_->table.push_back({state_->app.get_option(std::string(option.name)),
                           heading_of(option.section), option.is_common});
}

template void OptionParser::add(const Option<Job>&, const std::function<void(const Texts&)>&);
template void OptionParser::add(const Option<Tones>&, const std::function<void(const Texts&)>&);

const std::vector<OptionText>& OptionParser::options() const { return state_->texts; }

void OptionParser::needs(const std::string& option, const std::string& other) {
  state_->app.get_option(option)->needs(state_->app.get_option(other));
}

void OptionParser::excludes(const std::string& option, const std::string& other) {
  state_->app.get_option(option)->excludes(state_->app.get_option(other));
}

std::optional<std::string> OptionParser::parse(Texts words) {
  auto& app = state_->app;
  state_->prepare_short_help(command_);
  try {
    app.parse(for_cli11(std::move(words), flags_of(app)));
  } catch (const CLI::CallForHelp&) {
    return app.help();
  } catch (const CLI::CallForAllHelp&) {
    return state_->full_help();
  } catch (const CLI::ExtrasError&) {
    refuse_option(app.remaining().front());
  } catch (const CLI::ParseError& error) {
    refuse_words(error.what(), command_);
  }
  return std::nullopt;
}

void OptionParser::refuse_option(const std::string& word) const {
  const auto name = word.substr(0, word.find('='));
  const auto known = names_of(state_->app);
  const std::vector<std::string_view> views(known.begin(), known.end());
  auto hint = hint_at_foreign_option(name, views);
  if (hint.empty()) hint = did_you_mean(name, views);
  const bool is_short = std::ranges::all_of(state_->table, &State::TableOption::is_common);
  refuse_words("unknown option or argument '" + escape(word) + "'" + hint, command_,
               is_short ? "--help" : "--help-all");
}

std::string cli11_version() { return CLI11_VERSION; }

}  // namespace mpietl::job
