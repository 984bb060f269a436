#include "io/audio/sndfile/plan_comments.hpp"

#include <algorithm>

namespace mpietl::io {

namespace {

/// Largest size of the comments in a file.
std::size_t max_bytes(const StorageFormat& format, std::size_t room_bytes) {
  if (format.file != FileFormat::flac && format.file != FileFormat::ogg) return 0;
  constexpr std::size_t max = std::size_t{12} * 1024 * 1024;  // a block of FLAC ends at 16 MiB
  // libsndfile builds the header of Opus like the headers that it truncates.
  return format.subtype == Subtype::opus ? room_bytes : max;
}

std::string name_of(const std::string& comment) { return comment.substr(0, comment.find('=')); }

/// Whether a comment gives the positions of channels, and the file has other channels.
bool is_of_other_channels(const std::string& comment, const Metadata::Content& content,
                          int channels) {
  return content.channels != channels && name_of(comment) == "WAVEFORMATEXTENSIBLE_CHANNEL_MASK";
}

}  // namespace

CommentPlan plan_comments(const Metadata::Content& content, const StorageFormat& format,
                          int channels, const MetadataText& last_text, std::size_t room_bytes) {
  CommentPlan plan;
  const std::size_t max = max_bytes(format, room_bytes);
  std::size_t bytes = 0;
  for (const auto& comment : content.comments) {
    if (is_of_other_channels(comment, content, channels) || stored_bytes(comment) > max - bytes) {
      plan.left_out.push_back(name_of(comment));
    } else {
      bytes += stored_bytes(comment);
      plan.swap.comments.push_back(comment);
    }
  }
  // Without another text, a date is the placeholder; it takes some bytes itself.
  const bool is_alone = last_text.text.empty();
  const std::size_t own = is_alone ? stored_bytes("date=") : 0;
  if (bytes <= own) {
    for (const auto& comment : plan.swap.comments) plan.left_out.push_back(name_of(comment));
    plan.swap = {};
    return plan;
  }
  plan.kind = is_alone ? TextKind::date : last_text.kind;
  plan.swap.text = last_text.text;
  plan.swap.written = last_text.text + std::string(bytes - own, '.');
  return plan;
}

}  // namespace mpietl::io
