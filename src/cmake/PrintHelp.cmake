# During installation, `mpietl` prints its manual pages and completions into the folder `printed`.
function(print_help file)
  execute_process(COMMAND ${mpietl} help ${ARGN} OUTPUT_FILE ${printed}/${file} RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${mpietl} help ${ARGN} failed: ${status}")
  endif()
endfunction()

file(REMOVE_RECURSE ${printed})
file(MAKE_DIRECTORY ${printed}/man1 ${printed}/bash-completion/completions ${printed}/zsh/site-functions
     ${printed}/fish/vendor_completions.d)
print_help(man1/mpietl.1 --man)
foreach(command IN ITEMS run map segment demo bench generate report status verify plan)
  print_help(man1/mpietl-${command}.1 --man ${command})
endforeach()
print_help(bash-completion/completions/mpietl --completion bash)
print_help(zsh/site-functions/_mpietl --completion zsh)
print_help(fish/vendor_completions.d/mpietl.fish --completion fish)
