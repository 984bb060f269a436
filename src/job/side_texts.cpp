#include "job/side_texts.hpp"

#include <algorithm>
#include <utility>

#include "job/json.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/archives/tar.hpp"

namespace mpietl::job {

namespace {

/// Whether a key describes the audio file, so that the input's value is wrong for the output.
bool is_of_file(const std::string& key) {
  return key == "audio_filepath" || key == "file_name" || key == "offset" || key == "duration";
}

void take_json(const std::string& text, Json& line) {
  try {
    const Json object = parse_object(text);
    for (const auto& [key, value] : object.items()) {
      if (!is_of_file(key)) line[key] = value;
    }
  } catch (const Error&) {
    line["json"] = text;  // not an object, or not JSON
  }
}

/// Labels are usually numbers.
Json label(const std::string& text) {
  constexpr std::size_t most_digits = 18;
  const bool is_number = !text.empty() && text.size() <= most_digits &&
                         text.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? Json(std::stoll(text)) : Json(text);
}

std::string without_line_end(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

void require_utf8(const std::string& text, const std::string& what) {
  if (is_utf8(text)) return;
  throw Error(Reason::usage,
              escape(what) +
                  " is not UTF-8, as a JSON manifest must be; skip the file with --exclude, or "
                  "leave out --output-manifest");
}

}  // namespace

void SideTexts::add(const std::string& path, const std::string& text) {
  require_utf8(text, "the text of " + path);
  const auto [key, extension] = io::split_at_first_dot(path);
  texts_[key].by_extension[extension] = text;
}

Manifest SideTexts::manifest_of(const ItemList& items, const std::string& path_key) {
  std::string lines;
  for (std::size_t row = 0; row < items.size(); ++row) {
    const auto path = items.input(row);
    const auto output = items.output(row);
    require_utf8(path + output, "the path of " + path);
    Json line;
    line[path_key] = output;  // several outputs may be of one input
    const auto found = texts_.find(io::split_at_first_dot(path).first);
    if (found != texts_.end()) {
      found->second.is_used = true;
      for (const auto& [extension, text] : found->second.by_extension) {
        if (extension == "json") take_json(text, line);
        if (extension == "txt") line["text"] = without_line_end(text);
        if (extension == "cls") line["cls"] = label(without_line_end(text));
      }
    }
    lines += to_line(line) + "\n";
  }
  return {std::move(lines), "the list of inputs"};
}

io::LeftOut SideTexts::unused() const {
  io::LeftOut left_out;
  for (const auto& [key, texts] : texts_) {
    if (texts.is_used) continue;
    for (const auto& [extension, text] : texts.by_extension) ++left_out[extension];
  }
  return left_out;
}

}  // namespace mpietl::job
