#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/audio/metadata_content.hpp"
#include "io/audio/vorbis_comments.hpp"
#include "mpietl/io/audio/storage_format.hpp"

namespace mpietl::io {

/// How comments that libsndfile has no call for get into a file.
struct CommentPlan {
  TextKind kind = TextKind::date;     ///< of the text that libsndfile is to write
  CommentSwap swap;                   ///< has that text; empty: no comment is carried
  std::vector<std::string> left_out;  ///< names of the comments that are not carried
};

/// A plan for the comments of `content` in a file of `format` with so many channels. `last_text` is
/// a text that libsndfile was given and that it writes whole, or empty; a file of Opus has room for
/// `room_bytes`.
CommentPlan plan_comments(const Metadata::Content& content, const StorageFormat& format,
                          int channels, const MetadataText& last_text, std::size_t room_bytes);

}  // namespace mpietl::io
