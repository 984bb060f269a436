#include <filesystem>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/item_source.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/input_commands.hpp"

namespace mpietl::run {

namespace {

/// Opens the input. It existed when the job began, unless its size is unknown.
std::unique_ptr<io::AudioSource> open_listed(const job::Item& item,
                                             const io::StreamChoice& stream) {
  try {
    return job::open_source(item, stream);
  } catch (const Error& error) {
    const auto folder = std::filesystem::path(job::file_of(item)).parent_path().string();
    const bool was_there = item.bytes >= 0 && error.reason() == Reason::not_found;
    if (!was_there || folder.empty() || io::is_folder(folder)) throw;
    throw Error(Reason::host, "the folder of the input has disappeared: " + escape(folder) +
                                  "; check that its disk is mounted");
  }
}

std::unique_ptr<io::AudioSource> open_part(const job::Item& item, const OpenSource& open,
                                           std::unique_ptr<OpenRecording>& recording) {
  if (recording && !(job::is_part(item) && recording->path == item.input)) recording.reset();
  if (!job::is_part(item)) return open(item);
  if (!recording) {
    recording = std::make_unique<OpenRecording>(item.input, [item, open] { return open(item); });
  }
  return recording->recording.part(item.offset_seconds, item.duration_seconds);
}

}  // namespace

std::unique_ptr<io::AudioSource> open_input(const job::Item& item, const io::StreamChoice& stream,
                                            const InputCommands* commands) {
  const bool is_command = item.kind == job::InputKind::command && commands != nullptr;
  return is_command ? commands->open(item, stream) : open_listed(item, stream);
}

std::unique_ptr<io::AudioSource> open_item(const job::Item& item, const OpenSource& open,
                                           std::unique_ptr<OpenRecording>& recording) {
  auto part = open_part(item, open, recording);
  return item.channel < 0 ? std::move(part) : io::channel_source(std::move(part), item.channel);
}

}  // namespace mpietl::run
