# Writes HEADER, which says the VERSION and the commit of SOURCE; an unchanged one is left alone.
find_package(Git QUIET)
set(text ${VERSION})
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} describe --always --dirty --exclude=*
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(commit)
    string(APPEND text " (${commit})")
  endif()
endif()
file(CONFIGURE OUTPUT ${HEADER} CONTENT "#define SEMH_VERSION \"${text}\"\n")
