#include "io/audio/plan_comments.hpp"

#include <algorithm>

namespace mpietl::io {

namespace {

/// Bytes of comments that a file takes.
std::size_t most_bytes(const AudioFormat& format, std::size_t room_bytes) {
  const int container = format.code & SF_FORMAT_TYPEMASK;
  if (container != SF_FORMAT_FLAC && container != SF_FORMAT_OGG) return 0;
  constexpr std::size_t most = std::size_t{12} * 1024 * 1024;  // a block of FLAC ends at 16 MiB
  // libsndfile builds the header of Opus as those that it cuts off.
  return (format.code & SF_FORMAT_SUBMASK) == SF_FORMAT_OPUS ? room_bytes : most;
}

std::string name_of(const std::string& comment) { return comment.substr(0, comment.find('=')); }

/// Where the channels are, of a file that has other ones.
bool is_of_other_channels(const std::string& comment, const Metadata::Content& content,
                          const AudioFormat& format) {
  return content.channels != format.channels &&
         name_of(comment) == "WAVEFORMATEXTENSIBLE_CHANNEL_MASK";
}

}  // namespace

CommentPlan plan_comments(const Metadata::Content& content, const AudioFormat& format,
                          const MetadataText& last_text, std::size_t room_bytes) {
  CommentPlan plan;
  const std::size_t most = most_bytes(format, room_bytes);
  std::size_t bytes = 0;
  for (const auto& comment : content.comments) {
    if (is_of_other_channels(comment, content, format) || stored_bytes(comment) > most - bytes) {
      plan.left_out.push_back(name_of(comment));
    } else {
      bytes += stored_bytes(comment);
      plan.swap.comments.push_back(comment);
    }
  }
  // Without another text, a date holds the place; it takes some bytes itself.
  const bool is_alone = last_text.text.empty();
  const std::size_t own = is_alone ? stored_bytes("date=") : 0;
  if (bytes <= own) {
    for (const auto& comment : plan.swap.comments) plan.left_out.push_back(name_of(comment));
    plan.swap = {};
    return plan;
  }
  plan.kind = is_alone ? SF_STR_DATE : last_text.kind;
  plan.swap.text = last_text.text;
  plan.swap.written = last_text.text + std::string(bytes - own, '.');
  return plan;
}

}  // namespace mpietl::io
