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

# mpietl_room(NAME [USES room…] [THIRD_PARTY target…]): the library of src/NAME.
# Third-party headers are private to the room; other rooms are part of its interface.
function(mpietl_room name)
  cmake_parse_arguments(PARSE_ARGV 1 room "" "" "USES;THIRD_PARTY")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/${name}/*.cpp)
  add_library(mpietl_${name} STATIC ${sources})
  list(TRANSFORM room_USES PREPEND mpietl_)
  target_link_libraries(mpietl_${name} PUBLIC mpietl_compile ${room_USES} PRIVATE ${room_THIRD_PARTY})
endfunction()
