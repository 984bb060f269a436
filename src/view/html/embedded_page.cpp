#include <cstddef>
#include <string_view>

#include "view/html/charts.hpp"

// The assembler copies these files as they are, which takes no time. A compiler would read an
// array of their bytes for seconds. Scripts are in the order of their use.
asm(R"(
    .pushsection .rodata
    .global mpietl_page, mpietl_page_style, mpietl_page_licence, mpietl_page_script, mpietl_page_end
mpietl_page:
    .incbin ")" MPIETL_PAGE_FOLDER R"(/page.html"
mpietl_page_style:
    .incbin ")" MPIETL_PAGE_FOLDER R"(/page.css"
mpietl_page_licence:
    .incbin ")" MPIETL_PAGE_FOLDER R"(/chart_licence.txt"
mpietl_page_script:
    .incbin ")" MPIETL_CHART_JS R"("
    .ascii "\n(() => {\n\"use strict\";\n"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/basics.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/colours.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/charts.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/timeline.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/run_charts.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/scaling.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/tables.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/outcome.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/audio.js"
    .incbin ")" MPIETL_PAGE_FOLDER R"(/page.js"
    .ascii "})();\n"
mpietl_page_end:
    .byte 0
    .popsection
)");

extern "C" {
extern const char mpietl_page;
extern const char mpietl_page_style;
extern const char mpietl_page_licence;
extern const char mpietl_page_script;
extern const char mpietl_page_end;
}

namespace mpietl::view::html {

namespace {

std::string_view between(const char& begin, const char& end) {
  return {&begin, static_cast<std::size_t>(&end - &begin)};
}

/// Gives `sink` the text before `mark`, and removes both from `text`.
void write_until(std::string_view mark, std::string_view& text, const Sink& sink) {
  const std::size_t place = text.find(mark);
  sink(text.substr(0, place));
  text.remove_prefix(place + mark.size());
}

/// JSON with its "<" escaped, so that no tag and no comment can begin in it.
void write_data(std::string_view json, const Sink& sink) {
  while (json.find('<') != std::string_view::npos) {
    write_until("<", json, sink);
    sink("\\u003c");
  }
  sink(json);
}

}  // namespace

void write_page(std::string_view data, const Sink& sink) {
  std::string_view rest = between(mpietl_page, mpietl_page_style);
  write_until("@STYLE@", rest, sink);
  sink(between(mpietl_page_style, mpietl_page_licence));
  write_until("@LICENCE@", rest, sink);
  sink(between(mpietl_page_licence, mpietl_page_script));
  write_until("@DATA@", rest, sink);
  write_data(data, sink);
  write_until("@SCRIPT@", rest, sink);
  sink(between(mpietl_page_script, mpietl_page_end));
  sink(rest);
}

}  // namespace mpietl::view::html
