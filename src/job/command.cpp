#include "mpietl/job/command.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/job/found_segments.hpp"

namespace mpietl::job {

namespace {

bool has(const Job& job, std::string_view placeholder) {
  return std::ranges::any_of(job.command, [&](const std::string& word) {
    return word.find(placeholder) != std::string::npos;
  });
}

/// A path in a form that no program takes for an option.
std::string as_argument(const std::string& path) {
  return path.starts_with('-') ? "./" + path : path;
}

std::string stem_of(const std::string& path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string seed_of(const Item& item, std::uint64_t seed) {
  return std::to_string(stream_of(item, seed).low >> 1U);
}

/// Quotes a text as one word for a shell.
std::string shell_word(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
    } else {
      result += c;
    }
  }
  return result + "'";
}

using Values = std::array<std::pair<std::string_view, std::string>, 8>;

Values values_of(const Item& item, const Job& job, const CommandPlace& place) {
  const auto input = takes_texts(job) ? item.input : as_argument(item.input);
  return {{{"{in}", input},
           {"{out}", as_argument(place.output)},
           {"{item}", input},
           {"{index}", std::to_string(item.index)},
           {"{stem}", stem_of(item.input)},
           {"{rank}", std::to_string(place.rank)},
           {"{thread}", std::to_string(place.thread)},
           {"{seed}", seed_of(item, job.seed)}}};
}

/// The word with all placeholders replaced. Placeholders inside values are not replaced again.
std::string replaced(std::string_view word, const Values& values, bool quotes) {
  std::string result;
  while (!word.empty()) {
    const auto found = std::ranges::find_if(
        values, [&](const auto& value) { return word.starts_with(value.first); });
    if (found == values.end()) {
      const auto next = std::min(word.find('{', 1), word.size());
      result += word.substr(0, next);
      word.remove_prefix(next);
    } else {
      result += quotes ? shell_word(found->second) : found->second;
      word.remove_prefix(found->first.size());
    }
  }
  return result;
}

bool has_placeholder(const Job& job) {
  const auto known = values_of({}, job, {});
  return std::ranges::any_of(known, [&](const auto& value) { return has(job, value.first); });
}

void check_outputs(const Job& job) {
  if (makes_outputs(job)) {
    if (!job.output_dir.empty() || !job.suffix.empty()) return;
    throw Error(Reason::usage,
                "the command contains {out}, but outputs have no place: add --output-dir DIR, or "
                "--suffix TEXT to put them beside the inputs");
  }
  if (job.output_dir.empty() && job.extension.empty() && job.suffix.empty()) return;
  throw Error(Reason::usage,
              "--output-dir, --suffix and --extension have no effect, since the command has no "
              "{out}: write {out} where the command takes the path of its output");
}

}  // namespace

bool makes_outputs(const Job& job) {
  return is_map(job) ? has(job, "{out}") : !job.no_output && !is_segment(job);
}

bool takes_texts(const Job& job) {
  return !job.files_from.empty() && has(job, "{item}") && !has(job, "{in}");
}

void put_command(const Job& job, ByteWriter& writer) {
  writer.put(std::uint64_t{job.command.size()});
  for (const auto& word : job.command) writer.put(word);
  writer.put(job.extension);
  writer.put(job.results);
  writer.put(job.output_segments);
}

void get_command(ByteReader& reader, Job& job) {
  std::uint64_t words = 0;
  reader.get(words);
  job.command.assign(words, "");
  for (auto& word : job.command) reader.get(word);
  reader.get(job.extension);
  reader.get(job.results);
  reader.get(job.output_segments);
}

void check_command(const Job& job) {
  if (!is_map(job) || job.command.front().empty()) {
    throw Error(Reason::usage,
                "no command is given: write it after --, as in: mpietl map INPUT --output-dir DIR "
                "-- sox {in} {out} rate 16000");
  }
  if (job.shell && job.command.size() > 1) {
    throw Error(Reason::usage,
                "--shell takes the command as one text: write all of it in quotes after --");
  }
  if (has(job, "{}") && !has_placeholder(job)) {
    throw Error(Reason::usage,
                "{} is not a placeholder: write {in} for the input and {out} for the output");
  }
  check_outputs(job);
}

std::vector<std::string> command_for(const Item& item, const Job& job, const CommandPlace& place) {
  const auto values = values_of(item, job, place);
  std::vector<std::string> words;
  if (job.shell) words = {"/bin/sh", "-c"};
  for (const auto& word : job.command) words.push_back(replaced(word, values, job.shell));
  return words;
}

}  // namespace mpietl::job
