#include "mpietl/job/options.hpp"

#include <type_traits>
#include <utility>

#include "job/option_checks.hpp"
#include "mpietl/audio/chain.hpp"
#include "mpietl/core/error.hpp"
#include "mpietl/core/text.hpp"
#include "mpietl/io/audio/output_format.hpp"
#include "mpietl/job/job_file.hpp"

namespace mpietl::job {

namespace {

using Texts = std::vector<std::string>;
using Chain = std::vector<audio::TransformSpec>;

void read(const Texts&, const std::string&, bool& value) { value = true; }

void read(const Texts& texts, const std::string& what, std::int64_t& value) {
  value = parse_integer(texts.front(), what);
}

void read(const Texts& texts, const std::string& what, std::uint64_t& value) {
  const auto number = parse_integer(texts.front(), what);
  if (number < 0) throw Error(Reason::usage, what + " must not be negative");
  value = static_cast<std::uint64_t>(number);
}

void read(const Texts& texts, const std::string& what, double& value) {
  value = parse_real(texts.front(), what);
}

void read(const Texts& texts, const std::string&, std::string& value) { value = texts.front(); }

void read(const Texts& texts, const std::string&, Texts& value) { value = texts; }

void read(const Texts& texts, const std::string&, Chain& value) {
  value.clear();
  if (texts == Texts{"none"}) return;
  for (const auto& text : texts) {
    value.push_back(audio::with_defaults(audio::parse_transform(text)));
  }
}

template <Word Value>
void read(const Texts& texts, const std::string& what, Value& value) {
  from_text(texts.front(), what, value);
}

/// The default for --help; empty where a name says nothing.
template <class Value>
std::string shown_default(const Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    return value;
  } else if constexpr (Word<Value>) {
    return to_text(value);
  } else if constexpr (std::is_arithmetic_v<Value> && !std::is_same_v<Value, bool>) {
    return format_real(static_cast<double>(value));
  } else {
    return {};
  }
}

/// Refuses rates that no output can have, whatever the inputs.
void check_rate(const Job& job) {
  constexpr std::int64_t least_rate = 100;
  if (job.rate == 0) return;
  if (job.rate < least_rate) {
    const auto hz = std::to_string(job.rate);
    throw Error(Reason::usage,
                "--rate: " + hz + " Hz is not a sample rate of audio; did you mean " + hz + "000?");
  }
  if (!job.format.file) return;
  constexpr io::StorageFormat usual_input{io::FileFormat::wav, io::Subtype::pcm_16};
  try {
    io::output_format(usual_input, {1, static_cast<int>(job.rate), 0},
                      io::output_choice(job.format, job.subtype));
  } catch (const Error& error) {
    throw Error(Reason::usage, error.what());
  }
}

/// The first of some commands.
std::string first_name(TakenBy commands) {
  if (is_taken(commands, TakenBy::run)) return "run";
  return is_taken(commands, TakenBy::map) ? "map" : "segment";
}

/// Checks each option of `owner` by itself.
template <class Owner>
void check_values(std::span<const Option<Owner>> options, const Owner& owner,
                  const std::string& where) {
  for (const auto& option : options) check_value(option, owner, where + std::string(option.key));
}

}  // namespace

void check_not_empty(const std::string& name, const std::string& what) {
  if (name.empty()) throw Error(Reason::usage, what + ": the name is empty; give one");
}

template <class Owner>
std::string help_of(const Option<Owner>& option) {
  auto text = std::string(option.otherwise);
  if (text.empty()) {
    text = visit_value(option, Owner(), [](const auto& value) { return shown_default(value); });
  }
  return std::string(option.help) + (text.empty() ? "" : " [" + text + "]");
}

template <class Owner>
void check_value(const Option<Owner>& option, const Owner& owner, const std::string& what) {
  visit_value(option, owner, [&](const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::string>) {
      if (option.check != nullptr) option.check(value, what);
    } else if constexpr (std::is_arithmetic_v<Value>) {
      const auto number = static_cast<double>(value);
      if (option.lowest == option.highest) return;
      if (number >= option.lowest && number <= option.highest) return;
      throw Error(Reason::usage,
                  what + " = " + format_real(number) + " is out of range; the range is " +
                      format_real(option.lowest) + " to " + format_real(option.highest));
    }
  });
}

template <class Owner>
void set_typed(const Option<Owner>& option, const std::vector<std::string>& texts, Owner& owner) {
  const std::string what(option.name);
  visit_value(option, owner, [&](auto& value) { read(texts, what, value); });
  check_value(option, owner, what);
}

template std::string help_of(const Option<Job>&);
template std::string help_of(const Option<Tones>&);
template void check_value(const Option<Job>&, const Job&, const std::string&);
template void check_value(const Option<Tones>&, const Tones&, const std::string&);
template void set_typed(const Option<Job>&, const Texts&, Job&);
template void set_typed(const Option<Tones>&, const Texts&, Tones&);

void refuse_others(const Job& job, TakenBy command) {
  const Job usual;
  for (const auto& option : job_options()) {
    if (is_taken(option.taken_by, command)) continue;
    const bool is_usual =
        std::visit([&](auto member) { return job.*member == usual.*member; }, option.member);
    if (is_usual) continue;
    const auto name = option.name.empty() ? std::string(option.key) : std::string(option.name);
    throw Error(Reason::usage, name + " is for mpietl " + first_name(option.taken_by) +
                                   ", not for mpietl " + first_name(command));
  }
}

void TypedOptions::add(const Option<Job>& option, std::vector<std::string> texts) {
  typed_.push_back({&option, std::move(texts)});
}

void TypedOptions::put_over(Job& job) const {
  for (const auto& typed : typed_) set_typed(*typed.option, typed.texts, job);
}

Job without_names(Job job) {
  const Job defaults;
  const auto forget = [&]<class Value>(Value Job::*member) {
    constexpr bool is_text = std::is_same_v<Value, std::string> || std::is_same_v<Value, Texts>;
    if constexpr (is_text) job.*member = defaults.*member;
  };
  for (const auto& option : job_options()) std::visit(forget, option.member);
  if (job.generate) job.generate->dir = Tones{}.dir;
  return job;
}

void validate(const Job& job) {
  check_values(job_options(), job, "");
  io::output_choice(job.format, job.subtype);
  check_rate(job);
  const auto chain = chain_of(job);
  if (job.memory_limit && job.isolation == Isolation::none) {
    throw Error(
        Reason::usage,
        "--memory-limit needs worker processes, but --isolation none starts none: leave out "
        "one of them");
  }
  if (job.generate) check_values(tone_options(), *job.generate, "generate: ");
}

}  // namespace mpietl::job
