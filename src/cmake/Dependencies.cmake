# Finds what the rooms use; a missing one is named by its Debian package, as jobs/packages.txt has it.
function(mpietl_missing what)
  file(STRINGS ${PROJECT_SOURCE_DIR}/jobs/packages.txt lines REGEX "^[a-z]")
  foreach(line IN LISTS lines)
    if(line MATCHES "^[a-z]+ +([^ ]+) +(.+)$" AND CMAKE_MATCH_2 STREQUAL what)
      message(FATAL_ERROR "${what} was not found. Install the Debian package ${CMAKE_MATCH_1}: "
                          "apt-get install ${CMAKE_MATCH_1}")
    endif()
  endforeach()
  message(FATAL_ERROR "${what} was not found.")
endfunction()

# mpietl_library(TARGET WHAT HEADER [NAMES name…] [SUFFIXES folder…] [SHARED]): an imported library found by
# its header and, unless it is all headers, its file. Works in any prefix, whatever configuration it
# ships; `SUFFIXES` are folders below include that the header may be in. `SHARED`:
# needs others itself, which a static one does not name.
function(mpietl_library target what header)
  cmake_parse_arguments(PARSE_ARGV 3 arg "SHARED" "" "NAMES;SUFFIXES")
  string(MAKE_C_IDENTIFIER ${target} id)
  find_path(${id}_INCLUDE_DIR ${header} PATH_SUFFIXES ${arg_SUFFIXES})
  if(NOT ${id}_INCLUDE_DIR)
    mpietl_missing(${what})
  endif()
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${${id}_INCLUDE_DIR})
  if(arg_NAMES)
    # All names in one folder before the next one: a prefix wins over the system.
    find_library(${id}_LIBRARY NAMES ${arg_NAMES} NAMES_PER_DIR)
    if(NOT ${id}_LIBRARY)
      mpietl_missing(${what})
    endif()
    if(arg_SHARED AND ${id}_LIBRARY MATCHES "\\.a$")
      message(FATAL_ERROR "${what} was found as a static library only, ${${id}_LIBRARY}. A shared one is "
                          "needed: build it with -DBUILD_SHARED_LIBS=ON or --enable-shared")
    endif()
    target_link_libraries(${target} INTERFACE ${${id}_LIBRARY})
    set(MPIETL_LIBRARIES ${MPIETL_LIBRARIES} ${${id}_LIBRARY} PARENT_SCOPE)
  endif()
endfunction()

macro(mpietl_package what package)
  find_package(${package} QUIET ${ARGN})
  if(NOT ${package}_FOUND)
    mpietl_missing(${what})
  endif()
endmacro()

if(MPIETL_MPI)
  mpietl_package("MPI" MPI COMPONENTS CXX)
endif()
set(MPIETL_LIBRARIES ${MPI_CXX_LIBRARIES})

mpietl_library(mpietl::highway "Highway" hwy/highway.h NAMES hwy)
mpietl_library(mpietl::sndfile "libsndfile" sndfile.h NAMES sndfile SHARED)
mpietl_library(mpietl::ogg "Ogg" ogg/ogg.h NAMES ogg)
mpietl_library(mpietl::xxhash "xxHash" xxhash.h NAMES xxhash)
mpietl_library(mpietl::cli11 "CLI11" CLI/CLI.hpp)
mpietl_library(mpietl::tomlplusplus "toml++" toml++/toml.h)
mpietl_library(mpietl::json "JSON for Modern C++" nlohmann/json.hpp)
mpietl_library(mpietl::deflate "libdeflate" libdeflate.h NAMES deflate)
mpietl_library(mpietl::hdf5 "HDF5" hdf5.h NAMES hdf5_serial hdf5 SUFFIXES hdf5/serial SHARED)

# Charts of the page: of what Debian 12 ships this is one file, draws thousands of bars in an instant
# (SVG does not), has logarithmic axes and floating bars, and keeps to a strict security policy; Vega
# lacks the D3 of its browser files, dygraphs draws curves only, C3 and D3 3 are of 2016.
find_file(MPIETL_CHART_JS chart.min.js PATH_SUFFIXES share/javascript/chart.js share/nodejs/chart.js/dist)
if(NOT MPIETL_CHART_JS)
  mpietl_missing("Chart.js")
endif()

# The headers of an HDF5 that was built for MPI need those of MPI; nothing else of it is used.
file(STRINGS ${mpietl__hdf5_INCLUDE_DIR}/H5pubconf.h parallel REGEX "define H5_HAVE_PARALLEL 1")
if(parallel AND MPIETL_MPI)
  target_link_libraries(mpietl::hdf5 INTERFACE MPI::MPI_CXX)
endif()

find_package(OpenMP QUIET COMPONENTS CXX)
if(NOT OpenMP_CXX_FOUND)
  message(FATAL_ERROR "The C++ compiler has no OpenMP. With clang, install libomp-dev of its version.")
endif()
