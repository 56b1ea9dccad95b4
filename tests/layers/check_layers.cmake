# Fails when a file under FOLDER includes what the layer NAME may not: one of our folders outside NAME
# and USES (a|b|c), a third-party header outside the file that owns it, or a thread outside
# sim/experiment. The owners below are the whole list of third-party libraries.
set(owner_of_Eigen "^sim/(inference|decision)/.*\\.cpp$")
set(owner_of_H5 "^output/.*\\.cpp$")
set(owner_of_CLI "^tools/.*\\.cpp$")
set(owner_of_Random123 "^sim/random/.*\\.cpp$")
set(owner_of_boost "^(sim/(statistics|sensitivity)/.*\\.cpp|tools/cluster/.*\\.(h|cpp))$") # statistics; ranks
set(owner_of_hdf5 "^output/.*\\.cpp$")
set(owner_of_hdf5_hl "^output/.*\\.cpp$")
set(owner_of_nlohmann "^tools/.*\\.cpp$")
set(owner_of_toml++ "^scenarios/toml_parser\\.cpp$")

set(threads "atomic|barrier|condition_variable|future|latch|mutex|pthread.h|semaphore|shared_mutex|stop_token|thread")
set(thread_owner "^sim/experiment/")

# The files of the machine are touched by the readers and writers of files and by what saves and stops a
# run, not by the engine and the borough.
set(machine "dirent.h|fcntl.h|pwd.h|sys/.*|unistd.h")
set(machine_owner "^(scenarios|output|tools|sim/experiment)/")

cmake_path(GET FOLDER PARENT_PATH root)
file(GLOB_RECURSE files ${FOLDER}/*.h ${FOLDER}/*.cpp)

foreach(file IN LISTS files)
  file(RELATIVE_PATH path ${root} ${file})

  file(STRINGS ${file} ours REGEX "^[ \t]*#[ \t]*include[ \t]*\"")
  foreach(line IN LISTS ours)
    string(REGEX REPLACE "^[^\"]*\"([^\"/]*)/?.*" "\\1" from "${line}")
    if(NOT from STREQUAL NAME AND NOT from MATCHES "^(${USES})$")
      message(SEND_ERROR "${path}: ${NAME}/ may not include from ${from}/ (${line})")
    endif()
  endforeach()

  file(STRINGS ${file} theirs REGEX "^[ \t]*#[ \t]*include[ \t]*<")
  foreach(line IN LISTS theirs)
    string(REGEX REPLACE "^[^<]*<([^>]*)>.*" "\\1" header "${line}")
    string(REGEX MATCH "^(H5|[A-Za-z0-9_+]+)" library "${header}")
    if(header MATCHES "^(${threads})$")
      if(NOT path MATCHES "${thread_owner}")
        message(SEND_ERROR "${path}: <${header}>: threads appear only in sim/experiment/")
      endif()
    elseif(header MATCHES "^(${machine})$")
      if(NOT path MATCHES "${machine_owner}")
        message(SEND_ERROR "${path}: <${header}>: ${NAME}/ may not ask the operating system")
      endif()
    elseif(DEFINED owner_of_${library})
      if(NOT path MATCHES "${owner_of_${library}}")
        message(SEND_ERROR "${path}: <${header}> belongs to ${owner_of_${library}} alone")
      endif()
    elseif(NOT header MATCHES "^[a-z_0-9]+$")
      message(SEND_ERROR "${path}: <${header}>: not a standard header, and no layer owns its library")
    endif()
  endforeach()
endforeach()
