#pragma once

#include <string>

namespace mpietl::app {

/// The manual page of the program (`command` is empty) or of a command, as roff with the macros of
/// man(7). Its texts are those of the options and of `mpietl help`.
std::string manual_page(const std::string& command);

/// A script that completes commands, options, topics and transforms in bash, zsh or fish.
/// Throws Error(usage) for another shell.
std::string completion_script(const std::string& shell);

}  // namespace mpietl::app
