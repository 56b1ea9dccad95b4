# Writes HEADER, which says the VERSION and the commit of SOURCE, and the SHA-256 of the source of the
# model: of all that decides the numbers of a replication, from the reader of scenarios to the random
# numbers, and of nothing else. An unchanged header is left alone.
find_package(Git QUIET)
set(text ${VERSION})
if(GIT_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} -C ${SOURCE} describe --always --dirty --exclude=*
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(commit)
    string(APPEND text " (${commit})")
  endif()
endif()

set(patterns "")
foreach(folder IN ITEMS sim/kernel sim/random models scenarios)
  list(APPEND patterns ${SOURCE}/${folder}/*.h ${SOURCE}/${folder}/*.cpp)
endforeach()
list(APPEND patterns ${SOURCE}/tools/semh/sampling.h ${SOURCE}/tools/semh/sampling.cpp) # which draw a replication takes
file(GLOB_RECURSE files RELATIVE ${SOURCE} ${patterns})
list(SORT files)
set(sums "")
foreach(file IN LISTS files)
  file(SHA256 ${SOURCE}/${file} sum)
  string(APPEND sums "${sum}  ${file}\n")
endforeach()
string(SHA256 model "${sums}")

file(CONFIGURE OUTPUT ${HEADER} CONTENT
     "#define SEMH_VERSION \"${text}\"\n#define SEMH_MODEL \"${model}\"\n")
