# How everything here is compiled, and the one way to add a room.
add_library(mpietl_compile INTERFACE)
target_include_directories(mpietl_compile INTERFACE ${PROJECT_SOURCE_DIR}/include
                                                    ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(mpietl_compile INTERFACE MPIETL_VERSION="${PROJECT_VERSION}")
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
            -Werror
            -ffp-contract=off
            -fno-math-errno)

# GCC 12 warns of overlapping copies inside std::string where there are none (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  target_compile_options(mpietl_compile INTERFACE -Wno-restrict)
endif()

if(MPIETL_SANITIZE)
  target_compile_options(mpietl_compile INTERFACE -fsanitize=${MPIETL_SANITIZE}
                                                  -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(mpietl_compile INTERFACE -fsanitize=${MPIETL_SANITIZE})
endif()

# Most presets compile many sources of a room at once (CMAKE_UNITY_BUILD), in half of the time.
if(CMAKE_UNITY_BUILD)
  # What is in one source seems to hide what is in another; the debug preset tells what really does.
  target_compile_options(mpietl_compile INTERFACE -Wno-shadow)
endif()

# mpietl_alone(FOLDER source…): compiled by themselves also then, since they have names in common.
function(mpietl_alone folder)
  list(TRANSFORM ARGN PREPEND ${folder}/ OUTPUT_VARIABLE sources)
  set_source_files_properties(${sources} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# mpietl_room(NAME [USES room…] [THIRD_PARTY target…] [ALONE source…]): the library of src/NAME.
# Third-party headers are private to the room; other rooms are part of its interface.
function(mpietl_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "USES;THIRD_PARTY;ALONE")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  mpietl_alone(${PROJECT_SOURCE_DIR}/src/${name} ${room_ALONE})
  add_library(mpietl_${name} STATIC ${sources})
  list(TRANSFORM room_USES PREPEND mpietl_)
  target_link_libraries(mpietl_${name} PUBLIC mpietl_compile ${room_USES} PRIVATE ${room_THIRD_PARTY})
endfunction()
