# Makes one page of the sources of src/view/html: cmake -D PAGE=... -D STYLE=... -D SCRIPTS=a,b,c
# -D LIBRARY=... -D LICENCE=... -D OUTPUT=... -P AssemblePage.cmake
# In PAGE, @STYLE@, @SCRIPT@ and @LICENCE@ are replaced by these, @STYLE_HASH@ and @SCRIPT_HASH@ by
# what the page's Content-Security-Policy calls them; @DATA@ stays for the program.

# The SHA-256 of `text` in base64.
function(hash_of text result)
  string(SHA256 hex "${text}")
  set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  set(base64 "")
  foreach(begin RANGE 0 60 6) # 24 bits at a time; the last 16 of 256 remain
    string(SUBSTRING "${hex}0000" ${begin} 6 part)
    foreach(shift 18 12 6 0)
      math(EXPR place "(0x${part} >> ${shift}) & 63")
      string(SUBSTRING ${digits} ${place} 1 digit)
      string(APPEND base64 ${digit})
    endforeach()
  endforeach()
  string(SUBSTRING ${base64} 0 43 base64)
  set(${result} "${base64}=" PARENT_SCOPE)
endfunction()

# A comment or an end tag inside a script would end it early, or swallow the rest of the page.
function(require_harmless name text)
  string(TOLOWER "${text}" lower)
  foreach(trap "</script" "<script" "<!--" "</style" "@data@")
    string(FIND "${lower}" "${trap}" place)
    if(NOT place EQUAL -1)
      message(FATAL_ERROR "${name} contains ${trap}, which cannot stand inside the page.")
    endif()
  endforeach()
endfunction()

file(READ "${PAGE}" page)
file(READ "${STYLE}" style)
file(READ "${LIBRARY}" library)
file(READ "${LICENCE}" licence)
string(REPLACE "," ";" scripts "${SCRIPTS}")
set(own "")
foreach(path IN LISTS scripts)
  file(READ "${path}" text)
  string(APPEND own "${text}")
endforeach()
set(script "${library}\n(() => {\n\"use strict\";\n${own}})();\n")
require_harmless("${STYLE}" "${style}")
require_harmless("the scripts of the page" "${script}")
hash_of("${style}" style_hash)
hash_of("${script}" script_hash)
foreach(name STYLE STYLE_HASH SCRIPT_HASH LICENCE SCRIPT)
  string(TOLOWER ${name} variable)
  string(REPLACE "@${name}@" "${${variable}}" page "${page}")
endforeach()
file(WRITE "${OUTPUT}" "${page}")
