#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mpietl/job/job.hpp"

// One table of all options. The command line, job files, messages between ranks, the check for
// changes on resume, fingerprints and --help are made from it.
namespace mpietl::job {

/// What a changed value of an option affects.
enum class Affects : std::uint8_t {
  run,    ///< how the work is done, shown or reported
  items,  ///< the inputs, the paths of outputs, or the data recorded: must not change on resume
  bytes,  ///< the content of outputs: must not change on resume, and is part of fingerprints
};

/// The commands that accept an option.
enum class TakenBy : std::uint8_t {
  run = 1,
  map = 2,
  segment = 4,
  run_and_map = run | map,
  run_and_segment = run | segment,
  all = run | map | segment
};

/// Whether `command`, one of them, accepts an option.
constexpr bool is_taken(TakenBy option, TakenBy command) {
  return (static_cast<unsigned>(option) & static_cast<unsigned>(command)) != 0;
}

/// The member of a job, or of its tones, that holds the value of an option.
template <class Owner>
using Member =
    std::variant<bool Owner::*, std::int64_t Owner::*, std::uint64_t Owner::*, double Owner::*,
                 std::string Owner::*, std::vector<std::string> Owner::*,
                 std::vector<audio::TransformSpec> Owner::*, io::FormatChoice Owner::*,
                 io::SubtypeChoice Owner::*, io::StreamChoice Owner::*, audio::Dither Owner::*,
                 audio::MeasureSet Owner::*, Fsync Owner::*, Isolation Owner::*, Schedule Owner::*,
                 OnError Owner::*, ProgressStyle Owner::*, ToneSubtype Owner::*,
                 std::optional<Shard> Owner::*, std::optional<Duration> Owner::*,
                 std::optional<Size> Owner::*, std::optional<ErrorLimit> Owner::*>;

/// An option of `mpietl run`, `mpietl map` or `mpietl segment`, also a key of a job file. Its
/// default is the member's value in Job().
template <class Owner>
struct Option {
  std::string_view name = {};        ///< "--seed"; empty: a key of job files only
  std::string_view short_name = {};  ///< "-0"; empty: none
  std::string_view section = {};     ///< of its key; empty: outside of sections
  std::string_view key = {};
  Member<Owner> member = {};
  Affects affects = Affects::run;
  TakenBy taken_by = TakenBy::all;
  bool is_of_bench = false;           ///< also an option of `mpietl bench`
  bool is_common = false;             ///< shown in --help; others only in --help-all
  std::string_view placeholder = {};  ///< of its value in --help; empty for flags
  std::string_view help = {};
  std::string_view otherwise = {};  ///< the default in words, where no value expresses it
  double lowest = 0.0;              ///< range of a number; none if both are equal
  double highest = 0.0;
  void (*check)(const std::string& text, const std::string& what) = nullptr;  ///< for texts
};

/// All options of a job, in the order of --help.
std::span<const Option<Job>> job_options();

/// All options of the tones.
std::span<const Option<Tones>> tone_options();

/// The option that sets `member`.
template <class Value>
const Option<Job>& option_of(Value Job::*member) {
  return *std::ranges::find(job_options(), Member<Job>(member), &Option<Job>::member);
}

/// What `visit` returns for the value of an option.
template <class Owner, class Visit>
decltype(auto) visit_value(const Option<Owner>& option, Owner& owner, const Visit& visit) {
  return std::visit([&](auto member) -> decltype(auto) { return visit(owner.*member); },
                    option.member);
}

template <class Owner, class Visit>
decltype(auto) visit_value(const Option<Owner>& option, const Owner& owner, const Visit& visit) {
  return std::visit([&](auto member) -> decltype(auto) { return visit(owner.*member); },
                    option.member);
}

/// Whether an option is a flag, which takes no value.
template <class Owner>
bool is_flag(const Option<Owner>& option) {
  return std::holds_alternative<bool Owner::*>(option.member);
}

/// Whether an option may be given more than once.
template <class Owner>
bool is_repeatable(const Option<Owner>& option) {
  return std::holds_alternative<std::vector<std::string> Owner::*>(option.member) ||
         std::holds_alternative<std::vector<audio::TransformSpec> Owner::*>(option.member);
}

/// The help text of an option, with its default at the end.
template <class Owner>
std::string help_of(const Option<Owner>& option);

/// Sets an option to the texts that were typed; none for a flag.
/// Throws Error(usage) that names the option.
template <class Owner>
void set_typed(const Option<Owner>& option, const std::vector<std::string>& texts, Owner& owner);

/// Throws Error(usage), which begins with `what`, for a number out of range or an invalid text.
template <class Owner>
void check_value(const Option<Owner>& option, const Owner& owner, const std::string& what);

/// Throws Error(usage) when the job sets an option that `command` does not accept.
void refuse_others(const Job& job, TakenBy command);

/// The options that were typed, with their texts.
class TypedOptions {
 public:
  /// The option must outlive this object, as those of job_options() do.
  void add(const Option<Job>& option, std::vector<std::string> texts);

  /// Whether the option of `member` was typed.
  template <class Value>
  [[nodiscard]] bool has(Value Job::*member) const {
    return std::ranges::find(typed_, &option_of(member), &Typed::option) != typed_.end();
  }

  /// Overwrites the values in `job` with those that were typed. Throws as set_typed().
  void put_over(Job& job) const;

 private:
  struct Typed {
    const Option<Job>* option;
    std::vector<std::string> texts;
  };

  std::vector<Typed> typed_;
};

/// The job without paths and other texts of any bytes, which are sent byte by byte; the rest
/// survives as TOML.
Job without_names(Job job);

}  // namespace mpietl::job
