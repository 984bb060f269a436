# Runs the real program under a real launcher, on several hosts and under a real Slurm, and checks the
# results with SciPy, h5py and pandas. There are few pytest sessions, since each imports pandas and SciPy.
set(mpietl_program_environment
    "MPIETL=$<TARGET_FILE:mpietl>"
    "MPIEXEC=${MPIEXEC_EXECUTABLE}"
    "FAULTY_CALLS_LIBRARY=$<TARGET_FILE:faulty_calls>"
    "WRITE_MANY=$<TARGET_FILE:write_many>")

# mpietl_pytest(NAME FOLDER [FILES file…] [LABELS label…] [MARKERS expression] [WORKERS n]
# [TIMEOUT seconds] [ALONE]): runs the tests of a folder, or of the given files in it, whose markers
# match, in one session.
function(mpietl_pytest name folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "ALONE" "MARKERS;WORKERS;TIMEOUT" "FILES;LABELS")
  set(options)
  if(arg_MARKERS)
    list(APPEND options -m ${arg_MARKERS})
  endif()
  if(arg_WORKERS)
    list(APPEND options -n ${arg_WORKERS} --dist loadfile)
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 900)
  endif()
  set(folder ${PROJECT_SOURCE_DIR}/tests/${folder})
  list(TRANSFORM arg_FILES PREPEND ${folder}/ OUTPUT_VARIABLE files)
  if(NOT files)
    set(files ${folder})
  endif()
  add_test(NAME ${name}
           COMMAND ${MPIETL_PYTHON} -m pytest -q -c ${PROJECT_SOURCE_DIR}/tests/e2e/pytest.ini --rootdir
                   ${folder} ${options} ${files})
  set_tests_properties(
    ${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT} SKIP_RETURN_CODE 77
                       ENVIRONMENT "${mpietl_program_environment}")
  if(arg_ALONE)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
endfunction()

mpietl_pytest(e2e e2e LABELS integration quick MARKERS "not timing and not browser and not slow" WORKERS 2)
set_tests_properties(e2e PROPERTIES PROCESSORS 2)
mpietl_pytest(e2e_slow e2e LABELS integration MARKERS "slow and not timing and not browser" WORKERS 2 TIMEOUT
              1500)
set_tests_properties(e2e_slow PROPERTIES PROCESSORS 2)
mpietl_pytest(e2e_timing e2e LABELS integration timing MARKERS "timing and not browser" ALONE)
mpietl_pytest(e2e_browser e2e LABELS integration browser MARKERS browser)
# All virtual hosts are on one machine, so only one session may run at a time.
mpietl_pytest(cluster_job cluster LABELS cluster quick MARKERS "quick")
mpietl_pytest(cluster cluster LABELS cluster MARKERS "not quick and not timing and not thorough" TIMEOUT 1500)
mpietl_pytest(cluster_timing cluster LABELS cluster timing MARKERS "timing" ALONE)
# The tests for a build with another MPI.
mpietl_pytest(e2e_mpich e2e FILES test_bad_input.py test_same_bits.py LABELS mpich)
mpietl_pytest(cluster_mpich cluster FILES test_srun_pmi2.py LABELS mpich)
set_tests_properties(cluster_job cluster cluster_timing cluster_mpich PROPERTIES RESOURCE_LOCK hosts COST 100)
