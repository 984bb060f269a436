#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string_view>

#include "io/audio/header_bytes.hpp"
#include "io/audio/metadata_content.hpp"
#include "io/audio/plan_comments.hpp"
#include "mpietl/core/text.hpp"

namespace mpietl::io {

namespace {

constexpr unsigned bit_of(int kind) { return 1U << static_cast<unsigned>(kind); }
constexpr unsigned few_texts = bit_of(SF_STR_TITLE) | bit_of(SF_STR_COPYRIGHT) |
                               bit_of(SF_STR_SOFTWARE) | bit_of(SF_STR_ARTIST) |
                               bit_of(SF_STR_COMMENT);
constexpr unsigned all_texts = few_texts | bit_of(SF_STR_DATE) | bit_of(SF_STR_ALBUM) |
                               bit_of(SF_STR_LICENSE) | bit_of(SF_STR_TRACKNUMBER) |
                               bit_of(SF_STR_GENRE);

/// What libsndfile 1.2.0 writes into a container.
struct Holds {
  int container = 0;
  unsigned texts = 0;  ///< bit_of() each kind
  bool is_utf8 = false;
  bool cues = false;
  bool instrument = false;
  bool channel_map = false;
};
constexpr std::array holders{
    Holds{SF_FORMAT_WAV, all_texts & ~bit_of(SF_STR_LICENSE), false, true, true, false},
    Holds{SF_FORMAT_WAVEX, all_texts & ~bit_of(SF_STR_LICENSE), false, true, true, true},
    Holds{SF_FORMAT_RF64, all_texts & ~bit_of(SF_STR_LICENSE), false, true, false, true},
    Holds{SF_FORMAT_AIFF, few_texts, false, true, false, true},
    Holds{SF_FORMAT_CAF, all_texts, true, false, false, true},
    Holds{SF_FORMAT_FLAC, all_texts, true},
    Holds{SF_FORMAT_OGG, all_texts, true},
    Holds{
        SF_FORMAT_MPEG,
        all_texts & ~(bit_of(SF_STR_LICENSE) | bit_of(SF_STR_COPYRIGHT) | bit_of(SF_STR_SOFTWARE)),
        true},
};

/// The text as UTF-8; one that is not is taken for ISO 8859-1, as RIFF has it. libFLAC refuses
/// also U+FFFE and U+FFFF, and libsndfile 1.2.0 does not notice that it did.
std::string as_utf8(const std::string& text) {
  const bool is_taken = text.find("\xEF\xBF\xBE") == std::string::npos &&
                        text.find("\xEF\xBF\xBF") == std::string::npos;
  if (is_taken && is_utf8(text)) return text;
  std::string converted;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      converted += c;
    } else {
      converted += {static_cast<char>(0xC0U | byte >> 6U), static_cast<char>(0x80U | (byte & 63U))};
    }
  }
  return converted;
}

/// Gives what a file holds to its writer, part by part, and notes what it does not take.
class Giver {
 public:
  Giver(SNDFILE* handle, const AudioFormat& format, const Metadata::Content& content)
      : handle_(handle), format_(format), content_(content) {
    const auto* found =
        std::ranges::find(holders, format.code & SF_FORMAT_TYPEMASK, &Holds::container);
    if (found != holders.end()) holds_ = *found;
  }

  GivenMetadata give() {
    give_channel_map();
    give_texts();
    if (!content_.cart.empty()) note(give_chunk("cart", content_.cart), "cart");
    if (content_.instrument) note(give_instrument(), "instrument");
    if (!content_.broadcast.empty()) note(give_broadcast(), "broadcast extension");
    if (!content_.cues.empty()) note(give_cues(), "cues");
    give_comments();
    for (const auto& chunk : content_.chunks) note(put_behind(chunk), chunk.shown);
    for (const auto& what : content_.not_taken) note(false, what);
    given_.warning = warning();
    return std::move(given_);
  }

