#include "report/join/checks.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <string_view>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::report {

namespace {

struct Shard {
  std::int64_t number = 0;
  std::int64_t count = 0;
};

Shard shard_of(const Part& part) {
  constexpr std::int64_t max_shards = 1'000'000;
  const std::string& text = part.report.summary.shard;
  Shard shard;
  const auto* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, shard.number);
  if (error == std::errc{} && slash != end && *slash == '/') {
    const auto [after, wrong] = std::from_chars(slash + 1, end, shard.count);
    const bool is_number = wrong == std::errc{} && after == end;
    if (is_number && shard.number >= 1 && shard.number <= shard.count &&
        shard.count <= max_shards) {
      return shard;
    }
  }
  throw Error(Reason::format, escape(part.name) + " says that it is shard '" + escape(text) +
                                  "', which is invalid; give a file made by mpietl run --report");
}

bool is_shard(const Part& part) { return !part.report.summary.shard.empty(); }

[[noreturn]] void refuse(const Part& a, const Part& b, const std::string& why) {
  throw Error(Reason::usage, escape(a.name) + " and " + escape(b.name) + " " + why);
}

bool is_same_list(const Summary& a, const Summary& b) {
  return a.list_digest == b.list_digest && a.list_items == b.list_items;
}

void refuse_other_list(const Part& first, const Part& other) {
  const auto& a = first.report.summary;
  const auto& b = other.report.summary;
  if (is_same_list(a, b)) return;
  const bool differ_in_length = a.list_items != b.list_items;
  refuse(first, other,
         differ_in_length ? "are of different lists, of " + std::to_string(a.list_items) + " and " +
                                std::to_string(b.list_items) + " files: give the shards of one list"
                          : "are of different lists: names, sizes or their order differ; give the "
                            "shards of one list, run on the same files in the same order (what "
                            "find prints has none: sort it)");
}

/// "shard 2/5 is missing"; "shards 2/5, 3/5 and 1 more are missing".
std::string missing_shards(const std::vector<std::int64_t>& numbers, std::int64_t count) {
  if (numbers.empty()) return "";
  constexpr std::size_t max_named = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(max_named, numbers.size()); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(numbers[i]) + "/" + std::to_string(count);
  }
  if (numbers.size() == 1) return "shard " + text + " is missing";
  if (numbers.size() > max_named)
    text += " and " + std::to_string(numbers.size() - max_named) + " more";
  return "shards " + text + " are missing";
}

/// What identifies an input, and where it is.
template <class Key>
struct Input {
  Key key;
  const Part* part = nullptr;
  const Record* file = nullptr;

  bool operator<(const Input& other) const { return key < other.key; }
};

/// The folder of the first part with a known folder.
std::string known_folder(const std::vector<Part>& parts) {
  for (const auto& part : parts) {
    const auto& folder = part.report.summary.working_directory;
    if (!folder.empty()) return folder;
  }
  return "";
}

template <class Key, class KeyOf>
void refuse_common(const std::vector<Part>& parts, bool may_repeat, const KeyOf& key_of) {
  std::vector<Input<Key>> inputs;
  for (const auto& part : parts) {
    for (const auto& file : part.report.files) inputs.push_back({key_of(part, file), &part, &file});
  }
  std::ranges::stable_sort(inputs, {}, &Input<Key>::key);
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    const auto& before = inputs[i - 1];
    const auto& input = inputs[i];
    if (before.key != input.key || (may_repeat && before.part == input.part)) continue;
    refuse(
        *before.part, *input.part,
        "have one input, " + input.file->path + ": give each report once, of runs on other files");
  }
}

}  // namespace

bool are_of_one_list(const std::vector<Part>& parts) {
  const auto& first = parts.front().report.summary;
  return !first.list_digest.empty() && std::ranges::all_of(parts, [&](const Part& part) {
    return is_same_list(first, part.report.summary);
  });
}

bool are_of_one_folder(const std::vector<Part>& parts) {
  const auto first = known_folder(parts);
  return std::ranges::all_of(parts, [&](const Part& part) {
    const auto& folder = part.report.summary.working_directory;
    return folder.empty() || folder == first;
  });
}

std::string in_folder(const std::string& folder, const std::string& path) {
  if (folder.empty() || path.empty() || path.front() == '/') return path;
  return folder + (folder.ends_with('/') ? "" : "/") + path;
}

void refuse_mixed_shards(const std::vector<Part>& parts) {
  if (std::ranges::none_of(parts, is_shard)) return;
  std::map<std::int64_t, const Part*> seen;
  std::int64_t count = 0;
  for (const auto& part : parts) {
    refuse_other_list(parts.front(), part);
    if (!is_shard(part)) continue;
    const auto shard = shard_of(part);
    if (!seen.empty() && shard.count != count) {
      refuse(*seen.begin()->second, part,
             "are of a list in " + std::to_string(count) + " and in " +
                 std::to_string(shard.count) + " shards: give the shards of one division");
    }
    count = shard.count;
    const auto [there, is_new] = seen.emplace(shard.number, &part);
    if (!is_new) {
      refuse(*there->second, part,
             "are both shard " + part.report.summary.shard + ": give it once");
    }
  }
}

std::string missing_of_list(const std::vector<Part>& parts) {
  if (!are_of_one_list(parts)) return "";
  std::int64_t items = 0;
  for (const auto& part : parts) items += static_cast<std::int64_t>(part.report.files.size());
  const auto left = parts.front().report.summary.list_items - items;
  if (std::ranges::all_of(parts, is_shard)) {
    const auto count = shard_of(parts.front()).count;
    std::vector<bool> is_there(static_cast<std::size_t>(count) + 1);
    for (const auto& part : parts) {
      is_there[static_cast<std::size_t>(shard_of(part).number)] = true;
    }
    std::vector<std::int64_t> missing;
    for (std::int64_t number = 1; number <= count; ++number) {
      if (!is_there[static_cast<std::size_t>(number)]) missing.push_back(number);
    }
    if (!missing.empty()) return missing_shards(missing, count);
  }
  return left > 0 ? std::to_string(left) + " files of the list are in none of the reports" : "";
}

void refuse_different_seeds(const std::vector<Part>& parts) {
  const auto& first = parts.front();
  for (const auto& part : parts) {
    const auto seed = part.report.summary.seed;
    if (seed == first.report.summary.seed) continue;
    refuse(first, part,
           "have the seeds " + std::to_string(first.report.summary.seed) + " and " +
               std::to_string(seed) +
               ", but a report has one seed; join reports with the same seed");
  }
}

void refuse_common_inputs(const std::vector<Part>& parts) {
  if (are_of_one_list(parts)) {
    refuse_common<std::int64_t>(parts, false,
                                [](const Part&, const Record& file) { return file.index; });
    return;
  }
  const bool is_one_folder = are_of_one_folder(parts);
  // Segments of one file may be inputs of one list.
  refuse_common<std::string>(parts, true, [&](const Part& part, const Record& file) {
    return in_folder(is_one_folder ? "" : part.report.summary.working_directory, file.path);
  });
}

}  // namespace mpietl::report
