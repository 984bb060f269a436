# The real program under the real launcher, checked by SciPy, h5py and pandas: one test a file.
file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/e2e/test_*.py)
foreach(script IN LISTS scripts)
  get_filename_component(name ${script} NAME_WE)
  string(REPLACE test_ e2e_ name ${name})
  add_test(NAME ${name} COMMAND ${MPIETL_PYTHON} -m pytest -q ${script})
  set_tests_properties(
    ${name} PROPERTIES TIMEOUT 600 RUN_SERIAL ON LABELS e2e
                       ENVIRONMENT
                       "MPIETL=$<TARGET_FILE:mpietl>;MPIEXEC=${MPIEXEC_EXECUTABLE};FAULTY_CALLS_LIBRARY=$<TARGET_FILE:faulty_calls>;WRITE_MANY=$<TARGET_FILE:write_many>"
  )
endforeach()
