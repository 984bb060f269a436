# Compiler flags for everything, and the function that adds a module.
add_library(mpietl_compile INTERFACE)
target_include_directories(mpietl_compile INTERFACE ${PROJECT_SOURCE_DIR}/include
                                                    ${PROJECT_SOURCE_DIR}/src)
# No contraction into fused multiply-adds: the same bits on every machine and with every compiler.
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

# GCC 12 warns of copies inside std::string that overlap or exceed bounds where there are none (GCC bug
# 105651), especially with precompiled headers.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mpietl_compile INTERFACE -Wno-restrict -Wno-array-bounds
                                                  -Wno-stringop-overflow -Wno-stringop-overread)
endif()

if(MPIETL_SANITIZE)
  target_compile_options(mpietl_compile INTERFACE -fsanitize=${MPIETL_SANITIZE}
                                                  -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mpietl_compile INTERFACE -fsanitize=${MPIETL_SANITIZE})
endif()

# Use a compiler cache if there is one; these settings make it work with precompiled headers.
find_program(MPIETL_CCACHE ccache)
if(MPIETL_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${MPIETL_CCACHE})
endif()

# The standard library's headers take half of the time to compile a file. They are precompiled once, and
# again for each module with its own compiler flags.
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
# the library of src/NAME, without one folder in it. Third-party headers are private to the module; other
# modules are part of its interface. OPTIMISE is for modules that wait for files and people: -O3 would
# only take longer to compile, and GCC 14 refuses precompiled headers of -O2 with -O1.
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
    # -O1 halves the time to compile with sanitizers, except for arithmetic and for the choice among
    # Highway's targets, which clang 14 gets wrong at -O0.
    target_compile_options(mpietl_${name} PRIVATE -O1)
    set(module_OWN_FLAGS ON)
  endif()
  if(module_OWN_FLAGS)
    target_precompile_headers(mpietl_${name} PRIVATE ${mpietl_standard_headers})
  else()
    target_precompile_headers(mpietl_${name} REUSE_FROM mpietl_core)
  endif()
endfunction()
