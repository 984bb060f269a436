#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mpietl/job/job.hpp"

// One table of all options. What is typed, what a job file says, what ranks exchange, what changed
// for a resume, fingerprints and --help are made from it.
namespace mpietl::job {

/// What another value of an option changes.
enum class Affects : std::uint8_t {
  run,    ///< how the work is done, shown and reported
  items,  ///< which inputs there are, where their outputs stand, and what is told of them: not to
          ///< change on resume
  bytes,  ///< what is in the outputs: likewise, and part of fingerprints
};

/// Which command takes an option.
enum class TakenBy : std::uint8_t { run_and_map, run, map };

/// Where in a job, or in its tones, the value of an option is.
template <class Owner>
using Member =
    std::variant<bool Owner::*, std::int64_t Owner::*, std::uint64_t Owner::*, double Owner::*,
                 std::string Owner::*, std::vector<std::string> Owner::*,
                 std::vector<audio::TransformSpec> Owner::*, io::FormatChoice Owner::*,
                 io::SubtypeChoice Owner::*, audio::Dither Owner::*, audio::MeasureSet Owner::*,
                 Fsync Owner::*, Isolation Owner::*, Schedule Owner::*, OnError Owner::*,
                 ProgressStyle Owner::*, ToneSubtype Owner::*, std::optional<Shard> Owner::*,
                 std::optional<Duration> Owner::*, std::optional<Size> Owner::*,
                 std::optional<ErrorLimit> Owner::*>;

/// An option of `mpietl run` or `mpietl map`, which is a key of a job file as well. Its default is
/// what the member has in a Job().
template <class Owner>
struct Option {
  std::string_view name = {};        ///< "--seed"; empty: only in job files
  std::string_view short_name = {};  ///< "-0"; empty: none
  std::string_view section = {};     ///< of its key; empty: outside of sections
  std::string_view key = {};
  Member<Owner> member = {};
  Affects affects = Affects::run;
  TakenBy taken_by = TakenBy::run_and_map;
  bool is_of_bench = false;           ///< also of `mpietl bench`
  bool is_common = false;             ///< in --help; the others are in --help-all only
  std::string_view placeholder = {};  ///< of its value in --help; empty for flags
  std::string_view help = {};
  std::string_view otherwise = {};  ///< what holds when it is not given, where no value tells
  double lowest = 0.0;              ///< a number's range, unless both are equal
  double highest = 0.0;
  void (*check)(const std::string& text, const std::string& what) = nullptr;  ///< of a text
};

/// All options of a job, in the order of --help.
std::span<const Option<Job>> job_options();

/// Those of the tones that it makes.
std::span<const Option<Tones>> tone_options();

/// The option whose value is `member`.
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

/// Whether an option takes no value: it is there or not.
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

/// Help on an option, with its default behind.
template <class Owner>
std::string help_of(const Option<Owner>& option);

/// Sets the value of an option to what was typed: its texts, or none for a flag.
/// Throws Error(usage) that names the option.
template <class Owner>
void set_typed(const Option<Owner>& option, const std::vector<std::string>& texts, Owner& owner);

/// Throws Error(usage), which begins with `what`, for a number that is out of range, or a text that
/// cannot be.
template <class Owner>
void check_value(const Option<Owner>& option, const Owner& owner, const std::string& what);

/// Throws Error(usage) for a value that a job has of an option that is not for its kind: `kind`
/// is that of the job, run or map.
void refuse_others(const Job& job, TakenBy kind);

/// What was typed of a job: some of its options, with their texts.
class TypedOptions {
 public:
  /// The option must outlive this, as those of job_options() do.
  void add(const Option<Job>& option, std::vector<std::string> texts);

  /// Whether the option of `member` was typed.
  template <class Value>
  [[nodiscard]] bool has(Value Job::*member) const {
    return std::ranges::find(typed_, &option_of(member), &Typed::option) != typed_.end();
  }

  /// Puts what was typed in place of the values of `job`. Throws as set_typed().
  void put_over(Job& job) const;

 private:
  struct Typed {
    const Option<Job>* option;
    std::vector<std::string> texts;
  };

  std::vector<Typed> typed_;
};

/// The job without names: texts, as a command line or a job file has them, byte by byte. The rest
/// survives as TOML.
Job without_names(Job job);

}  // namespace mpietl::job
