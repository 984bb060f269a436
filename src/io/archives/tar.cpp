#include "mpietl/io/archives/tar.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "io/archives/tar_header.hpp"
#include "io/files/name_chooser.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/files/normal_form.hpp"

namespace mpietl::io {

namespace {

using namespace std::string_view_literals;

constexpr std::int64_t most_text_bytes = std::int64_t{1} << 20U;
constexpr auto block_bytes = static_cast<std::int64_t>(tar_block_bytes);

/// The name as a path below the tar, without parts that lead to the root or upwards.
std::string below_tar(std::string_view name) {
  std::string path;
  while (!name.empty()) {
    const auto end = std::min(name.find('/'), name.size());
    const auto part = name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
    if (part.empty() || part == "." || part == "..") continue;
    if (!path.empty()) path.push_back('/');
    path.append(part);
  }
  return path;
}

bool is_text(const std::string& name) {
  const auto extension = split_at_first_dot(name).second;
  return extension == "txt" || extension == "json" || extension == "cls";
}

/// Why a file that begins with `block` is not a tar.
std::string why_no_tar(std::string_view block) {
  constexpr std::array begins{"\x1F\x8B"sv, "\x28\xB5\x2F\xFD"sv, "BZh"sv,
                              "\xFD"
                              "7zXZ"sv};
  if (std::ranges::any_of(begins, [&](auto begin) { return block.starts_with(begin); })) {
    return "it is compressed, so its members cannot be read by position; uncompress it";
  }
  return "it is not a tar: it does not begin with the header of a member";
}

/// A scan of one tar.
class Scan {
 public:
  Scan(File file, const TarChoice& choice)
      : file_(std::move(file)),
        size_(file_.size()),
        chooser_(choice.filter),
        takes_texts_(choice.takes_texts) {}

  TarContent content() {
    if (size_ == 0) content_.fault = "the tar is empty";
    while (at_ < size_ && content_.fault.empty() && take_block()) continue;
    content_.left_out = chooser_.left_out();
    content_.used = chooser_.used();
    return std::move(content_);
  }

 private:
  /// What extra headers say about the next member.
  struct Said {
    std::string name;
    std::string link;
    std::optional<std::int64_t> size;
    bool is_sparse = false;
  };

  /// The place of a member, and its index if it is taken.
  struct Known {
    ByteRange bytes;
    std::optional<std::size_t> number;
  };

  /// The next block; shorter at the end of the file. Reads headers of small members in one call.
  std::string_view read_block() {
    if (at_ < window_at_ || at_ + block_bytes > window_at_ + window_size_) {
      file_.seek(at_);
      window_at_ = at_;
      window_size_ = static_cast<std::int64_t>(file_.read(window_.data(), window_.size()));
    }
    const auto first = static_cast<std::size_t>(at_ - window_at_);
    at_ += block_bytes;
    return std::string_view(window_.data(), static_cast<std::size_t>(window_size_))
        .substr(first, tar_block_bytes);
  }

  /// Reads a header and skips the data of its member. Returns whether more may follow.
  bool take_block() {
    const auto begin = at_;
    const auto block = read_block();
    if (block.size() < tar_block_bytes) return end_at(begin, "ends within a header");
    if (std::ranges::all_of(block, [](char byte) { return byte == '\0'; })) {
      is_behind_end_ = true;  // but concatenated tars continue
      return true;
    }
    auto header = parse_tar_header(block);
    if (!header && is_behind_end_) return false;
    if (!header && begin == 0) return fail(why_no_tar(block));
    if (!header) return end_at(begin, "is damaged: there is no header of a member");
    is_behind_end_ = false;
    return take(std::move(*header), begin);
  }

  bool take(TarHeader header, std::int64_t begin) {
    switch (header.type) {
      case 'L':
        return take_text(header, begin, said_.name);
      case 'K':
        return take_text(header, begin, said_.link);
      case 'x':
        return take_pax(header, begin);
      case 'g':
        return pass_over(header.size, begin);
      default:
        break;
    }
    const auto said = std::exchange(said_, {});
    if (!said.name.empty()) header.name = said.name;
    if (!said.link.empty()) header.link = said.link;
    header.size = said.size.value_or(header.size);
    return take_member(header, said.is_sparse, begin);
  }

  bool take_member(const TarHeader& header, bool is_sparse, std::int64_t begin) {
    const auto name = below_tar(header.name);
    constexpr auto kinds_without_bytes = "123456"sv;
    if (header.type == '1') add_link(name, below_tar(header.link));
    if (header.type == '2') add_faulty(name, "it is a link to " + escape(header.link));
    if (kinds_without_bytes.find(header.type) != std::string_view::npos) return true;
    if (header.type == 'S' && !skip_holes(header)) return end_at(begin, "ends within a header");
    const bool is_regular = header.type == '0' || header.type == '7';
    const ByteRange bytes{at_, header.size};
    const auto there = size_ - at_;
    if (header.size > there) {
      add_faulty(name, "the tar is truncated within it: it has " + std::to_string(there) + " of " +
                           std::to_string(header.size) + " bytes");
    } else if (header.type == 'S' || is_sparse) {
      add_faulty(name, "it is stored as a sparse file; make the tar without --sparse");
    } else if (header.type == 'M') {
      add_faulty(name, "it begins in another volume of the tar");
    } else if (is_regular && takes_texts_ && is_text(name) && header.size <= most_text_bytes) {
      content_.texts.emplace_back(name, read_text(header.size));
    } else if (is_regular && !header.name.ends_with('/')) {
      add(name, bytes);
    }
    return pass_over(header.size, begin);
  }

