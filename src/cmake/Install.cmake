# Installs the program, and makes the Debian package.
include(GNUInstallDirs)

# The installed program finds libraries where the linker found them, unless in system folders.
set(rpath "")
foreach(library IN LISTS MPIETL_LIBRARIES)
  get_filename_component(dir ${library} DIRECTORY)
  if(IS_ABSOLUTE "${dir}" AND NOT dir MATCHES "^/(usr/)?lib(32|64)?(/|$)")
    list(APPEND rpath ${dir})
  endif()
endforeach()
list(REMOVE_DUPLICATES rpath)
set_target_properties(mpietl PROPERTIES INSTALL_RPATH "${rpath}")

install(TARGETS mpietl)
foreach(pattern IN ITEMS jobs/*.toml slurm/*.sbatch)
  get_filename_component(folder ${pattern} DIRECTORY)
  file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${pattern})
  install(FILES ${files} DESTINATION ${CMAKE_INSTALL_DATADIR}/mpietl/${folder})
endforeach()
# The pages and the picture, at the paths that their links use.
foreach(page IN ITEMS . jobs slurm src src/report tests tests/benchmarks)
  install(FILES ${PROJECT_SOURCE_DIR}/${page}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR}/${page})
endforeach()
install(FILES ${PROJECT_SOURCE_DIR}/tests/html/page.png DESTINATION ${CMAKE_INSTALL_DOCDIR}/tests/html)

install(FILES ${PROJECT_SOURCE_DIR}/jobs/packaging/modulefile
        DESTINATION ${CMAKE_INSTALL_DATADIR}/modulefiles/mpietl RENAME ${PROJECT_VERSION})

# Manual pages and completions, printed by the built program.
if(NOT CMAKE_CROSSCOMPILING)
  set(MPIETL_PRINTED ${PROJECT_BINARY_DIR}/printed)
  install(CODE "set(printed \"${MPIETL_PRINTED}\")
set(mpietl \"$<TARGET_FILE:mpietl>\")")
  install(SCRIPT ${CMAKE_CURRENT_LIST_DIR}/PrintHelp.cmake)
  install(DIRECTORY ${MPIETL_PRINTED}/man1 DESTINATION ${CMAKE_INSTALL_MANDIR})
  install(DIRECTORY ${MPIETL_PRINTED}/bash-completion ${MPIETL_PRINTED}/zsh ${MPIETL_PRINTED}/fish
          DESTINATION ${CMAKE_INSTALL_DATADIR})
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_DESCRIPTION_FILE ${PROJECT_SOURCE_DIR}/src/cmake/description.txt)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/src/cmake/Package.cmake)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS openmpi-bin)
if(MPIETL_FFMPEG)
  # Loaded at run time, so dpkg-shlibdeps does not see it.
  string(REGEX MATCH "^[0-9]+" major "${mpietl__avformat_VERSION}")
  string(APPEND CPACK_DEBIAN_PACKAGE_RECOMMENDS ", libavformat${major}")
endif()
include(CPack)
