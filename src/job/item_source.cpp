#include "mpietl/job/item_source.hpp"

#include "job/ark_range.hpp"
#include "job/several_files.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/file.hpp"
#include "mpietl/io/archives/ark.hpp"
#include "mpietl/io/files/normal_form.hpp"

namespace mpietl::job {

std::unique_ptr<io::AudioSource> open_source(const Item& item, const io::StreamChoice& stream) {
  if (!item.fault.empty()) throw Error(Reason::format, item.fault);
  if (item.kind == InputKind::file) return io::open_source(item.input, stream);
  if (item.kind == InputKind::files) return io::open_channels(several_files(item.input), stream);
  auto file = io::open_input_file(file_of(item));
  if (item.kind == InputKind::member) {
    return io::open_source(std::move(file), {item.begin, item.bytes}, stream);
  }
  const auto part = io::audio_in_ark(file, item.begin);
  auto object = io::open_source(std::move(file), part, stream);
  const auto range = range_of(item.input);
  return range ? io::range_source(std::move(object), *range) : std::move(object);
}

io::OutputChoice choice_for(const Item& item, io::OutputChoice choice) {
  const bool is_told = item.kind == InputKind::file || item.kind == InputKind::member;
  if (!choice.file && !is_told) choice.file = io::FileFormat::wav;
  return choice;
}

}  // namespace mpietl::job
