# Finds the libraries that modules use: by a CMake package, then by pkg-config, else by our own search.
# A message about a missing library names its Debian package from jobs/packages.txt.
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

# A static library does not name the libraries that it needs, so linking would fail.
function(mpietl_require_shared what library)
  if(library MATCHES "\\.a$")
    message(FATAL_ERROR "${what} was found only as a static library, ${library}. Build a shared one: "
                        "with -DBUILD_SHARED_LIBS=ON or --enable-shared")
  endif()
endfunction()

# mpietl_pkg_config(TARGET WHAT MODULE): makes a target of pkg-config's MODULE.
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
    message(FATAL_ERROR "MPI was not found. When cross-compiling, name the target's MPI: "
                        "-DMPI_SKIP_COMPILER_WRAPPER=ON -DMPI_CXX_HEADER_DIR=DIR -DMPI_CXX_LIB_NAMES=mpi "
                        "-DMPI_mpi_LIBRARY=DIR/libmpi.so")
  endif()
  if(NOT MPI_FOUND AND MPI_CXX_COMPILER)
    execute_process(COMMAND ${MPI_CXX_COMPILER} -show OUTPUT_VARIABLE said ERROR_VARIABLE said)
    message(FATAL_ERROR "MPI was not found: no library of its compiler wrapper ${MPI_CXX_COMPILER} "
                        "works. `${MPI_CXX_COMPILER} -show` says:\n${said}")
  endif()
  if(NOT MPI_FOUND)
    mpietl_missing("MPI")
  endif()
endif()
set(MPIETL_LIBRARIES ${MPI_CXX_LIBRARIES})

if(MPIETL_FFMPEG)
  # Only its headers: these libraries load a hundred others, so they are loaded when a file needs them.
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
mpietl_pkg_config(mpietl::zlib "zlib" zlib)
mpietl_package("CLI11" CLI11 CONFIG)
mpietl_package("toml++" tomlplusplus CONFIG)
# Only its headers: Debian's package also has a compiled library, without the corrections in src/job.
add_library(mpietl::tomlplusplus INTERFACE IMPORTED GLOBAL)
target_include_directories(
  mpietl::tomlplusplus SYSTEM
  INTERFACE $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
mpietl_package("JSON for Modern C++" nlohmann_json CONFIG)

# FindHDF5 uses a compiler wrapper, which clusters often lack or have built for another MPI.
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
# The headers of an HDF5 built for MPI include those of MPI; nothing else of MPI is used.
file(STRINGS ${MPIETL_HDF5_INCLUDE_DIR}/H5pubconf.h parallel REGEX "define H5_HAVE_PARALLEL 1")
if(parallel AND MPIETL_MPI)
  target_link_libraries(mpietl::hdf5 INTERFACE MPI::MPI_CXX)
endif()

# Charts of the page. Chart.js is one file, draws thousands of bars quickly (SVG does not), has logarithmic
# axes and floating bars, and works under a strict security policy. Other libraries in Debian 12 do not: Vega
# lacks D3, dygraphs draws only curves, C3 and D3 3 are from 2016. When cross-compiling, the build machine's
# copy is used.
find_file(MPIETL_CHART_JS chart.min.js PATH_SUFFIXES share/javascript/chart.js share/nodejs/chart.js/dist
          CMAKE_FIND_ROOT_PATH_BOTH)
if(NOT MPIETL_CHART_JS)
  mpietl_missing("Chart.js")
endif()

find_package(OpenMP QUIET COMPONENTS CXX)
if(NOT OpenMP_CXX_FOUND)
  message(FATAL_ERROR "The C++ compiler has no OpenMP. With clang, install libomp-dev of its version.")
endif()
