#include "view/html/embedded_page.hpp"

#include <cstddef>

// MPIETL_PAGE is the file that AssemblePage.cmake made. The assembler copies it as it is, which
// takes no time, while a compiler reads an array of its bytes for seconds.
asm(R"(
    .pushsection .rodata
    .global mpietl_page_begin
    .global mpietl_page_end
mpietl_page_begin:
    .incbin ")" MPIETL_PAGE R"("
mpietl_page_end:
    .byte 0
    .popsection
)");

extern "C" {
extern const char mpietl_page_begin;
extern const char mpietl_page_end;
}

namespace mpietl::view::html {

namespace {

constexpr std::string_view mark = "@DATA@";

std::string_view page() {
  return {&mpietl_page_begin, static_cast<std::size_t>(&mpietl_page_end - &mpietl_page_begin)};
}

}  // namespace

std::string_view page_before_data() { return page().substr(0, page().find(mark)); }

std::string_view page_after_data() { return page().substr(page().find(mark) + mark.size()); }

}  // namespace mpietl::view::html
