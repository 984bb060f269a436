# Read by cpack before it makes a package. Without these programs it would make one that needs no library.
foreach(pair IN ITEMS "dpkg-shlibdeps;dpkg-dev" "file;file")
  list(GET pair 0 program)
  list(GET pair 1 package)
  find_program(found_${program} ${program})
  if(CPACK_GENERATOR STREQUAL "DEB" AND NOT found_${program})
    message(FATAL_ERROR "${program} was not found, which tells what a Debian package needs: apt-get install ${package}")
  endif()
endforeach()
