#include "mpietl/job/values.hpp"

#include "job/refusal.hpp"
#include "support/catch.hpp"

using namespace mpietl;

namespace {

template <class Value>
Value read(const std::string& text) {
  Value value{};
  job::from_text(text, "--option", value);
  return value;
}

/// The message for a text that is not such a value.
template <class Value>
std::string refusal_of(const std::string& text) {
  return test::refusal([&] { read<Value>(text); });
}

/// The text after reading and writing a value.
template <class Value>
std::string again(const std::string& text) {
  const auto value = read<Value>(text);
  auto written = job::to_text(value);
  CHECK(read<Value>(written) == value);
  return written;
}

using Shard = std::optional<job::Shard>;
using Duration = std::optional<job::Duration>;
using Size = std::optional<job::Size>;
using ErrorLimit = std::optional<job::ErrorLimit>;

}  // namespace

TEST_CASE("names of choices are read and written", "[job]") {
  CHECK(read<job::Schedule>("static") == job::Schedule::static_shares);
  CHECK(read<job::Fsync>("file") == job::Fsync::file);
  CHECK(read<job::OnError>("abort") == job::OnError::abort);
  CHECK(read<job::ProgressStyle>("none") == job::ProgressStyle::none);
  CHECK(read<audio::Dither>("tpdf") == audio::Dither::tpdf);
  for (const auto* name : {"dynamic", "static"}) CHECK(again<job::Schedule>(name) == name);
  for (const auto* name : {"never", "batch", "file"}) CHECK(again<job::Fsync>(name) == name);
  for (const auto* name : {"skip", "abort"}) CHECK(again<job::OnError>(name) == name);
  for (const auto* name : {"auto", "bar", "plain", "none"}) {
    CHECK(again<job::ProgressStyle>(name) == name);
  }
  for (const auto* name : {"none", "tpdf"}) CHECK(again<audio::Dither>(name) == name);
  CHECK(again<io::FormatChoice>("FLAC") == "flac");
  CHECK(again<io::FormatChoice>("same") == "same");
  CHECK(again<io::SubtypeChoice>("PCM_24") == "pcm_24");
}

TEST_CASE("an unknown choice is refused with the known ones", "[job]") {
  CHECK(test::names(refusal_of<job::Schedule>("dynamc"),
                    {"--option", "'dynamc'", "dynamic", "static"}));
  CHECK(test::names(refusal_of<job::Fsync>(""), {"--option", "never", "batch", "file"}));
  CHECK(test::names(refusal_of<io::FormatChoice>("falc"), {"--option", "'falc'", "'flac'"}));
  CHECK(test::names(refusal_of<io::SubtypeChoice>("pcm16"), {"--option", "'pcm16'", "'pcm_16'"}));
}

TEST_CASE("an audio stream is a number or a language", "[job]") {
  CHECK(read<io::StreamChoice>("2").number == 2);
  CHECK(read<io::StreamChoice>("pt-BR").language == "pt-BR");
  CHECK(read<io::StreamChoice>("") == io::StreamChoice());
  for (const auto* text : {"0", "12", "eng"}) CHECK(again<io::StreamChoice>(text) == text);
  for (const auto* text : {"-1", "1.5", "a b", "10000", "_"}) {
    CHECK(test::names(refusal_of<io::StreamChoice>(text), {"--option", text}));
  }
}

TEST_CASE("a shard is a number of a count", "[job]") {
  CHECK(read<Shard>("2/5") == job::Shard{2, 5});
  CHECK(read<Shard>("1000000/1000000") == job::Shard{1'000'000, 1'000'000});
  CHECK_FALSE(read<Shard>(""));
  CHECK(again<Shard>("02/5") == "2/5");
  CHECK(again<Shard>("").empty());
  for (const auto* text : {"/", "1/", "/3", "3", "1/3/5", "-1/3", "1/ 3", "1.0/3", "+1/3",
                           "12345678901/12345678901", "0/3", "4/3", "1/0", "1/1000001"}) {
    CAPTURE(text);
    CHECK(test::names(refusal_of<Shard>(text), {"--option", "'" + std::string(text) + "'"}));
  }
}

TEST_CASE("a time is written in the largest unit that gives a whole number", "[job]") {
  CHECK(read<Duration>("1.5h") == job::Duration{5400.0});
  CHECK_FALSE(read<Duration>(""));
  CHECK(again<Duration>("1.5h") == "90m");
  CHECK(again<Duration>("90s") == "90s");
  CHECK(again<Duration>("04:00:00") == "4h");
  CHECK(again<Duration>("48h") == "2d");
  CHECK(again<Duration>("0.1s") == "0.1s");
  CHECK(again<Duration>("1e-9d") == "8.64e-05s");
  CHECK(again<Duration>("").empty());
  CHECK(test::names(refusal_of<Duration>("90"), {"--option", "'90'"}));
}

TEST_CASE("a size is written in the largest unit that gives a whole number", "[job]") {
  CHECK(read<Size>("1.5GB") == job::Size{1'500'000'000});
  CHECK(again<Size>("1.5G") == "1500M");
  CHECK(again<Size>("1000M") == "1G");
  CHECK(again<Size>("1001B") == "1001B");
  CHECK(again<Size>("").empty());
  CHECK(test::names(refusal_of<Size>("90"), {"--option", "'90'"}));
}

TEST_CASE("the limit of errors is a number or a percentage of files", "[job]") {
  CHECK(read<ErrorLimit>("10")->of(5) == 10);
  CHECK(read<ErrorLimit>("0")->of(5) == 0);
  CHECK(read<ErrorLimit>("5%")->of(1000) == 50);
  CHECK(read<ErrorLimit>("0.1%")->of(999) == 0);
  CHECK_FALSE(read<ErrorLimit>(""));
  for (const auto* text : {"10", "5%", "0.1%", "1e-07%", ""})
    CHECK(again<ErrorLimit>(text) == text);
  for (const auto* text : {"-1", "x", "101%", "-1%", "%", "1.5"}) {
    CAPTURE(text);
    CHECK(test::names(refusal_of<ErrorLimit>(text), {"--option"}));
  }
}
