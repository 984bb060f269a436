// Manual pages, made from the texts of --help and `mpietl help`.
#include "app/manual.hpp"

#include <algorithm>
#include <string_view>

#include "app/command_line.hpp"
#include "app/help.hpp"
#include "app/help_pages.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/version.hpp"

namespace mpietl::app {

namespace {

/// Escapes a text for roff: backslashes, dashes, and dots that would begin a request.
std::string roff(std::string_view text) {
  std::string escaped;
  if (text.starts_with('.') || text.starts_with('\'')) escaped = "\\&";
  for (const char c : text) {
    if (c == '\\') {
      escaped += "\\e";
    } else if (c == '-') {
      escaped += "\\-";
    } else if (c != '`') {
      escaped += c;
    }
  }
  return escaped;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

std::string head(const std::string& name, std::string_view purpose) {
  return ".TH " + upper(name) + " 1 \"\" \"mpietl " + std::string(version()) + "\"\n.SH NAME\n" +
         roff(name) + " \\- " + roff(purpose) + "\n";
}

std::string option_text(const job::OptionText& option) {
  const bool is_argument = !option.names.starts_with('-');
  std::string text = ".TP\n";
  if (is_argument) {
    text += ".I " + roff(option.placeholder.empty() ? option.names : option.placeholder);
  } else {
    std::string names;
    for (const auto name : split(option.names, ',')) {
      names += (names.empty() ? "" : ", ") + std::string(name);
    }
    text += "\\fB" + roff(names) + "\\fR";
    if (!option.placeholder.empty()) text += " \\fI" + roff(option.placeholder) + "\\fR";
  }
  return text + "\n" + roff(option.help) + "\n";
}

/// Converts the lines of a page to roff. Indented blocks and tables stay unchanged.
class PageWriter {
 public:
  void write(std::string_view line) {
    const bool is_literal = line.starts_with("    ") || line.starts_with("|");
    if (is_literal != is_literal_) text_ += is_literal ? ".PP\n.RS\n.nf\n" : ".fi\n.RE\n";
    is_literal_ = is_literal;
    if (line.starts_with("# ")) {
      const auto colon = line.find(": ");
      text_ +=
          ".SH " + upper(line.substr(2, colon - 2)) + "\n" + roff(line.substr(colon + 2)) + "\n";
    } else if (line.starts_with("* ")) {
      text_ += ".IP \\(bu 2\n" + roff(line.substr(2)) + "\n";
    } else if (line.empty()) {
      text_ += ".PP\n";
    } else {
      const auto indent = line.find_first_not_of(' ');
      text_ += roff(line.substr(is_literal ? std::min<std::size_t>(indent, 4) : indent)) + "\n";
    }
  }

  [[nodiscard]] std::string text() const { return text_ + (is_literal_ ? ".fi\n.RE\n" : ""); }

 private:
  std::string text_;
  bool is_literal_ = false;
};

/// Every transform with its parameters.
std::string transform_texts() {
  std::string text;
  for (const auto& kind : audio::transform_kinds()) {
    text += ".TP\n\\fB" + roff(kind.name) + "\\fR\n" + roff(kind.purpose) + "\n.RS\n";
    for (const auto& [name, meaning, values] : parameter_texts(kind)) {
      text += ".TP\n\\fI" + roff(name) + "\\fR\n" + roff(meaning) + ": " + roff(values) + "\n";
    }
    text += ".RE\n";
  }
  return text;
}

std::string page_text(const HelpPage& page) {
  PageWriter writer;
  for (const auto line : split(page.text, '\n')) writer.write(line);
  return writer.text() + (page.topic == "transforms" ? transform_texts() : "");
}

std::string manual_of_program() {
  std::string text = head("mpietl", "audio ETL on MPI ranks and OpenMP threads") +
                     ".SH SYNOPSIS\n.B mpietl\n.I COMMAND\n[\\fIARGUMENT\\fR...]\n.PP\n.B mpirun "
                     "\\-n\n.I N\n.B mpietl\n.I COMMAND\n[\\fIARGUMENT\\fR...]\n.SH COMMANDS\n";
  for (const auto& command : command_names()) {
    text +=
        ".TP\n\\fBmpietl " + command + "\\fR\n" + roff(command_help(command).description) + "\n";
  }
  for (const auto& page : help_pages) text += page_text(page);
  text += ".SH SEE ALSO\n";
  for (const auto& command : command_names()) {
    text += ".BR mpietl\\-" + command + " (1)" + (command == command_names().back() ? "\n" : ",\n");
  }
  return text;
}

}  // namespace

std::string manual_page(const std::string& command) {
  if (command.empty()) return manual_of_program();
  const auto help = command_help(command);
  std::string text = head("mpietl-" + command, help.purpose()) + ".SH SYNOPSIS\n.B mpietl " +
                     command + "\n[\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n.SH DESCRIPTION\n" +
                     roff(help.description) + "\n.SH OPTIONS\n";
  for (const auto& option : help.options) text += option_text(option);
  return text + ".SH SEE ALSO\n.BR mpietl (1)\n";
}

}  // namespace mpietl::app
