# semh_unity(TARGET [APART FILE...]): with SEMH_UNITY, the files of a target are compiled some at a time.
#
# Half the work, for each header is read once in a dozen files; but a change to one file compiles the dozen
# again, so it is for builds from nothing (tools/check without ccache). unity.awk keeps files apart that give the
# same name to something of their own. Those that cannot live together for another reason are listed as APART.
# The files go together by folder, and each object carries its folder's name: tests/layers asks for some.
set(SEMH_TOGETHER 12 CACHE STRING "With SEMH_UNITY, how many files are compiled as one at most")

function(semh_unity TARGET)
  if(NOT SEMH_UNITY)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 unity "" "" APART)
  get_target_property(sources ${TARGET} SOURCES)
  list(FILTER sources INCLUDE REGEX "\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "^${PROJECT_BINARY_DIR}/")
  list(TRANSFORM unity_APART PREPEND ${PROJECT_SOURCE_DIR}/)
  set(folders "")
  foreach(file IN LISTS sources)
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    if(NOT file IN_LIST unity_APART)
      cmake_path(GET file PARENT_PATH folder)
      list(APPEND folders ${folder})
      list(APPEND "files of ${folder}" ${file})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    cmake_path(GET folder FILENAME name)
    file(GLOB headers ${folder}/*.h)
    execute_process(COMMAND awk -v most=${SEMH_TOGETHER} -f ${PROJECT_SOURCE_DIR}/tools/build/unity.awk
                            ${headers} ${files\ of\ ${folder}}
                    OUTPUT_VARIABLE grouped OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE "\n" ";" grouped "${grouped}")
    foreach(line IN LISTS grouped)
      string(REGEX MATCH "^(.*) ([0-9]+)$" matched ${line})
      set_source_files_properties(${CMAKE_MATCH_1} PROPERTIES UNITY_GROUP ${name}_${CMAKE_MATCH_2})
    endforeach()
  endforeach()
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  target_compile_options(${TARGET} PRIVATE -Wno-error=shadow) # a name of the file beside it; tidy asks of each alone
endfunction()
