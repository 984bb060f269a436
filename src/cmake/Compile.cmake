# How everything here is compiled, and the one way to add a module.
add_library(mpietl_compile INTERFACE)
target_include_directories(mpietl_compile INTERFACE ${PROJECT_SOURCE_DIR}/include
                                                    ${PROJECT_SOURCE_DIR}/src)
# No contraction into fused multiply-adds: the same bits on every target and with every compiler.
target_compile_options(
  mpietl_compile
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -ffp-contract=off
            -fno-math-errno)

# GCC 12 warns of copies inside std::string that overlap or go beyond their ends where none does (GCC bug 105651),
# the more so where the standard library's headers are precompiled.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mpietl_compile INTERFACE -Wno-restrict -Wno-array-bounds
                                                  -Wno-stringop-overflow -Wno-stringop-overread)
endif()

if(MPIETL_SANITIZE)
  target_compile_options(mpietl_compile INTERFACE -fsanitize=${MPIETL_SANITIZE}
                                                  -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mpietl_compile INTERFACE -fsanitize=${MPIETL_SANITIZE})
endif()

# A compiler cache is used where there is one; these settings let it work with precompiled headers.
find_program(MPIETL_CCACHE ccache)
if(MPIETL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${MPIETL_CCACHE})
endif()

# The standard library's headers are half of the cost of a source: they are compiled once, and again
# for each module with compiler flags of its own.
set(mpietl_standard_headers
    <algorithm>
    <array>
    <cmath>
    <cstddef>
    <cstdint>
    <cstdio>
    <cstring>
    <filesystem>
    <functional>
    <map>
    <memory>
    <mutex>
    <optional>
    <set>
    <span>
    <sstream>
    <string>
    <string_view>
    <thread>
    <tuple>
    <unordered_map>
    <utility>
    <variant>
    <vector>)

# mpietl_module(NAME [OPTIMISE level] [USES module…] [THIRD_PARTY target…] [OWN_FLAGS] [WITHOUT folder]):
# the library of src/NAME, without the sources of a folder in it. Third-party headers are private to the module; other modules are part of its interface.
# OPTIMISE is for modules that wait for files and people, where -O3 costs time to compile only; -O1
# is no choice, since GCC 14 refuses the headers that were precompiled for -O2.
function(mpietl_module name)
  cmake_parse_arguments(PARSE_ARGV 1 module "OWN_FLAGS" "OPTIMISE;WITHOUT" "USES;THIRD_PARTY")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  if(module_WITHOUT)
    list(FILTER sources EXCLUDE REGEX "/src/${name}/${module_WITHOUT}/")
  endif()
  add_library(mpietl_${name} STATIC ${sources})
  list(TRANSFORM module_USES PREPEND mpietl_)
  target_link_libraries(mpietl_${name} PUBLIC mpietl_compile ${module_USES}
                                       PRIVATE ${module_THIRD_PARTY})
  if(module_OPTIMISE)
    target_compile_options(mpietl_${name} PRIVATE $<$<CONFIG:Release>:-O${module_OPTIMISE}>)
  elseif(MPIETL_SANITIZE)
    # Sanitizers' builds do without, for half the time to compile: what counts is arithmetic, and the
    # choice among Highway's targets, which clang 14 gets wrong at -O0.
    target_compile_options(mpietl_${name} PRIVATE -O1)
    set(module_OWN_FLAGS ON)
  endif()
  if(module_OWN_FLAGS)
    target_precompile_headers(mpietl_${name} PRIVATE ${mpietl_standard_headers})
  else()
    target_precompile_headers(mpietl_${name} REUSE_FROM mpietl_core)
  endif()
endfunction()
