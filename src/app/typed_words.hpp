#pragma once

#include <string>
#include <vector>

namespace mpietl::app {

/// The words behind the command, last one first, as CLI11 wants them, and so that it takes them as
/// they are: "--name=" becomes "--name" and an empty word, or the next word would be its value;
/// an input "[a,b]" becomes "./[a,b]", or it would be two inputs. `flags` are the options that take
/// no value: "--resume".
std::vector<std::string> as_taken(std::vector<std::string> typed,
                                  const std::vector<std::string>& flags);

/// "--threads needs a number, not 'two'" of CLI11's "Could not convert: --threads = two".
std::string as_number_wanted(const std::string& text);

}  // namespace mpietl::app
