#include "run/command_work.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "mpietl/core/adopted_file.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/process_info.hpp"
#include "mpietl/core/stopwatch.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/digest.hpp"
#include "mpietl/job/command.hpp"
#include "mpietl/run/process_item.hpp"
#include "run/attempt.hpp"

namespace mpietl::run {

namespace {

FileDescriptor create_result(const std::string& path) {
  constexpr mode_t mode = 0666;  // less the user's umask
  FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (file.number() < 0) throw write_error("create", path, errno);
  return file;
}

/// The path of the program, if it is the same for all items and exists here; otherwise empty, and
/// each item reports the error.
std::string file_of_all(const std::string& word) {
  return word.find('{') == std::string::npos ? find_program(word).value_or("") : "";
}

/// The files that a command prints to, in the result folder of its item.
struct Results {
  explicit Results(const std::string& folder) {
    make_folders(folder);
    output = create_result(folder + "/stdout");
    error = create_result(folder + "/stderr");
  }

  FileDescriptor output{-1};
  FileDescriptor error{-1};
};

}  // namespace

std::string place_of_results(const job::Item& item) {
  constexpr std::size_t longest_name = 200;
  // The part that other items share comes after the last NUL.
  auto name = item.identity.substr(item.identity.rfind('\0') + 1);
  const bool is_unique = name.size() == item.identity.size();
  const bool is_path = !name.starts_with('/') && name.find("..") == std::string::npos &&
                       name.find("//") == std::string::npos;
  if (!is_path) std::ranges::replace(name, '/', '_');
  const bool is_short = name.size() <= longest_name;
  if (is_unique && is_short && !name.empty() && name != "." && name != "..") return name;
  return name.substr(0, longest_name) + "-" + std::to_string(item.index);
}

CommandWork::CommandWork(const job::Job& job, const ItemContext& common, std::string output_root)
    : job_(job),
      context_(common),
      output_root_(std::move(output_root)),
      durability_(job.fsync == job::Fsync::file ? Durability::stored : Durability::cached) {
  if (job.item_timeout) seconds_ = job.item_timeout->seconds;
  if (!job.shell) program_ = file_of_all(job.command.front());
  if (job.memory_limit) memory_bytes_ = job.memory_limit->bytes;
}

std::vector<Record> CommandWork::process(job::Unit& unit, Workspace& workspace) noexcept {
  std::vector<Record> records;
  for (const auto& item : unit.items) {
    records.push_back(attempt_item(
        item, context_, workspace.thread,
        [&](Record& record, ByteCount& counted) { run(item, workspace, record, counted); }));
  }
  return records;
}

void CommandWork::run(const job::Item& item, Workspace& workspace, Record& record,
                      ByteCount& counted) const {
  Stopwatch watch;
  std::optional<AdoptedFile> output;
  if (job::makes_outputs(job_)) {
    output.emplace(Destination{
        item.output, context_.names.path_with_extension(item.output, item.index), output_root_});
  }
  const auto words = job::command_for(
      item, job_, {output ? output->temporary() : "", context_.rank, workspace.thread});
  record.bytes_in = item.bytes;
  record.open_seconds = watch.lap();
  const auto end = run_command(item, words, counted);
  record.transform_seconds = watch.lap();
  record.user_seconds = end.user_seconds;
  record.system_seconds = end.system_seconds;
  record.max_rss_bytes = end.max_rss_bytes;
  record.exit_status = exit_status_of(end.wait_status);
  if (end.is_stopped) context_.supervision.stop.check();
  if (end.is_timed_out || end.wait_status != 0) {
    throw Error(Reason::command, failure_of(end, limits()), true);
  }
  if (output) finish(*output, workspace, record, counted);
  record.close_seconds = watch.lap();
}

CommandEnd CommandWork::run_command(const job::Item& item, const std::vector<std::string>& words,
                                    ByteCount& counted) const {
  // While a command runs, its own time limit applies; the rank watches the time before and after.
  const auto on_wait = [&] { counted.advance_to(0); };
  if (job_.results.empty()) {
    return runner_.run({.words = words, .program = program_}, limits(), on_wait);
  }
  const Results results(job_.results + "/" + place_of_results(item));
  auto end = runner_.run({.words = words,
                          .program = program_,
                          .standard_output = results.output.number(),
                          .standard_error = results.error.number()},
                         limits(), on_wait);
  if (end.wait_status != 0) end.last_errors = end_of_file(results.error.number());
  return end;
}

CommandLimits CommandWork::limits() const {
  return {context_.supervision.stop, seconds_, memory_bytes_};
}

void CommandWork::finish(AdoptedFile& output, Workspace& workspace, Record& record,
                         ByteCount& counted) const {
  try {
    auto file = output.open();
    record.bytes_out = file.size();
    record.digest = to_hex(io::hash_rest(file, workspace.tail, [&](std::int64_t) {
      counted.advance_to(0);
      context_.supervision.stop.check();
    }));
  } catch (const Error& error) {
    if (error.reason() != Reason::not_found) throw;
    throw Error(Reason::command, "the command succeeded, but wrote no file to {out}", true);
  }
  output.commit(durability_);
}

}  // namespace mpietl::run
