#include "app/one_program.hpp"

#include <elf.h>
#include <link.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <system_error>

#include "app/process_info.hpp"
#include "mpietl/comm/identity.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/core/version.hpp"

namespace mpietl::app {

namespace {

std::string hexadecimal(std::span<const unsigned char> bytes) {
  constexpr const char* digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

std::size_t padded(std::size_t bytes) { return (bytes + 3) / 4 * 4; }

/// The build id among the notes of a segment; empty: there is none.
std::string build_id_in(std::span<const unsigned char> notes) {
  constexpr std::string_view owner("GNU\0", 4);
  ElfW(Nhdr) note{};
  while (notes.size() >= sizeof note) {
    std::memcpy(&note, notes.data(), sizeof note);
    const auto name_bytes = padded(note.n_namesz);
    const auto note_bytes = sizeof note + name_bytes + padded(note.n_descsz);
    if (note_bytes > notes.size()) break;
    const auto name = notes.subspan(sizeof note, note.n_namesz);
    if (note.n_type == NT_GNU_BUILD_ID && std::ranges::equal(name, owner)) {
      return hexadecimal(notes.subspan(sizeof note + name_bytes, note.n_descsz));
    }
    notes = notes.subspan(note_bytes);
  }
  return {};
}

/// Called by the system for each loaded object; the program is the first.
int take_build_id(dl_phdr_info* object, std::size_t /*bytes*/, void* build_id) {
  for (const auto& segment : std::span(object->dlpi_phdr, object->dlpi_phnum)) {
    if (segment.p_type != PT_NOTE) continue;
    const auto start = object->dlpi_addr + segment.p_vaddr;
    // The loader tells addresses as numbers.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    const auto* notes = reinterpret_cast<const unsigned char*>(start);
    auto found = build_id_in({notes, segment.p_memsz});
    if (found.empty()) continue;
    *static_cast<std::string*>(build_id) = std::move(found);
    break;
  }
  return 1;
}

std::string executable() {
  std::error_code ignored;
  return escape(std::filesystem::read_symlink("/proc/self/exe", ignored).string());
}

/// "version\nexecutable\nhost": lines in which no other line end can be.
std::string told(const std::string& identity) {
  constexpr std::size_t most_path_bytes = 280;
  return identity + "\n" + shorten(executable(), most_path_bytes) + "\n" + host_name();
}

/// What the ranks told, without hosts, and which hosts run each.
std::string kinds_of(const std::vector<std::string>& texts) {
  std::map<std::string, std::set<std::string>> hosts;
  for (const auto& text : texts) {
    const auto end = text.rfind('\n');
    hosts[text.substr(0, end)].insert(text.substr(std::min(end, text.size() - 1) + 1));
  }
  std::string kinds;
  for (const auto& [text, on] : hosts) {
    std::string program = text;
    std::ranges::replace(program, '\n', ' ');
    kinds += (kinds.empty() ? "" : "; ") + program + " on " + name_some({on.begin(), on.end()});
  }
  return kinds;
}

}  // namespace

std::string program_identity() {
  std::string build_id;
  ::dl_iterate_phdr(take_build_id, &build_id);
  return "mpietl " + std::string(version()) + " build " + build_id;
}

void refuse_different_programs(const comm::Communicator& world) {
  const auto identity = program_identity();
  if (comm::is_same_on_all(world, identity)) return;
  const auto texts = comm::texts_of_all(world, told(identity));
  throw Error(Reason::usage, "the ranks run different programs: " + kinds_of(texts) +
                                 "; install one build of mpietl on all hosts, and name it alike");
}

void refuse_different_words(const comm::Communicator& world, const std::string& words) {
  if (comm::is_same_on_all(world, to_hex(hash128(words, 0)))) return;
  const auto texts = comm::texts_of_all(world, words);
  const auto other =
      std::ranges::find_if(texts, [&](const auto& text) { return text != texts.front(); });
  const auto rank =
      other == texts.end() ? std::string("another") : std::to_string(other - texts.begin());
  throw Error(Reason::usage,
              "the ranks of one job were started with different words: rank 0 with '" +
                  texts.front() + "', rank " + rank + " with '" +
                  (other == texts.end() ? "others" : *other) +
                  "'; give all the same, or start runs that know nothing of each other, such as "
                  "shards, each by itself (srun --mpi=none in a step of Slurm)");
}

}  // namespace mpietl::app
