# cpack reads this first. Without these programs, it would make a package without dependencies.
foreach(pair IN ITEMS "dpkg-shlibdeps;dpkg-dev" "file;file")
  list(GET pair 0 program)
  list(GET pair 1 package)
  find_program(found_${program} ${program})
  if(CPACK_GENERATOR STREQUAL "DEB" AND NOT found_${program})
    message(FATAL_ERROR "${program} was not found, but determines the dependencies of a Debian package: apt-get install ${package}")
  endif()
endforeach()