  /// Skips the blocks that may follow the header of a sparse file and describe more holes.
  bool skip_holes(const TarHeader& header) {
    for (bool has_more = header.has_more_of_sparse; has_more;) {
      const auto block = read_block();
      if (block.size() < tar_block_bytes) return false;
      has_more = has_more_of_sparse(block);
    }
    return true;
  }

  bool take_text(const TarHeader& header, std::int64_t begin, std::string& text) {
    if (!read_body(header, begin)) return false;
    text = body_.substr(0, body_.find('\0'));
    return true;
  }

  bool take_pax(const TarHeader& header, std::int64_t begin) {
    if (!read_body(header, begin)) return false;
    const auto records = parse_pax(body_);
    if (!records) return end_at(begin, "is damaged: its pax header cannot be read");
    for (const auto& [key, value] : *records) {
      if (key == "path" && said_.name.empty()) said_.name = value;
      if (key == "GNU.sparse.name") said_.name = value;
      if (key == "linkpath") said_.link = value;
      if (key == "size") said_.size = tar_number(value, 10);
      said_.is_sparse = said_.is_sparse || key.starts_with("GNU.sparse.");
    }
    return true;
  }

  bool read_body(const TarHeader& header, std::int64_t begin) {
    if (header.size > most_text_bytes) return end_at(begin, "is damaged: a name is too long");
    body_ = read_text(header.size);
    return pass_over(header.size, begin);
  }

  /// Reads the text after a header.
  std::string read_text(std::int64_t size) {
    std::string text(static_cast<std::size_t>(size), '\0');
    file_.seek(at_);
    text.resize(file_.read(text.data(), text.size()));
    return text;
  }

  bool pass_over(std::int64_t bytes, std::int64_t begin) {
    if (bytes > size_ - at_) return end_at(begin, "ends within the member there");
    at_ += (bytes + block_bytes - 1) / block_bytes * block_bytes;
    return true;
  }

  /// Whether the filter takes the file and enters its folders.
  bool takes(const std::string& name) {
    const auto folder = name.substr(0, std::min(name.rfind('/'), name.size()));
    const bool has_folder = folder.size() < name.size();
    if (!has_folder) return chooser_.takes_file(name);
    if (folder != folder_) {
      folder_ = folder;
      enters_folder_ = true;
      for (auto end = name.find('/'); end != std::string::npos && enters_folder_;
           end = name.find('/', end + 1)) {
        enters_folder_ = chooser_.enters_folder(std::string_view(name).substr(0, end));
      }
    }
    return enters_folder_ && chooser_.takes_file(name);
  }

  void add(const std::string& name, const ByteRange& bytes) {
    if (name.empty()) return;
    auto [known, is_new] = known_.try_emplace(name);
    known->second.bytes = bytes;
    auto& number = known->second.number;
    if (is_new && takes(name)) {
      number = content_.members.size();
      content_.members.push_back({name, bytes});
    } else if (number) {
      content_.members[*number].bytes = bytes;
      content_.faults.erase(*number);
    }
  }

  void add_faulty(const std::string& name, const std::string& why) {
    add(name, {at_, 0});
    if (const auto known = known_.find(name); known != known_.end() && known->second.number) {
      content_.faults[*known->second.number] = why;
    }
  }

  void add_link(const std::string& name, const std::string& target) {
    const auto known = known_.find(target);
    if (known == known_.end()) {
      add_faulty(name, "it is a link to " + escape(target) + ", which does not precede it");
    } else {
      add(name, ByteRange(known->second.bytes));
    }
  }

  bool fail(std::string why) {
    content_.fault = std::move(why);
    return false;
  }

  bool end_at(std::int64_t begin, const std::string& what) {
    return fail("the tar " + what + ", at byte " + std::to_string(begin) +
                "; what follows is not read");
  }

  File file_;
  std::int64_t size_;
  NameChooser chooser_;
  bool takes_texts_;
  std::int64_t at_ = 0;
  std::array<char, 8 * tar_block_bytes> window_{};
  std::int64_t window_at_ = 0;  // in the file
  std::int64_t window_size_ = 0;
  std::string body_;
  Said said_;
  bool is_behind_end_ = false;
  std::unordered_map<std::string, Known> known_;
  std::string folder_;  // of the last file in a folder
  bool enters_folder_ = true;
  TarContent content_;
};

}  // namespace

TarContent list_tar(const std::string& path, const TarChoice& choice) {
  try {
    return Scan(open_input_file(path), choice).content();
  } catch (const Error& error) {
    TarContent content;
    content.fault = error.what();
    return content;
  }
}

}  // namespace mpietl::io
