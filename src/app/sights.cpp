#include "app/sights.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "app/host_names.hpp"
#include "app/process_info.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/io/discover.hpp"

namespace mpietl::app {

namespace {

namespace fs = std::filesystem;

constexpr double patience_seconds = 10.0;
constexpr std::chrono::milliseconds shortest_nap{1};
constexpr std::chrono::milliseconds longest_nap{200};

/// What one host sees of the sights.
struct View {
  std::string host;
  std::vector<bool> is_seen;
};

Bytes encode(const std::vector<Sight>& sights) {
  ByteWriter writer;
  for (const auto& sight : sights) {
    writer.put(sight.path);
  }
  return writer.take();
}

std::vector<Sight> decode_sights(const Bytes& bytes) {
  std::vector<Sight> sights;
  ByteReader reader(bytes);
  while (!reader.at_end()) {
    reader.get(sights.emplace_back().path);
  }
  return sights;
}

/// To open a folder makes network file systems ask for news of it.
void refresh_folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  try {
    static_cast<void>(File::open_folder(folder.empty() ? "." : folder));
  } catch (const Error&) {
    return;  // the look that follows tells
  }
}

bool sees(const Sight& sight) {
  if (io::file_bytes(sight.path) >= 0) return true;
  refresh_folder_of(sight.path);
  return io::file_bytes(sight.path) >= 0;
}

std::vector<bool> seen_in_time(const std::vector<Sight>& sights) {
  std::vector<bool> is_seen(sights.size(), false);
  const Stopwatch watch;
  for (auto nap = shortest_nap;; nap = std::min(nap * 2, longest_nap)) {
    for (std::size_t i = 0; i < sights.size(); ++i) is_seen[i] = is_seen[i] || sees(sights[i]);
    const bool all = std::ranges::find(is_seen, false) == is_seen.end();
    if (all || watch.seconds() > patience_seconds) return is_seen;
    std::this_thread::sleep_for(nap);
  }
}

Bytes view_from_here(const std::vector<Sight>& sights) {
  ByteWriter writer;
  writer.put(host_name());
  for (const bool each : seen_in_time(sights)) writer.put(each);
  return writer.take();
}

View decode_view(const Bytes& bytes) {
  View view;
  ByteReader reader(bytes);
  reader.get(view.host);
  while (!reader.at_end()) {
    bool is_seen = false;
    reader.get(is_seen);
    view.is_seen.push_back(is_seen);
  }
  return view;
}

/// Names of the hosts that see sight `index`, or do not.
std::vector<std::string> hosts_that(bool see, const std::vector<View>& views, std::size_t index) {
  std::vector<std::string> hosts;
  for (const auto& view : views) {
    if (view.is_seen[index] == see) hosts.push_back(view.host);
  }
  return hosts;
}

void judge(const std::vector<Sight>& sights, const std::vector<View>& views) {
  std::string text;
  std::set<std::string> told;
  for (std::size_t i = 0; i < sights.size(); ++i) {
    const auto blind = hosts_that(false, views, i);
    if (blind.empty() || !told.insert(sights[i].remedy).second) continue;
    text += (text.empty() ? "" : "; ") + sights[i].what + " is seen on " +
            name_some(hosts_that(true, views, i)) + ", but not on " + name_some(blind) + ": " +
            sights[i].remedy;
  }
  if (!text.empty()) throw Error(Reason::usage, text);
}

}  // namespace

bool are_on_one_host(const comm::Communicator& world) {
  return comm::on_this_host(world).size() == world.size();
}

void refuse_unseen(const comm::Communicator& world, const std::vector<Sight>& sights) {
  const bool speaks_for_host = comm::on_this_host(world).is_root();
  const auto told = comm::from_root(world, [&] { return encode(sights); });
  const auto answers =
      comm::gather(world, speaks_for_host ? view_from_here(decode_sights(told)) : Bytes{});
  comm::from_root(world, [&] {
    std::vector<View> views;
    for (const auto& answer : answers) {
      if (!answer.empty()) views.push_back(decode_view(answer));
    }
    judge(sights, views);
    return Bytes{};
  });
}

}  // namespace mpietl::app
