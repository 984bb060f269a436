#include <algorithm>
#include <array>

#include "io/audio/formats.hpp"
#include "mpietl/io/archives/tar.hpp"

namespace mpietl::io {

bool is_tar_name(std::string_view path) { return lower(std::string(path)).ends_with(".tar"); }

bool is_compressed_tar_name(std::string_view path) {
  constexpr std::array ends{".tar.gz", ".tgz", ".tar.bz2", ".tbz2",
                            ".tar.xz", ".txz", ".tar.zst", ".tzst"};
  const auto name = lower(std::string(path));
  return std::ranges::any_of(ends, [&](const auto* end) { return name.ends_with(end); });
}

std::pair<std::string, std::string> split_at_first_dot(const std::string& path) {
  const auto name = path.rfind('/') + 1;  // 0 when there is none
  const auto dot = path.find('.', name + 1);
  if (dot == std::string::npos) return {path, ""};
  return {path.substr(0, dot), lower(path.substr(dot + 1))};
}

void encode(ByteWriter& writer, const TarContent& content) {
  writer.put(std::uint64_t{content.members.size()});
  for (const auto& member : content.members) {
    writer.put(member.name);
    writer.put(member.bytes.begin);
    writer.put(member.bytes.size);
  }
  writer.put(std::uint64_t{content.faults.size()});
  for (const auto& [number, why] : content.faults) {
    writer.put(std::uint64_t{number});
    writer.put(why);
  }
  writer.put(content.fault);
  writer.put(std::uint64_t{content.texts.size()});
  for (const auto& [name, text] : content.texts) {
    writer.put(name);
    writer.put(text);
  }
  encode(writer, content.left_out);
  writer.put(content.used);
}

TarContent decode_tar(ByteReader& reader) {
  TarContent content;
  std::uint64_t members = 0;
  reader.get(members);
  content.members.resize(members);
  for (auto& member : content.members) {
    reader.get(member.name);
    reader.get(member.bytes.begin);
    reader.get(member.bytes.size);
  }
  std::uint64_t faults = 0;
  reader.get(faults);
  for (std::uint64_t i = 0; i < faults; ++i) {
    std::uint64_t number = 0;
    reader.get(number);
    reader.get(content.faults[number]);
  }
  reader.get(content.fault);
  std::uint64_t texts = 0;
  reader.get(texts);
  content.texts.resize(texts);
  for (auto& [name, text] : content.texts) {
    reader.get(name);
    reader.get(text);
  }
  content.left_out = decode_left_out(reader);
  reader.get(content.used);
  return content;
}

}  // namespace mpietl::io
