#include "app/manual.hpp"

#include <algorithm>
#include <array>

#include "app/command_line.hpp"
#include "app/help.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using namespace mpietl::app;
using test::contains;

namespace {

/// A text with the dashes that roff would break lines at.
std::string with_roff_dashes(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == '-' ? "\\-" : std::string(1, c);
  return result;
}

}  // namespace

TEST_CASE("the page of a command has its name, purpose and every option", "[app]") {
  for (const auto& command : command_names()) {
    CAPTURE(command);
    const auto page = manual_page(command);
    const auto help = command_help(command);
    CHECK(page.starts_with(".TH MPIETL-"));
    CHECK(contains(page, with_roff_dashes("mpietl-" + command)));
    for (const auto& option : help.options) {
      for (const auto name : split(option.names, ',')) {
        CHECK((!name.starts_with("--") || contains(page, with_roff_dashes(std::string(name)))));
      }
    }
  }
}

TEST_CASE("the page of the program names commands, and transforms with their parameters", "[app]") {
  const auto page = manual_page("");
  for (const auto& command : command_names()) CHECK(contains(page, "\\fBmpietl " + command));
  for (const auto& kind : audio::transform_kinds()) {
    CHECK(contains(page, "\\fB" + std::string(kind.name) + "\\fR\n"));
    for (const auto& [name, meaning, values] : parameter_texts(kind)) {
      auto entry = "\\fI" + name + "\\fR\n";
      entry += with_roff_dashes(meaning + ": " + values);
      CHECK(contains(page, entry));
    }
  }
}

TEST_CASE("nothing in a page is a request of roff by accident", "[app]") {
  for (const auto& command : {std::string(), std::string("run"), std::string("map")}) {
    const auto page = manual_page(command);
    for (const auto line : split(page, '\n')) {
      if (!line.starts_with('.')) continue;
      const auto request = line.substr(1, line.find(' ') - 1);
      constexpr std::array known{"TH", "SH", "TP", "PP", "IP", "RS",
                                 "RE", "nf", "fi", "B",  "I",  "BR"};
      CAPTURE(line);
      CHECK(std::ranges::find(known, request) != known.end());
    }
  }
}
