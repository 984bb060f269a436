#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "mpietl/core/text.hpp"
#include "mpietl/job/options.hpp"

namespace mpietl::job {

/// Throws Error(usage) with the text `why`, and which option of `command` (empty: of the program)
/// gives help.
[[noreturn]] void refuse_words(const std::string& why, const std::string& command,
                               const std::string& help = "--help");

/// Reads a value that was typed for `option`: a text, a number, a Word, or several of them
/// separated by commas. Throws Error(usage) that names the option.
template <class Value>
void read_value(std::string_view text, const std::string& option, Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    value = text;
  } else if constexpr (std::is_same_v<Value, std::int64_t>) {
    value = parse_integer(text, option);
  } else if constexpr (Word<Value>) {
    from_text(std::string(text), option, value);
  } else if constexpr (requires { value.emplace_back(); }) {
    value.clear();
    for (const auto part : split(text, ',')) read_value(part, option, value.emplace_back());
  } else {
    read_value(text, option, value.emplace());
  }
}

/// How an option is written and explained.
struct OptionText {
  std::string names;        ///< "--run", or "-o,--output"; messages use the last one
  std::string placeholder;  ///< of its value in --help: "FILE"; empty for a flag
  std::string help;
};

/// The command line of one command. Declare each option and the variable for its value; parse()
/// fills the variables.
class OptionParser {
 public:
  using Texts = std::vector<std::string>;

  /// `command` is the word after `mpietl`.
  OptionParser(std::string command, const std::string& description);
  OptionParser(const OptionParser&) = delete;
  OptionParser& operator=(const OptionParser&) = delete;
  OptionParser(OptionParser&&) = delete;
  OptionParser& operator=(OptionParser&&) = delete;
  ~OptionParser();

  /// A mandatory positional argument, and any number of them.
  void add_argument(const OptionText& text, std::string& value);
  void add_arguments(const OptionText& text, Texts& values);

  void add_flag(const OptionText& text, bool& value);

  /// An option with a value, for read_value().
  template <class Value>
  void add(const OptionText& text, Value& value) {
    const auto option = text.names.substr(text.names.rfind(',') + 1);
    add_text(text,
             [option, &value](const std::string& typed) { read_value(typed, option, value); });
  }

  /// The same; `take` is called with the text.
  void add_text(const OptionText& text, const std::function<void(const std::string&)>& take);

  /// An option of the table. `take` is called with the texts that were typed, none for a flag.
  template <class Owner>
  void add(const Option<Owner>& option, const std::function<void(const Texts&)>& take);

  /// `option` requires `other`; `option` cannot be combined with `other`.
  void needs(const std::string& option, const std::string& other);
  void excludes(const std::string& option, const std::string& other);

  /// All arguments and options, in the order in which they were added. Names of arguments have no
  /// dashes.
  [[nodiscard]] const std::vector<OptionText>& options() const;

  /// Reads the words after the command. Returns the help text when that was requested: for --help
  /// with the common options of the table, for --help-all with all. Throws Error(usage) that says
  /// what is wrong; for an unknown option, also which one may be meant.
  std::optional<std::string> parse(Texts words);

 private:
  [[noreturn]] void refuse_option(const std::string& word) const;

  struct State;
  std::string command_;
  std::unique_ptr<State> state_;
};

/// The version of the command line library that was compiled in: "2.3.2".
std::string cli11_version();

}  // namespace mpietl::job
