#include "app/command_line.hpp"
#include "mpietl/audio/instruction_sets.hpp"
#include "mpietl/comm/session.hpp"
#include "mpietl/core/hash.hpp"
#include "mpietl/core/version.hpp"
#include "mpietl/io/audio/versions.hpp"
#include "mpietl/job/job_file.hpp"
#include "mpietl/job/manifest.hpp"
#include "mpietl/job/option_parser.hpp"
#include "mpietl/report/hdf5/file.hpp"
#include "mpietl/run/openmp.hpp"

namespace mpietl::app {

namespace {

std::string line(std::string name, std::string_view version) {
  constexpr std::size_t columns = 16;
  name.resize(columns, ' ');
  return name.append(version).append("\n");
}

std::string instructions() {
  const auto sets = audio::instruction_sets();
  std::string text = sets.in_use + ", of";
  for (const auto& name : sets.compiled) text += " " + name;
  return text;
}

}  // namespace

std::string version_text() {
  return "mpietl " + std::string(version()) + "\n" + line("MPI", comm::library_version()) +
         line("OpenMP", run::openmp_version()) + line("HDF5", report::library_version()) +
         line("libsndfile", io::sndfile_version() + " with " + io::sndfile_codecs()) +
         line("FFmpeg", io::ffmpeg_version()) + line("libmpg123", io::mpg123_version()) +
         line("libogg", io::ogg_version()) + line("xxHash", xxhash_version()) +
         line("Highway", audio::highway_version()) + line("toml++", job::toml_version()) +
         line("JSON", job::json_version()) + line("CLI11", job::cli11_version()) +
         line("instructions", instructions()) + line("compiler", compiler()) +
         line("build", build_type());
}

}  // namespace mpietl::app
