#include "io/audio/ffmpeg/libraries.hpp"

#include <dlfcn.h>

#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <optional>

#include "io/audio/decoders.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/io/audio/versions.hpp"

namespace mpietl::io {

namespace {

/// The address of a function; converts to any type of function.
struct Address {
  void* value;

  template <class Function>
  operator Function*() const {  // NOLINT(google-explicit-constructor)
    return reinterpret_cast<Function*>(value);
  }
};

/// Looks up a function in a library and in the libraries that it needs.
Address find(void* library, const char* name) {
  void* const found = ::dlsym(library, name);
  if (found == nullptr) {
    throw Error(Reason::format, "FFmpeg's libraries lack the function " + std::string(name));
  }
  return {found};
}

using Message = std::array<char, 256>;

Message& last_error() {
  thread_local Message text{};
  return text;
}

/// Called by C code: must not throw.
void keep_error(void* /*context*/, int level, const char* format, std::va_list arguments) {
  if (level > AV_LOG_ERROR) return;
  Message text{};
  std::vsnprintf(text.data(), text.size(), format, arguments);
  text.at(std::strcspn(text.data(), "\n")) = '\0';
  if (text.front() != '\0') last_error() = text;
}

struct Loaded {
  std::optional<FfmpegLibraries> libraries;
  std::string failure;
};

Loaded load() {
  const std::string name = "libavformat.so." + std::to_string(LIBAVFORMAT_VERSION_MAJOR);
  void* const library = ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* const why = ::dlerror();
    return {std::nullopt, why == nullptr ? name : std::string(why)};
  }
  try {
    Loaded loaded{FfmpegLibraries(library), {}};
    loaded.libraries->av_log_set_callback(keep_error);
    loaded.libraries->av_force_cpu_flags(0);
    return loaded;
  } catch (const Error& error) {
    return {std::nullopt, error.what()};
  }
}

const Loaded& loaded() {
  static const Loaded once = load();
  return once;
}

}  // namespace

FfmpegLibraries::FfmpegLibraries(void* libavformat)
    : av_dict_get(find(libavformat, "av_dict_get")),
      av_find_input_format(find(libavformat, "av_find_input_format")),
      av_force_cpu_flags(find(libavformat, "av_force_cpu_flags")),
      av_frame_alloc(find(libavformat, "av_frame_alloc")),
      av_frame_free(find(libavformat, "av_frame_free")),
      av_freep(find(libavformat, "av_freep")),
      av_log_set_callback(find(libavformat, "av_log_set_callback")),
      av_malloc(find(libavformat, "av_malloc")),
      av_packet_alloc(find(libavformat, "av_packet_alloc")),
      av_packet_free(find(libavformat, "av_packet_free")),
      av_packet_get_side_data(find(libavformat, "av_packet_get_side_data")),
      av_packet_unref(find(libavformat, "av_packet_unref")),
      av_read_frame(find(libavformat, "av_read_frame")),
      av_seek_frame(find(libavformat, "av_seek_frame")),
      av_strerror(find(libavformat, "av_strerror")),
      av_version_info(find(libavformat, "av_version_info")),
      avcodec_alloc_context3(find(libavformat, "avcodec_alloc_context3")),
      avcodec_find_decoder(find(libavformat, "avcodec_find_decoder")),
      avcodec_flush_buffers(find(libavformat, "avcodec_flush_buffers")),
      avcodec_free_context(find(libavformat, "avcodec_free_context")),
      avcodec_get_name(find(libavformat, "avcodec_get_name")),
      avcodec_open2(find(libavformat, "avcodec_open2")),
      avcodec_parameters_to_context(find(libavformat, "avcodec_parameters_to_context")),
      avcodec_receive_frame(find(libavformat, "avcodec_receive_frame")),
      avcodec_send_packet(find(libavformat, "avcodec_send_packet")),
      avformat_alloc_context(find(libavformat, "avformat_alloc_context")),
      avformat_close_input(find(libavformat, "avformat_close_input")),
      avformat_find_stream_info(find(libavformat, "avformat_find_stream_info")),
      avformat_open_input(find(libavformat, "avformat_open_input")),
      avio_alloc_context(find(libavformat, "avio_alloc_context")),
      avio_context_free(find(libavformat, "avio_context_free")) {}

const FfmpegLibraries& ffmpeg() {
  if (!loaded().libraries) {
    throw Error(
        Reason::format,
        "FFmpeg's libraries, which read this, cannot be used on this host: " + loaded().failure);
  }
  return *loaded().libraries;
}

std::string take_ffmpeg_error() {
  std::string text(last_error().data());
  last_error().front() = '\0';
  return text;
}

std::string ffmpeg_error(int code) {
  auto text = take_ffmpeg_error();
  if (!text.empty()) return text;
  Message message{};
  const bool has_text = ffmpeg().av_strerror(code, message.data(), message.size()) >= 0;
  return has_text ? message.data() : "invalid data";
}

std::string ffmpeg_version() {
  if (!loaded().libraries) return "none: " + loaded().failure;
  return loaded().libraries->av_version_info();
}

const std::string& ffmpeg_decoder() {
  static const std::string name = loaded().libraries ? "FFmpeg " + ffmpeg_version() : std::string();
  return name;
}

}  // namespace mpietl::io
