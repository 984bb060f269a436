#include <algorithm>

#include "app/command_line.hpp"
#include "app/manual.hpp"
#include "mpietl/audio/registry.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace mpietl;
using namespace mpietl::app;
using test::contains;

TEST_CASE("each shell is offered every command, option and transform", "[app]") {
  const auto shell = GENERATE(as<std::string>(), "bash", "zsh", "fish");
  const auto script = completion_script(shell);
  CAPTURE(shell);
  for (const auto& command : command_names()) {
    CHECK(contains(script, command));
    for (const auto& option : command_help(command).options) {
      for (const auto name : split(option.names, ',')) {
        if (!name.starts_with("--")) continue;
        // fish has names without their dashes.
        CHECK(contains(script, std::string(shell == "fish" ? name.substr(2) : name)));
      }
    }
  }
  for (const auto& kind : audio::transform_kinds()) CHECK(contains(script, std::string(kind.name)));
}

TEST_CASE("quotes of texts do not end those of a script", "[app]") {
  for (const auto* shell : {"zsh", "fish"}) {
    const auto script = completion_script(shell);
    const auto escape = std::string(shell) == "zsh" ? "'\\''" : "\\'";
    REQUIRE(contains(script, escape));  // "the manifest's"
    std::string plain;
    for (std::size_t i = 0; i < script.size();) {
      const bool is_escape = script.compare(i, std::string(escape).size(), escape) == 0;
      if (!is_escape) plain += script[i];
      i += is_escape ? std::string(escape).size() : 1;
    }
    CHECK(std::ranges::count(plain, '\'') % 2 == 0);
  }
}

TEST_CASE("an unknown shell is refused by name", "[app]") {
  CHECK_THROWS_WITH(completion_script("tcsh"), Catch::Contains("'tcsh'") && Catch::Contains("zsh"));
}
