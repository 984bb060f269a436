# The page of `mpietl report --html`, assembled into one file that view/html/embedded_page.cpp embeds.
set(html ${PROJECT_SOURCE_DIR}/src/view/html)
set(page ${PROJECT_BINARY_DIR}/generated/view/page.html)
# In the order in which they use each other.
list(TRANSFORM MPIETL_PAGE_SCRIPTS PREPEND ${html}/ OUTPUT_VARIABLE scripts)
list(JOIN scripts "," scripts_argument)
add_custom_command(
  OUTPUT ${page}
  COMMAND
    ${CMAKE_COMMAND} -D PAGE=${html}/page.html -D STYLE=${html}/page.css -D SCRIPTS=${scripts_argument}
    -D LIBRARY=${MPIETL_CHART_JS} -D LICENCE=${html}/chart_licence.txt -D OUTPUT=${page} -P
    ${PROJECT_SOURCE_DIR}/src/cmake/AssemblePage.cmake
  DEPENDS ${html}/page.html ${html}/page.css ${html}/chart_licence.txt ${scripts} ${MPIETL_CHART_JS}
          ${PROJECT_SOURCE_DIR}/src/cmake/AssemblePage.cmake
  COMMENT "Assembling the page of mpietl report --html"
  VERBATIM)
target_sources(mpietl_view PRIVATE ${page})
set_property(
  SOURCE view/html/embedded_page.cpp
  PROPERTY COMPILE_DEFINITIONS "MPIETL_PAGE=\"${page}\"")
set_property(SOURCE view/html/embedded_page.cpp PROPERTY OBJECT_DEPENDS ${page})