 private:
  void note(bool is_given, std::string_view what) {
    constexpr std::size_t most_letters = 40;
    constexpr std::size_t most_names = 1000;  // a damaged file may have millions
    if (is_given || left_out_.size() == most_names) return;
    std::string name(what.substr(0, most_letters));
    std::ranges::replace_if(
        name, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    name.erase(name.find_last_not_of(' ') + 1);
    if (std::ranges::find(left_out_, name) == left_out_.end()) left_out_.push_back(std::move(name));
  }

  /// Names what is left out: "metadata left out: cues, instrument".
  [[nodiscard]] std::string warning() const {
    constexpr std::size_t most_names = 12;
    std::string names;
    for (std::size_t i = 0; i < std::min(most_names, left_out_.size()); ++i) {
      names += (i == 0 ? "metadata left out: " : ", ") + left_out_[i];
    }
    if (left_out_.size() <= most_names) return names;
    return names + " and " + std::to_string(left_out_.size() - most_names) + " more";
  }

  /// libsndfile 1.2.0 cuts a header off that grows beyond some 50 kB, and does not tell.
  bool takes_room(std::size_t bytes) {
    if (bytes > room_bytes_) return false;
    room_bytes_ -= bytes;
    return true;
  }

  template <class Data>
  bool command(int which, const Data* data, std::size_t bytes) {
    return sf_command(handle_, which, const_cast<Data*>(data), static_cast<int>(bytes)) == SF_TRUE;
  }

  void give_channel_map() {
    const auto& map = content_.channel_map;
    if (!holds_.channel_map || map.empty() || content_.channels != format_.channels) return;
    // A layout that the container has no name for is none of the file's data: no warning.
    command(SFC_SET_CHANNEL_MAP_INFO, map.data(), map.size() * sizeof map[0]);
  }

  bool give_text(const MetadataText& each) {
    if ((holds_.texts & bit_of(each.kind)) == 0) return false;
    const std::string text = holds_.is_utf8 ? as_utf8(each.text) : each.text;
    constexpr std::size_t with_name = 64;
    if (!takes_room(text.size() + with_name)) return false;
    if (sf_set_string(handle_, each.kind, text.c_str()) != SF_ERR_NO_ERROR) return false;
    // libsndfile cuts the software off behind 127 bytes.
    if (each.kind != SF_STR_SOFTWARE) last_text_ = {each.kind, text};
    return true;
  }

  void give_comments() {
    auto plan = plan_comments(content_, format_, last_text_, room_bytes_);
    for (const auto& name : plan.left_out) note(false, name);
    if (plan.swap.empty()) return;
    sf_set_string(handle_, plan.kind, plan.swap.written.c_str());
    given_.swap = std::move(plan.swap);
  }

  /// Chunks stand behind the samples, where libsndfile's bound on headers does not count.
  bool put_behind(const MetadataChunk& chunk) {
    if (!is_wav_like(format_.code)) return false;
    auto& all = given_.chunks_behind;
    const bool is_big_endian = (format_.code & SF_FORMAT_ENDMASK) == SF_ENDIAN_BIG;
    const auto size = stored(chunk.bytes.size(), 4, is_big_endian);
    const auto* name = reinterpret_cast<const std::byte*>(chunk.name.data());
    all.insert(all.end(), name, name + chunk.name.size());
    all.insert(all.end(), size.begin(), size.end());
    all.insert(all.end(), chunk.bytes.begin(), chunk.bytes.end());
    if (chunk.bytes.size() % 2 != 0) all.push_back(std::byte{0});
    return true;
  }

  void give_texts() {
    static constexpr std::array names{"",        "title", "copyright", "software", "artist",
                                      "comment", "date",  "album",     "license",  "track number",
                                      "",        "",      "",          "",         "",
                                      "",        "genre"};
    for (const auto& each : content_.texts) {
      note(give_text(each), names.at(static_cast<std::size_t>(each.kind)));
    }
  }

  bool give_chunk(const char* name, std::span<const std::byte> bytes) {
    if (!is_wav_like(format_.code) || !takes_room(bytes.size() + 12)) return false;
    SF_CHUNK_INFO chunk{};
    std::memcpy(chunk.id, name, 4);
    chunk.id_size = 4;
    chunk.datalen = static_cast<unsigned>(bytes.size());
    chunk.data = const_cast<std::byte*>(bytes.data());
    return sf_set_chunk(handle_, &chunk) == SF_ERR_NO_ERROR;
  }

  bool give_instrument() {
    const SF_INSTRUMENT& instrument = *content_.instrument;
    return holds_.instrument && takes_room(44 + 24 * count_of(instrument)) &&
           command(SFC_SET_INSTRUMENT, &instrument, sizeof instrument);
  }
  static std::size_t count_of(const SF_INSTRUMENT& instrument) {
    return static_cast<std::size_t>(instrument.loop_count);
  }

  bool give_broadcast() {
    const auto& bytes = content_.broadcast;
    constexpr std::size_t own_history = 256;  // libsndfile adds a line of its own
    return is_wav_like(format_.code) && takes_room(bytes.size() + own_history) &&
           command(SFC_SET_BROADCAST_INFO, bytes.data(), bytes.size());
  }

  bool give_cues() {
    const auto& cues = content_.cues;
    std::size_t bytes = 12;
    for (const auto& cue : cues) bytes += 24 + std::strlen(cue.name);
    if (!holds_.cues) return false;
    if (holds_.container == SF_FORMAT_RF64) return give_chunk("cue ", cue_chunk(cues));
    if (!takes_room(bytes)) return false;
    const auto count = static_cast<std::uint32_t>(cues.size());
    std::vector<std::byte> all(sizeof count + cues.size() * sizeof cues[0]);
    std::memcpy(all.data(), &count, sizeof count);
    std::memcpy(all.data() + sizeof count, cues.data(), cues.size() * sizeof cues[0]);
    return command(SFC_SET_CUE, all.data(), all.size());
  }

  /// What stands in a RIFF chunk of cues; libsndfile writes none into RF64.
  static std::vector<std::byte> cue_chunk(const std::vector<SF_CUE_POINT>& cues) {
    std::vector<std::byte> bytes;
    const auto put = [&](std::uint32_t number) {
      for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes.push_back(static_cast<std::byte>(number >> shift & 0xFFU));
      }
    };
    put(static_cast<std::uint32_t>(cues.size()));
    for (const auto& cue : cues) {
      put(static_cast<std::uint32_t>(cue.indx));
      put(cue.position);
      for (const char letter : std::string_view("data")) {
        bytes.push_back(static_cast<std::byte>(letter));
      }
      put(static_cast<std::uint32_t>(cue.chunk_start));
      put(static_cast<std::uint32_t>(cue.block_start));
      put(cue.sample_offset);
    }
    return bytes;
  }

  SNDFILE* handle_;
  const AudioFormat& format_;
  const Metadata::Content& content_;
  Holds holds_;
  std::size_t room_bytes_ = 40'000;
  MetadataText last_text_;  // that was given
  std::vector<std::string> left_out_;
  GivenMetadata given_;
};

}  // namespace

bool is_wav_like(int code) {
  const int container = code & SF_FORMAT_TYPEMASK;
  return container == SF_FORMAT_WAV || container == SF_FORMAT_WAVEX || container == SF_FORMAT_RF64;
}

GivenMetadata give_metadata(SNDFILE* handle, const AudioFormat& format, const Metadata& metadata) {
  if (metadata.empty()) return {};
  auto given = Giver(handle, format, metadata.content()).give();
  // The header that stands there now is too short for it; what follows must know where samples
  // begin.
  if (plain_bytes(format, 1) > 0) sf_command(handle, SFC_UPDATE_HEADER_NOW, nullptr, 0);
  return given;
}

}  // namespace mpietl::io
