#include "job/collisions.hpp"

#include <filesystem>
#include <string>
#include <unordered_map>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::job {

namespace {

/// resolved(), looking up each folder only once.
class Resolver {
 public:
  /// resolved_through(), likewise.
  std::string through(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::is_symlink(path, ignored)) return io::resolved_through(path);
    return (*this)(path);
  }

  std::string operator()(const std::string& path) {
    const std::filesystem::path given(path);
    auto [entry, is_new] = folders_.try_emplace(given.parent_path().string());
    if (is_new) {
      entry->second = std::filesystem::path(io::resolved(path)).parent_path().string();
    }
    return entry->second + "/" + given.filename().string();
  }

 private:
  std::unordered_map<std::string, std::string> folders_;
};

}  // namespace

void refuse_collisions(const std::vector<Item>& items) {
  Resolver resolve;
  std::unordered_map<std::string, const Item*> outputs;
  for (const auto& item : items) {
    const auto [entry, is_new] = outputs.emplace(resolve(item.output), &item);
    if (is_new) continue;
    throw Error(Reason::usage, "two inputs have one output: " + escape(entry->second->input) +
                                   " and " + escape(item.input) + " would both become " +
                                   escape(item.output) + "; name one of them only");
  }
  for (const auto& item : items) {
    const auto entry = outputs.find(resolve.through(item.input));
    if (entry == outputs.end()) continue;
    throw Error(Reason::usage, "the output of " + escape(entry->second->input) +
                                   " would overwrite the input " + escape(item.input) +
                                   "; choose another --suffix or --output-dir");
  }
}

}  // namespace mpietl::job
