#include "job/collisions.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "job/refusals.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/paths.hpp"

namespace mpietl::job {

namespace {

/// Paths with the links of their folders resolved, looking up each folder only once.
class Resolver {
 public:
  /// Resolves all of `path` but its last part.
  const std::string& operator()(const std::string& path) {
    const auto name_at = path.rfind('/') + 1;
    resolved_.assign(folder_of(path.substr(0, name_at)));
    resolved_.append("/").append(path, name_at);
    return resolved_;
  }

  /// The folder of a path, from its beginning to the last slash, resolved.
  const std::string& folder_of(const std::string& folder) {
    if (last_ != nullptr && last_->first == folder) return last_->second;
    auto [entry, is_new] = folders_.try_emplace(folder);
    if (is_new) {
      const auto inside = io::resolved(folder + "x");
      entry->second = inside.substr(0, inside.rfind('/'));
    }
    last_ = &*entry;
    return entry->second;
  }

  [[nodiscard]] const std::unordered_map<std::string, std::string>& folders() const {
    return folders_;
  }

 private:
  std::unordered_map<std::string, std::string> folders_;
  const std::pair<const std::string, std::string>* last_ = nullptr;
  std::string resolved_;
};

std::string_view without_extension(std::string_view path) {
  const auto name = path.substr(path.rfind('/') + 1);
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return path;
  return path.substr(0, path.size() - name.size() + dot);
}

/// What to do when two inputs have the same output.
std::string remedy_for(const ItemList& items, std::size_t first, std::size_t second) {
  const auto inputs = std::pair(items.input(first), items.input(second));
  const bool differ_in_extension =
      inputs.first != inputs.second &&
      without_extension(inputs.first) == without_extension(inputs.second);
  if (differ_in_extension && items.may_keep_extension(first)) {
    return "--keep-extension puts the extensions of inputs into the names of outputs; or leave one "
           "kind out, with --exclude '*" +
           escape(std::string(items.extension(second))) + "'";
  }
  return "name only one of the inputs, or the folder above both";
}

void add_shared_outputs(const ItemList& items, const std::vector<HashedIndex>& outputs,
                        const TextOf& output, Refusals& refusals) {
  for (const auto& [first, second] : duplicates(outputs, output)) {
    refusals.add(escape(items.input(first)) + " and " + escape(items.input(second)) +
                     " would both become " + escape(items.output(second)),
                 remedy_for(items, first, second));
  }
}

/// Finds outputs that a link in the output tree would lead out of it.
void add_escapes(const Resolver& outputs, const std::string& output_dir, Refusals& refusals) {
  if (output_dir.empty()) return;
  const std::string inside = io::resolved((std::filesystem::path(output_dir) / "x").string());
  const std::string root = inside.substr(0, inside.size() - 1);
  for (const auto& [folder, real] : outputs.folders()) {
    if ((real + "/").starts_with(root)) continue;
    refusals.add(
        "outputs in " + escape(folder) + " would lie outside the output folder, in " + escape(real),
        "remove the link or choose another --output-dir");
  }
}

/// Finds inputs that an output would overwrite.
void add_overwritten_inputs(const ItemList& items, const std::vector<HashedIndex>& outputs,
                            Resolver& resolve, Refusals& refusals) {
  Resolver resolve_input;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (items.is_of_file_before(i)) continue;
    for (const auto& file : items.files(i)) {
      const auto path = items.is_link(i) ? io::resolved_through(file) : resolve_input(file);
      const auto hash = std::hash<std::string>()(path);
      auto entry = std::ranges::lower_bound(outputs, hash, {}, &HashedIndex::hash);
      for (; entry != outputs.end() && entry->hash == hash; ++entry) {
        if (resolve(items.output(entry->index)) != path) continue;
        refusals.add("the output of " + escape(items.input(entry->index)) +
                         " would overwrite the input " + escape(file),
                     "choose another --suffix or --output-dir");
      }
    }
  }
}

std::size_t longest_part_bytes(std::string_view path) {
  std::size_t longest = 0;
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    longest = std::max(longest, end);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return longest;
}

/// Finds names too long for the file system: that of an output, or its temporary name.
void add_long_names(const ItemList& items, Refusals& refusals) {
  constexpr std::size_t taken_anywhere = 100;  // every file system in use allows this
  constexpr std::size_t temporary_name = 45;   // at most
  const std::string remedy =
      "choose a shorter --suffix or --output-dir, give the inputs shorter names, or leave them out";
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto output = items.output(i);
    const auto name_at = output.rfind('/') + 1;
    const auto whole = name_at + std::max(temporary_name, output.size() - name_at);
    const auto part = longest_part_bytes(output);
    if (whole > io::longest_path_bytes()) {
      refusals.add("the path of the output of " + escape(items.input(i)) + " would be " +
                       std::to_string(whole) + " bytes long; the system allows " +
                       std::to_string(io::longest_path_bytes()),
                   remedy);
    } else if (part > taken_anywhere && part > io::longest_name_bytes(output)) {
      refusals.add("a name of " + std::to_string(part) + " bytes in the path of the output of " +
                       escape(items.input(i)) + " is too long; the file system allows " +
                       std::to_string(io::longest_name_bytes(output)),
                   remedy);
    }
  }
}

}  // namespace

std::vector<HashedIndex> sorted_hashes(std::size_t count, const TextOf& text_of) {
  std::vector<HashedIndex> hashes(count);
  for (std::size_t i = 0; i < count; ++i) hashes[i] = {std::hash<std::string>()(text_of(i)), i};
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

std::vector<std::pair<std::size_t, std::size_t>> duplicates(const std::vector<HashedIndex>& hashes,
                                                            const TextOf& text_of) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t first = 0; first < hashes.size(); ++first) {
    for (auto i = first + 1; i < hashes.size() && hashes[i].hash == hashes[first].hash; ++i) {
      if (text_of(hashes[first].index) != text_of(hashes[i].index)) continue;
      pairs.emplace_back(hashes[first].index, hashes[i].index);
      break;
    }
  }
  std::ranges::sort(pairs, {}, [](const auto& pair) { return pair.second; });
  return pairs;
}

void refuse_collisions(const ItemList& items, const std::string& output_dir) {
  Resolver resolve;
  Refusals refusals;
  const auto output = [&](std::size_t i) { return resolve(items.output(i)); };
  add_long_names(items, refusals);
  const auto outputs = sorted_hashes(items.size(), output);
  add_escapes(resolve, output_dir, refusals);
  add_shared_outputs(items, outputs, output, refusals);
  add_overwritten_inputs(items, outputs, resolve, refusals);
  refusals.raise();
}

}  // namespace mpietl::job
