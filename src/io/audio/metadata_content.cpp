#include "io/audio/metadata_content.hpp"

#include <algorithm>

namespace mpietl::io {

bool Metadata::Content::empty() const {
  return texts.empty() && !broadcast && cart.empty() && cues.empty() && !instrument &&
         channel_map.empty() && chunks.empty() && comments.empty() && not_read.empty();
}

Metadata metadata_of(Metadata::Content content) {
  if (content.empty()) return {};
  return Metadata(std::make_shared<const Metadata::Content>(std::move(content)));
}

void set_text(std::vector<MetadataText>& texts, TextKind kind, std::string text) {
  if (text.empty()) return;
  const auto known = std::ranges::find(texts, kind, &MetadataText::kind);
  if (known == texts.end()) {
    texts.push_back({kind, std::move(text)});
  } else {
    known->text = std::move(text);
  }
}

}  // namespace mpietl::io
