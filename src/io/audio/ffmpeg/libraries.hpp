#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/cpu.h>
}

#include <string>

namespace mpietl::io {

/// The functions of FFmpeg's libraries. They are loaded on first use, since they load a hundred
/// other libraries: too many for a program that mostly reads WAV and FLAC.
struct FfmpegLibraries {
  explicit FfmpegLibraries(void* libavformat);

  decltype(&::av_dict_get) av_dict_get;
  decltype(&::av_find_input_format) av_find_input_format;
  decltype(&::av_force_cpu_flags) av_force_cpu_flags;
  decltype(&::av_frame_alloc) av_frame_alloc;
  decltype(&::av_frame_free) av_frame_free;
  decltype(&::av_freep) av_freep;
  decltype(&::av_log_set_callback) av_log_set_callback;
  decltype(&::av_malloc) av_malloc;
  decltype(&::av_packet_alloc) av_packet_alloc;
  decltype(&::av_packet_free) av_packet_free;
  decltype(&::av_packet_get_side_data) av_packet_get_side_data;
  decltype(&::av_packet_unref) av_packet_unref;
  decltype(&::av_read_frame) av_read_frame;
  decltype(&::av_seek_frame) av_seek_frame;
  decltype(&::av_strerror) av_strerror;
  decltype(&::av_version_info) av_version_info;
  decltype(&::avcodec_alloc_context3) avcodec_alloc_context3;
  decltype(&::avcodec_find_decoder) avcodec_find_decoder;
  decltype(&::avcodec_flush_buffers) avcodec_flush_buffers;
  decltype(&::avcodec_free_context) avcodec_free_context;
  decltype(&::avcodec_get_name) avcodec_get_name;
  decltype(&::avcodec_open2) avcodec_open2;
  decltype(&::avcodec_parameters_to_context) avcodec_parameters_to_context;
  decltype(&::avcodec_receive_frame) avcodec_receive_frame;
  decltype(&::avcodec_send_packet) avcodec_send_packet;
  decltype(&::avformat_alloc_context) avformat_alloc_context;
  decltype(&::avformat_close_input) avformat_close_input;
  decltype(&::avformat_find_stream_info) avformat_find_stream_info;
  decltype(&::avformat_open_input) avformat_open_input;
  decltype(&::avio_alloc_context) avio_alloc_context;
  decltype(&::avio_context_free) avio_context_free;
};

/// The libraries, ready for use. They log nothing, and decode in plain C, so that samples do not
/// depend on the processor's instructions. Throws Error(format) when they cannot be loaded.
const FfmpegLibraries& ffmpeg();

/// Returns and forgets the last error that FFmpeg logged in this thread; empty when there is none.
std::string take_ffmpeg_error();

/// Why a call failed: take_ffmpeg_error(), or else the text of its error number.
std::string ffmpeg_error(int code);

}  // namespace mpietl::io
