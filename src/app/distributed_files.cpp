#include "app/distributed_files.hpp"

#include <algorithm>
#include <iterator>

#include "app/shared_folders.hpp"
#include "mpietl/comm/collectives.hpp"
#include "mpietl/core/codec.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/process_info.hpp"

namespace mpietl::app {

namespace {

enum class Question : std::uint32_t { list, list_tars, status, lengths, forecast };

// For fewer, messages would take longer than the work.
constexpr std::size_t min_distributed_folders = 4;
constexpr std::size_t min_distributed_files = 1000;
constexpr std::size_t min_distributed_tars = 4;

void put(ByteWriter& writer, const std::vector<std::string>& texts) {
  writer.put(std::uint64_t{texts.size()});
  for (const auto& text : texts) writer.put(text);
}

std::vector<std::string> get_texts(ByteReader& reader) {
  std::uint64_t count = 0;
  reader.get(count);
  std::vector<std::string> texts(count);
  for (auto& text : texts) reader.get(text);
  return texts;
}

Bytes list_answer(ByteReader& question) {
  std::string root;
  question.get(root);
  io::NameFilter filter;
  filter.include = get_texts(question);
  filter.exclude = get_texts(question);
  ByteWriter answer;
  for (const auto& folder : get_texts(question)) {
    encode(answer, io::list_folder(root, folder, filter));
  }
  return answer.take();
}

Bytes tars_answer(ByteReader& question) {
  io::TarChoice choice;
  choice.filter.include = get_texts(question);
  choice.filter.exclude = get_texts(question);
  question.get(choice.takes_texts);
  ByteWriter answer;
  while (!question.at_end()) {
    std::string path;
    question.get(path);
    encode(answer, io::list_tar(path, choice));
  }
  return answer.take();
}

Bytes status_answer(ByteReader& question) {
  ByteWriter answer;
  while (!question.at_end()) {
    std::string path;
    question.get(path);
    const auto status = io::file_status(path);
    answer.put(status.bytes);
    answer.put(status.is_link);
    answer.put(status.modified_ns);
  }
  return answer.take();
}

void put_item(ByteWriter& writer, const job::Item& item) {
  for_each_column(job::item_columns, [&](const auto& column) { writer.put(item.*column.member); });
}

job::Item get_item(ByteReader& question) {
  job::Item item;
  for_each_column(job::item_columns,
                  [&](const auto& column) { question.get(item.*column.member); });
  return item;
}

Bytes lengths_answer(ByteReader& question, const job::Job& job) {
  std::vector<job::InputLength> lengths;
  while (!question.at_end())
    lengths.push_back(job::declared_length(get_item(question), job.audio_stream));
  return encode_rows(std::span<const job::InputLength>(lengths), job::input_length_columns);
}

Bytes forecast_answer(ByteReader& question, const job::Job& job) {
  std::vector<job::Forecast> forecasts;
  job::Forecaster forecaster(job);
  while (!question.at_end()) forecasts.push_back(forecaster(get_item(question)));
  return encode_rows(std::span<const job::Forecast>(forecasts), job::forecast_columns);
}

Bytes answer(const Bytes& bytes, const job::Job& job) {
  ByteReader question(bytes);
  Question kind{};
  question.get(kind);
  switch (kind) {
    case Question::list:
      return list_answer(question);
    case Question::list_tars:
      return tars_answer(question);
    case Question::status:
      return status_answer(question);
    case Question::lengths:
      return lengths_answer(question, job);
    case Question::forecast:
      return forecast_answer(question, job);
  }
  return {};
}

/// The same, with the host in error messages, since hosts may see different files.
Bytes answer_of_host(const Bytes& bytes, const job::Job& job) {
  try {
    return answer(bytes, job);
  } catch (const Error& error) {
    throw Error(error.reason(), "on host " + host_name() + ": " + error.what());
  }
}

/// The beginning of the share of `rank` in `count` items.
std::size_t part_begin(std::size_t count, std::size_t rank, std::size_t ranks) {
  return count * rank / ranks;
}

std::vector<io::Folder> distributed_list(comm::Helpers& helpers, const std::string& root,
                                         const io::NameFilter& filter,
                                         const std::vector<std::string>& folders) {
  std::vector<Bytes> questions;
  for (std::size_t rank = 0; rank < helpers.size(); ++rank) {
    const auto from = folders.begin();
    const auto at = [&](std::size_t each) {
      return from + static_cast<std::ptrdiff_t>(part_begin(folders.size(), each, helpers.size()));
    };
    ByteWriter writer;
    writer.put(Question::list);
    writer.put(root);
    put(writer, filter.include);
    put(writer, filter.exclude);
    put(writer, {at(rank), at(rank + 1)});
    questions.push_back(writer.take());
  }
  std::vector<io::Folder> listed;
  for (const auto& bytes : helpers.ask(std::move(questions))) {
    ByteReader reader(bytes);
    while (!reader.at_end()) listed.push_back(io::decode_folder(reader));
  }
  return listed;
}

/// Asks all ranks about equal shares of `count` items; `put_one` writes one of them, after `head`.
/// Returns one answer from each rank.
std::vector<Bytes> ask_in_parts(comm::Helpers& helpers, Question kind, std::size_t count,
                                const std::function<void(ByteWriter&, std::size_t)>& put_one,
                                const Bytes& head = {}) {
  std::vector<Bytes> questions;
  for (std::size_t rank = 0; rank < helpers.size(); ++rank) {
    ByteWriter writer;
    writer.put(kind);
    writer.put_rest(head);
    const auto end = part_begin(count, rank + 1, helpers.size());
    for (auto i = part_begin(count, rank, helpers.size()); i < end; ++i) put_one(writer, i);
    questions.push_back(writer.take());
  }
  return helpers.ask(std::move(questions));
}

std::vector<io::TarContent> distributed_list_tars(comm::Helpers& helpers,
                                                  const std::vector<std::string>& paths,
                                                  const io::TarChoice& choice) {
  ByteWriter head;
  put(head, choice.filter.include);
  put(head, choice.filter.exclude);
  head.put(choice.takes_texts);
  const auto put_path = [&](ByteWriter& writer, std::size_t i) { writer.put(paths[i]); };
  std::vector<io::TarContent> listed;
  for (const auto& bytes :
       ask_in_parts(helpers, Question::list_tars, paths.size(), put_path, head.take())) {
    ByteReader reader(bytes);
    while (!reader.at_end()) listed.push_back(io::decode_tar(reader));
  }
  return listed;
}

std::vector<io::FileStatus> distributed_status(
    comm::Helpers& helpers, std::size_t count,
    const std::function<std::string(std::size_t)>& path) {
  const auto put_path = [&](ByteWriter& writer, std::size_t i) { writer.put(path(i)); };
  std::vector<io::FileStatus> statuses;
  statuses.reserve(count);
  for (const auto& bytes : ask_in_parts(helpers, Question::status, count, put_path)) {
    ByteReader reader(bytes);
    while (!reader.at_end()) {
      auto& status = statuses.emplace_back();
      reader.get(status.bytes);
      reader.get(status.is_link);
      reader.get(status.modified_ns);
    }
  }
  return statuses;
}

/// The answers to a question about items: rows of `columns`.
template <class Row, class Columns>
std::vector<Row> ask_about_items(comm::Helpers& helpers, Question kind, std::size_t count,
                                 const std::function<job::Item(std::size_t)>& item,
                                 const Columns& columns) {
  const auto put_one = [&](ByteWriter& writer, std::size_t i) { put_item(writer, item(i)); };
  std::vector<Row> rows;
  for (const auto& bytes : ask_in_parts(helpers, kind, count, put_one)) {
    auto part = decode_rows<Row>(bytes, columns);
    std::ranges::move(part, std::back_inserter(rows));
  }
  return rows;
}

job::FileSystem distributed_file_system(comm::Helpers& helpers) {
  const auto local = job::local_file_system();
  const auto is_alone = helpers.size() == 1;
  return {.list =
              [&helpers, is_alone, here = local.list](const auto& root, const auto& filter,
                                                      const auto& folders) {
                const bool is_little = is_alone || folders.size() < min_distributed_folders;
                return is_little ? here(root, filter, folders)
                                 : distributed_list(helpers, root, filter, folders);
              },
          .list_tars =
              [&helpers, is_alone, here = local.list_tars](const auto& paths, const auto& choice) {
                const bool is_little = is_alone || paths.size() < min_distributed_tars;
                return is_little ? here(paths, choice)
                                 : distributed_list_tars(helpers, paths, choice);
              },
          .status =
              [&helpers, is_alone, here = local.status](std::size_t count, const auto& path) {
                const bool is_little = is_alone || count < min_distributed_files;
                return is_little ? here(count, path) : distributed_status(helpers, count, path);
              },
          .lengths =
              [&helpers](const auto& /*stream*/, std::size_t count, const auto& item) {
                return ask_about_items<job::InputLength>(helpers, Question::lengths, count, item,
                                                         job::input_length_columns);
              }};
}

}  // namespace

void with_distributed_files(const comm::Communicator& world, const job::Job& job,
                            const std::function<void(const DistributedFiles&)>& plan) {
  const bool is_one_host = are_on_one_host(world);
  const auto answer_for_job = [&job, is_one_host](const Bytes& question) {
    return is_one_host ? answer(question, job) : answer_of_host(question, job);
  };
  if (!world.is_root()) comm::serve(world, answer_for_job);
  comm::run_on_root(world, [&] {
    comm::Helpers helpers(world, answer_for_job);
    plan({distributed_file_system(helpers), [&](std::size_t count, const auto& item) {
            return ask_about_items<job::Forecast>(helpers, Question::forecast, count, item,
                                                  job::forecast_columns);
          }});
    return Bytes{};
  });
}

}  // namespace mpietl::app
