#include "mpietl/io/temporary_names.hpp"

#include <sys/random.h>

#include <array>
#include <cassert>
#include <cerrno>
#include <charconv>
#include <filesystem>

#include "mpietl/core/error.hpp"
#include "mpietl/core/hash.hpp"

namespace mpietl::io {

namespace {

constexpr std::size_t run_id_digits = 16;
constexpr std::string_view mark = ".mpietl-";
constexpr std::string_view ending = ".tmp";

bool is_run_id(std::string_view text) {
  return text.size() == run_id_digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

std::string draw_run_id() {
  Hash128 random;
  if (::getrandom(&random, sizeof random, 0) != sizeof random) {
    throw Error(Reason::host, system_error("draw", "an id for this run", errno).what());
  }
  return to_hex(random).substr(0, run_id_digits);
}

TemporaryNames::TemporaryNames(std::string run_id) : run_id_(std::move(run_id)) {
  assert(is_run_id(run_id_));
}

std::string TemporaryNames::beside(const std::string& final_path, std::int64_t index) const {
  constexpr int hexadecimal = 16;
  assert(index >= 0);
  std::array<char, sizeof index * 2> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                 static_cast<std::uint64_t>(index), hexadecimal)
                       .ptr;
  return beside(final_path, std::string_view(digits.data(), end));
}

std::string TemporaryNames::beside(const std::string& final_path, std::string_view word) const {
  auto name = std::string(mark).append(run_id_).append("-").append(word).append(ending);
  return (std::filesystem::path(final_path).parent_path() / name).string();
}

std::optional<std::string> run_id_of(std::string_view name) {
  if (!name.starts_with(mark) || !name.ends_with(ending)) return std::nullopt;
  const auto run_id = name.substr(mark.size(), run_id_digits);
  const auto rest = name.substr(mark.size() + run_id.size());
  if (!is_run_id(run_id) || rest.size() <= 1 + ending.size() || rest.front() != '-') {
    return std::nullopt;
  }
  return std::string(run_id);
}

}  // namespace mpietl::io
