# Finds what the modules use: a CMake package first, then pkg-config, and our own search for what
# ships neither. A missing one is named by its Debian package, as jobs/packages.txt has it.
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

macro(mpietl_package what package)
  find_package(${package} QUIET ${ARGN})
  if(NOT ${package}_FOUND)
    mpietl_missing(${what})
  endif()
endmacro()

# A static library that needs others does not name them: the last link would fail.
function(mpietl_require_shared what library)
  if(library MATCHES "\\.a$")
    message(FATAL_ERROR "${what} was found as a static library only, ${library}. A shared one is "
                        "needed: build it with -DBUILD_SHARED_LIBS=ON or --enable-shared")
  endif()
endfunction()

# mpietl_pkg_config(TARGET WHAT MODULE): what pkg-config knows as MODULE.
function(mpietl_pkg_config target what module)
  string(MAKE_C_IDENTIFIER ${target} id)
  pkg_check_modules(${id} QUIET IMPORTED_TARGET ${module})
  if(NOT ${id}_FOUND)
    mpietl_missing(${what})
  endif()
  foreach(library IN LISTS ${id}_LINK_LIBRARIES)
    mpietl_require_shared(${what} ${library})
  endforeach()
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${${id}_INCLUDE_DIRS})
  target_link_libraries(${target} INTERFACE ${${id}_LINK_LIBRARIES})
  set(MPIETL_LIBRARIES ${MPIETL_LIBRARIES} ${${id}_LINK_LIBRARIES} PARENT_SCOPE)
endfunction()

find_package(PkgConfig QUIET)
if(NOT PKG_CONFIG_FOUND)
  mpietl_missing("pkg-config")
endif()

if(MPIETL_MPI)
  # The compiler wrappers of Open MPI 5 fail without HOME.
  if(NOT DEFINED ENV{HOME})
    set(ENV{HOME} /)
  endif()
  set(MPI_CXX_SKIP_MPICXX ON)
  find_package(MPI QUIET COMPONENTS CXX)
  if(NOT MPI_FOUND AND CMAKE_CROSSCOMPILING)
    message(FATAL_ERROR "MPI was not found. When cross-compiling, name that of the target: "
                        "-DMPI_SKIP_COMPILER_WRAPPER=ON -DMPI_CXX_HEADER_DIR=DIR -DMPI_CXX_LIB_NAMES=mpi "
                        "-DMPI_mpi_LIBRARY=DIR/libmpi.so")
  endif()
  if(NOT MPI_FOUND AND MPI_CXX_COMPILER)
    execute_process(COMMAND ${MPI_CXX_COMPILER} -show OUTPUT_VARIABLE said ERROR_VARIABLE said)
    message(FATAL_ERROR "MPI was not found: its compiler wrapper ${MPI_CXX_COMPILER} names no library that "
                        "works. `${MPI_CXX_COMPILER} -show` says:\n${said}")
  endif()
  if(NOT MPI_FOUND)
    mpietl_missing("MPI")
  endif()
endif()
set(MPIETL_LIBRARIES ${MPI_CXX_LIBRARIES})

if(MPIETL_FFMPEG)
  # Its headers only: these libraries bring a hundred others, so that they are loaded when a file needs them.
  mpietl_pkg_config(mpietl::avformat "FFmpeg's libraries" libavformat)
  add_library(mpietl::ffmpeg INTERFACE IMPORTED GLOBAL)
  target_include_directories(
    mpietl::ffmpeg SYSTEM INTERFACE $<TARGET_PROPERTY:mpietl::avformat,INTERFACE_INCLUDE_DIRECTORIES>)
endif()
mpietl_pkg_config(mpietl::highway "Highway" libhwy)
mpietl_pkg_config(mpietl::mpg123 "libmpg123" libmpg123)
mpietl_pkg_config(mpietl::ogg "Ogg" ogg)
mpietl_pkg_config(mpietl::sndfile "libsndfile" sndfile)
mpietl_pkg_config(mpietl::xxhash "xxHash" libxxhash)
mpietl_package("CLI11" CLI11 CONFIG)
mpietl_package("toml++" tomlplusplus CONFIG)
# Its headers only: Debian's package names a compiled library, too, without what src/job mends in it.
add_library(mpietl::tomlplusplus INTERFACE IMPORTED GLOBAL)
target_include_directories(
  mpietl::tomlplusplus SYSTEM
  INTERFACE $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
mpietl_package("JSON for Modern C++" nlohmann_json CONFIG)

# FindHDF5 asks a compiler wrapper, which modules of clusters often lack or built for another MPI.
find_path(MPIETL_HDF5_INCLUDE_DIR hdf5.h PATH_SUFFIXES hdf5/serial)
find_library(MPIETL_HDF5_LIBRARY NAMES hdf5_serial hdf5 NAMES_PER_DIR)
if(NOT MPIETL_HDF5_INCLUDE_DIR OR NOT MPIETL_HDF5_LIBRARY)
  mpietl_missing("HDF5")
endif()
mpietl_require_shared("HDF5" ${MPIETL_HDF5_LIBRARY})
list(APPEND MPIETL_LIBRARIES ${MPIETL_HDF5_LIBRARY})
add_library(mpietl::hdf5 INTERFACE IMPORTED GLOBAL)
target_include_directories(mpietl::hdf5 SYSTEM INTERFACE ${MPIETL_HDF5_INCLUDE_DIR})
target_link_libraries(mpietl::hdf5 INTERFACE ${MPIETL_HDF5_LIBRARY})
# The headers of an HDF5 that was built for MPI need those of MPI; nothing else of it is used.
file(STRINGS ${MPIETL_HDF5_INCLUDE_DIR}/H5pubconf.h parallel REGEX "define H5_HAVE_PARALLEL 1")
if(parallel AND MPIETL_MPI)
  target_link_libraries(mpietl::hdf5 INTERFACE MPI::MPI_CXX)
endif()

# Charts of the page: of what Debian 12 ships this is one file, draws thousands of bars in an instant
# (SVG does not), has logarithmic axes and floating bars, and keeps to a strict security policy; Vega
# lacks the D3 of its browser files, dygraphs draws curves only, C3 and D3 3 are of 2016.
# It is no part of the target's system: when cross-compiling that of the build machine does.
find_file(MPIETL_CHART_JS chart.min.js PATH_SUFFIXES share/javascript/chart.js share/nodejs/chart.js/dist
          CMAKE_FIND_ROOT_PATH_BOTH)
if(NOT MPIETL_CHART_JS)
  mpietl_missing("Chart.js")
endif()

find_package(OpenMP QUIET COMPONENTS CXX)
if(NOT OpenMP_CXX_FOUND)
  message(FATAL_ERROR "The C++ compiler has no OpenMP. With clang, install libomp-dev of its version.")
endif()
