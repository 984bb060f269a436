#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/audio/metadata_content.hpp"
#include "io/audio/vorbis_comments.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// How comments that libsndfile cannot write get into a file.
struct CommentPlan {
  TextKind kind = TextKind::date;     ///< of the text that libsndfile writes as placeholder
  CommentSwap swap;                   ///< contains that text; empty: no comments are written
  std::vector<std::string> left_out;  ///< names of comments that are not written
};

/// Plans how to write the comments of `content` into a file of `format` with `channels` channels.
/// `last_text` is a text that libsndfile writes in full, or empty; an Opus file has space for
/// `room_bytes`.
CommentPlan plan_comments(const Metadata::Content& content, const StorageFormat& format,
                          int channels, const MetadataText& last_text, std::size_t room_bytes);

}  // namespace mpietl::io
