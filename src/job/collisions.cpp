#include "job/collisions.hpp"

#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::job {

namespace {

/// Paths with the links of their folders resolved, looking up each folder only once.
class Resolver {
 public:
  /// The path that `path` leads to, its last part as it is.
  const std::string& operator()(const std::string& path) {
    const auto name_at = path.rfind('/') + 1;
    resolved_.assign(folder_of(path.substr(0, name_at)));
    resolved_.append("/").append(path, name_at);
    return resolved_;
  }

  /// The folder of a path, from its beginning to the last slash, as it really is.
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

[[noreturn]] void refuse_one_output(const ItemList& items, std::size_t first, std::size_t second) {
  throw Error(Reason::usage, "two inputs have one output: " + escape(items.input(first)) + " and " +
                                 escape(items.input(second)) + " would both become " +
                                 escape(items.output(second)) + "; name one of them only");
}

[[noreturn]] void refuse_overwriting(const ItemList& items, std::size_t output, std::size_t input) {
  throw Error(Reason::usage, "the output of " + escape(items.input(output)) +
                                 " would overwrite the input " + escape(items.input(input)) +
                                 "; choose another --suffix or --output-dir");
}

/// Links in the output tree must not lead out of it.
void refuse_escapes(const Resolver& outputs, const std::string& output_dir) {
  if (output_dir.empty()) return;
  const std::string inside = io::resolved((std::filesystem::path(output_dir) / "x").string());
  const std::string root = inside.substr(0, inside.size() - 1);
  for (const auto& [folder, real] : outputs.folders()) {
    if ((real + "/").starts_with(root)) continue;
    throw Error(Reason::usage, "outputs in " + escape(folder) +
                                   " would lie outside the output folder, in " + escape(real) +
                                   "; remove the link or choose another --output-dir");
  }
}

/// Looks for an input that is one of the outputs.
void refuse_overwritten_inputs(const ItemList& items, const std::vector<HashedIndex>& outputs,
                               Resolver& resolve) {
  Resolver resolve_input;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string path = items.input(i);
    path = items.is_link(i) ? io::resolved_through(path) : resolve_input(path);
    const auto hash = std::hash<std::string>()(path);
    auto entry = std::ranges::lower_bound(outputs, hash, {}, &HashedIndex::hash);
    for (; entry != outputs.end() && entry->hash == hash; ++entry) {
      if (resolve(items.output(entry->index)) == path) refuse_overwriting(items, entry->index, i);
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
  const auto output = [&](std::size_t i) { return resolve(items.output(i)); };
  const auto outputs = sorted_hashes(items.size(), output);
  refuse_escapes(resolve, output_dir);
  if (const auto same = duplicates(outputs, output); !same.empty()) {
    refuse_one_output(items, same.front().first, same.front().second);
  }
  refuse_overwritten_inputs(items, outputs, resolve);
}

}  // namespace mpietl::job
