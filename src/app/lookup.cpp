#include "app/lookup.hpp"

#include "mpietl/comm/collectives.hpp"
#include "mpietl/comm/helpers.hpp"
#include "mpietl/core/codec.hpp"

namespace mpietl::app {

namespace {

enum class Question : std::uint8_t { list, look };

// Below that, asking takes longer than looking.
constexpr std::size_t folders_worth_sharing = 4;
constexpr std::size_t files_worth_sharing = 1000;

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

Bytes look_answer(ByteReader& question) {
  ByteWriter answer;
  while (!question.at_end()) {
    std::string path;
    question.get(path);
    const auto look = io::look_at(path);
    answer.put(look.bytes);
    answer.put(look.is_link);
  }
  return answer.take();
}

Bytes answer(const Bytes& bytes) {
  ByteReader question(bytes);
  Question kind{};
  question.get(kind);
  return kind == Question::list ? list_answer(question) : look_answer(question);
}

/// The part of `rank` of `count` things, in order.
std::size_t part_begin(std::size_t count, std::size_t rank, std::size_t ranks) {
  return count * rank / ranks;
}

std::vector<io::Folder> list_shared(comm::Helpers& helpers, const std::string& root,
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

std::vector<io::FileLook> look_shared(comm::Helpers& helpers, std::size_t count,
                                      const std::function<std::string(std::size_t)>& path) {
  std::vector<Bytes> questions;
  for (std::size_t rank = 0; rank < helpers.size(); ++rank) {
    ByteWriter writer;
    writer.put(Question::look);
    const auto end = part_begin(count, rank + 1, helpers.size());
    for (auto i = part_begin(count, rank, helpers.size()); i < end; ++i) writer.put(path(i));
    questions.push_back(writer.take());
  }
  std::vector<io::FileLook> looks;
  looks.reserve(count);
  for (const auto& bytes : helpers.ask(std::move(questions))) {
    ByteReader reader(bytes);
    while (!reader.at_end()) {
      auto& look = looks.emplace_back();
      reader.get(look.bytes);
      reader.get(look.is_link);
    }
  }
  return looks;
}

job::FileLookup lookup_with(comm::Helpers& helpers) {
  auto lookup = job::look_alone();
  const auto is_alone = helpers.size() == 1;
  return {.list =
              [&helpers, is_alone, alone = lookup.list](const auto& root, const auto& filter,
                                                        const auto& folders) {
                const bool is_little = is_alone || folders.size() < folders_worth_sharing;
                return is_little ? alone(root, filter, folders)
                                 : list_shared(helpers, root, filter, folders);
              },
          .look =
              [&helpers, is_alone, alone = lookup.look](std::size_t count, const auto& path) {
                const bool is_little = is_alone || count < files_worth_sharing;
                return is_little ? alone(count, path) : look_shared(helpers, count, path);
              }};
}

}  // namespace

void with_shared_lookup(const comm::Communicator& world,
                        const std::function<void(const job::FileLookup&)>& plan) {
  if (!world.is_root()) comm::serve(world, answer);
  comm::from_root(world, [&] {
    comm::Helpers helpers(world, answer);
    plan(lookup_with(helpers));
    return Bytes{};
  });
}

}  // namespace mpietl::app
