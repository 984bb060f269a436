#pragma once

#include <string>
#include <vector>

namespace mpietl::audio {
struct TransformKind;
}

namespace mpietl::app {

/// The text of `mpietl help WORDS`: the list of topics, the page of a topic, the options of a
/// command, or one transform. Throws Error(usage) that names the nearest topic or transform.
std::string help_text(const std::vector<std::string>& words);

/// A parameter of a transform: its name, what it means, and what it may be: "number from 0 to 1
/// [1]".
struct ParameterText {
  std::string name;
  std::string meaning;
  std::string values;
};

/// All parameters of a transform, in order.
std::vector<ParameterText> parameter_texts(const audio::TransformKind& kind);

/// All transforms, one in a line.
std::string transform_list();

/// One transform: its parameters with ranges and defaults, and examples. Throws Error(usage) for an
/// unknown name, with the nearest one.
std::string transform_text(const std::string& name);

}  // namespace mpietl::app
