#include <filesystem>

#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/file_system.hpp"
#include "mpietl/job/item_source.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/input_commands.hpp"

namespace mpietl::run {

namespace {

/// The input, which was there when the job began unless its size is not known.
std::unique_ptr<io::AudioSource> open_listed(const job::Item& item) {
  try {
    return job::open_source(item);
  } catch (const Error& error) {
    const auto folder = std::filesystem::path(job::file_of(item)).parent_path().string();
    const bool was_there = item.bytes >= 0 && error.reason() == Reason::not_found;
    if (!was_there || folder.empty() || io::is_folder(folder)) throw;
    throw Error(Reason::host, "the folder of the input is gone: " + escape(folder) +
                                  "; see whether its disk is mounted");
  }
}

}  // namespace

std::unique_ptr<io::AudioSource> open_input(const job::Item& item, const InputCommands* commands) {
  const bool is_command = item.kind == job::InputKind::command && commands != nullptr;
  auto source = is_command ? commands->open(item) : open_listed(item);
  const bool is_part = item.offset_seconds > 0.0 || item.duration_seconds >= 0.0;
  if (!is_part) return source;
  return io::part_of(std::move(source), item.offset_seconds, item.duration_seconds);
}

}  // namespace mpietl::run
