# Folders in which libraries are searched before the system's: those in HDF5_ROOT, then
# CMAKE_PREFIX_PATH, then those of environment modules.

# mpietl_add_prefix(DIR): searches a folder with include and lib, unless it is a system folder.
function(mpietl_add_prefix dir)
  if(EXISTS ${dir}/include AND NOT dir MATCHES "^/(usr(/local)?)?$" AND NOT dir IN_LIST CMAKE_PREFIX_PATH)
    list(APPEND CMAKE_PREFIX_PATH ${dir})
    set(CMAKE_PREFIX_PATH ${CMAKE_PREFIX_PATH} PARENT_SCOPE)
  endif()
endfunction()

foreach(root IN ITEMS "${HDF5_ROOT}" "$ENV{HDF5_ROOT}")
  if(root)
    list(PREPEND CMAKE_PREFIX_PATH ${root})
    break()
  endif()
endforeach()

foreach(variable IN ITEMS HDF5_DIR CPATH LIBRARY_PATH PKG_CONFIG_PATH)
  string(REPLACE ":" ";" dirs "$ENV{${variable}}")
  foreach(dir IN LISTS dirs)
    # PREFIX/include, PREFIX/lib64, PREFIX/lib/x86_64-linux-gnu/pkgconfig, …
    string(REGEX REPLACE "/(include|(lib|lib64|share)(/[^/]+-linux-[^/]+)?(/pkgconfig)?)/*$" "" dir "${dir}")
    mpietl_add_prefix("${dir}")
  endforeach()
endforeach()

set_property(GLOBAL PROPERTY FIND_LIBRARY_USE_LIB64_PATHS ON)

# On Debian, CMake lets pkg-config search a prefix's lib, but not its lib64.
foreach(prefix IN LISTS CMAKE_PREFIX_PATH)
  set(ENV{PKG_CONFIG_PATH} "${prefix}/lib64/pkgconfig:$ENV{PKG_CONFIG_PATH}")
endforeach()
