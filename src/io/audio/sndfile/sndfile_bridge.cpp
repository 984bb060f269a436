#include "io/audio/sndfile/sndfile_bridge.hpp"

#include <mutex>
#include <shared_mutex>
#include <string>

#include "mpietl/core/error.hpp"

namespace mpietl::io {

namespace {

sf_count_t on_size(void* user) {
  return guarded(user, 0, [](ByteStream& stream) { return stream.size(); });
}

sf_count_t on_seek(sf_count_t offset, int whence, void* user) {
  return guarded(user, -1, [&](ByteStream& stream) {
    if (whence == SEEK_CUR) offset += stream.position();
    if (whence == SEEK_END) offset += stream.size();
    return offset < 0 ? -1 : stream.seek(offset);
  });
}

sf_count_t on_read(void* data, sf_count_t size, void* user) {
  return guarded(user, 0, [&](ByteStream& stream) { return stream.read(data, size); });
}

sf_count_t on_write(const void* data, sf_count_t size, void* user) {
  return guarded(user, 0, [&](ByteStream& stream) { return stream.write(data, size); });
}

sf_count_t on_tell(void* user) {
  return guarded(user, -1, [](ByteStream& stream) { return stream.position(); });
}

SNDFILE* open_once(ByteStream& stream, int mode, SF_INFO& info) {
  SF_VIRTUAL_IO calls{on_size, on_seek, on_read, on_write, on_tell};
  return sf_open_virtual(&calls, mode, &info, &stream);
}

}  // namespace

SndfileHandle open_sndfile(ByteStream& stream, int mode, SF_INFO& info) {
  // libsndfile keeps the reason of a failed open in a variable shared by all threads. So a failed
  // open is repeated while no other thread opens a file, to get its own reason.
  static std::shared_mutex opening;
  const SF_INFO asked = info;
  {
    const std::shared_lock shared(opening);
    if (SndfileHandle handle{open_once(stream, mode, info)}) return handle;
  }
  stream.rethrow();
  const std::unique_lock exclusive(opening);
  info = asked;
  stream.seek(0);
  if (SndfileHandle handle{open_once(stream, mode, info)}) return handle;
  stream.rethrow();
  throw Error(Reason::format, sf_strerror(nullptr));
}

std::int64_t declared_frames(const SF_INFO& info) {
  // libsndfile reports an impossible length when the header declares none.
  return info.frames < SF_COUNT_MAX / 2 ? info.frames : -1;
}

SndfileHandle open_writer(ByteStream& stream, SF_INFO& info) {
  SndfileHandle handle = open_sndfile(stream, SFM_WRITE, info);
  // The PEAK chunk contains the time of day, and costs a pass over all samples. RF64 files begin
  // without one, but libsndfile 1.2.0 adds one when it is asked not to.
  if ((info.format & SF_FORMAT_TYPEMASK) != SF_FORMAT_RF64) {
    sf_command(handle.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  }
  return handle;
}

}  // namespace mpietl::io
