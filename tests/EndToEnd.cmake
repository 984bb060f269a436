# The real program under the real launcher, checked by SciPy, h5py and pandas: one test a file.
# Those that measure time have the machine for themselves, and the label `quiet`.
set(quiet e2e_bench e2e_cores e2e_demo e2e_ending e2e_progress e2e_report_ranks e2e_scaling_plan e2e_schedule
          e2e_stop e2e_waiting)
file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/e2e/test_*.py)
foreach(script IN LISTS scripts)
  get_filename_component(name ${script} NAME_WE)
  string(REPLACE test_ e2e_ name ${name})
  add_test(NAME ${name} COMMAND ${MPIETL_PYTHON} -m pytest -q ${script})
  set_tests_properties(
    ${name} PROPERTIES TIMEOUT 600 LABELS e2e ENVIRONMENT
                       "MPIETL=$<TARGET_FILE:mpietl>;MPIEXEC=${MPIEXEC_EXECUTABLE};FAULTY_CALLS_LIBRARY=$<TARGET_FILE:faulty_calls>;WRITE_MANY=$<TARGET_FILE:write_many>"
  )
  if(name IN_LIST quiet)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON LABELS "e2e;quiet")
  endif()
endforeach()
