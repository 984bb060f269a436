#include "run/input_commands.hpp"

#include <string>
#include <utility>

#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"

namespace mpietl::run {

namespace {

// Two days of stereo at 48 kHz in 32 bits.
constexpr std::int64_t most_output_bytes = std::int64_t{64} << 30U;

/// The command for the shell: the input without the mark of a command.
std::string text_of(const job::Item& item) { return item.input.substr(0, item.input.rfind('|')); }

}  // namespace

InputCommands::InputCommands(const job::Job& job, const ItemContext& common)
    : supervision_(common.supervision) {
  if (job.item_timeout) seconds_ = job.item_timeout->seconds;
  if (job.memory_limit) memory_bytes_ = job.memory_limit->bytes;
}

std::unique_ptr<io::AudioSource> InputCommands::open(const job::Item& item,
                                                     const io::StreamChoice& stream) const {
  auto output = File::temporary();
  const CommandLimits limits{supervision_.stop, seconds_, memory_bytes_, most_output_bytes};
  // While it runs, its own time limit applies; the rank watches the time before and after.
  const auto end = runner_.run({.words = {"sh", "-c", text_of(item)},
                                .program = "/bin/sh",
                                .standard_output = output.descriptor()},
                               limits, [&] { supervision_.watch.progressed(item); });
  if (end.is_stopped) supervision_.stop.check();
  if (end.is_timed_out || end.wait_status != 0) {
    throw Error(Reason::command, failure_of(end, limits), true);
  }
  if (output.size() == 0)
    throw Error(Reason::command, "the command succeeded, but printed nothing");
  output.rewind();
  try {
    return io::open_source(std::move(output), {}, stream);
  } catch (const Error& error) {
    if (error.reason() != Reason::format) throw;
    throw Error(Reason::format, std::string("what the command printed: ") + error.what());
  }
}

}  // namespace mpietl::run
