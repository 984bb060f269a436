#pragma once

#include <string>
#include <string_view>
#include <vector>

// Inputs that are several files, written with a blank between their paths.
namespace mpietl::job {

/// Whether a text names several files: at least two words, each with an audio extension. Else it is
/// the path of one, which may contain blanks.
bool names_several_files(std::string_view text);

/// The paths in a text that names several files; folders before them may contain blanks.
std::vector<std::string> several_files(std::string_view text);

/// The text of these paths.
std::string text_of_files(const std::vector<std::string>& paths);

}  // namespace mpietl::job
