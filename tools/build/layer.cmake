# semh_layer(NAME <folder> USES <folder>...)
#
# One folder is one static library is one namespace. USES is the whole list of folders it may include
# from; tests/layers reads it back as a test, so that an #include pointing the wrong way fails the
# tests and not just a reviewer's eye.

foreach(flags IN ITEMS "" _DEBUG _RELEASE _RELWITHDEBINFO)
  if(CMAKE_CXX_FLAGS${flags} MATCHES "-Ofast|-ffast-math|-funsafe-math|-fassociative-math|-ffp-contract=(fast|on)")
    message(FATAL_ERROR "${CMAKE_MATCH_0} in CMAKE_CXX_FLAGS${flags} would change results from machine to machine")
  endif()
endforeach()

add_library(semh_options INTERFACE)
target_include_directories(semh_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(
  semh_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat-security
                         -ffp-contract=off # the same bits on every machine
)
# g++ 12 reads two numbers that have just been written one by one as if they were one: the loop of events waits
# for it at every turn. Four options side by side take 1 to 2% longer with vectors than without.
target_compile_options(semh_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-fno-tree-vectorize>")
# g++ 12 sees overlapping copies in "text" + std::string and uninitialised values in an empty std::optional,
# where there are none (GCC bugs 105651, 80635). clang and the sanitizers watch for the real ones.
target_compile_options(semh_options INTERFACE "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>")

# What is handed out is hardened. The determinism tests compare it with builds that are not, so these
# options cannot come to change a result unseen. The prefix map keeps the builder's paths out of it.
set(released "$<CONFIG:Release>")
target_compile_options(
  semh_options INTERFACE "$<${released}:-fstack-protector-strong;-U_FORTIFY_SOURCE;-D_FORTIFY_SOURCE=2;-fPIE>"
                         "$<${released}:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>")
target_link_options(semh_options INTERFACE "$<${released}:-pie;-Wl,-z,relro,-z,now>")

# Beyond the flags of the build, for the layers alone: that is where a slow build of the tests spends its time.
set(SEMH_LAYER_FLAGS "" CACHE STRING "Flags for sim, models, scenarios and output alone")

function(semh_layer)
  cmake_parse_arguments(PARSE_ARGV 0 layer "" "NAME" "USES;APART")
  set(folder ${PROJECT_SOURCE_DIR}/${layer_NAME})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${folder}/*.h)

  add_library(${layer_NAME} STATIC ${sources})
  target_sources(${layer_NAME} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})
  set_target_properties(${layer_NAME} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(${layer_NAME} PUBLIC semh_options ${layer_USES})
  target_compile_options(${layer_NAME} PRIVATE ${SEMH_LAYER_FLAGS})
  if(SEMH_FUZZ AND layer_NAME STREQUAL "scenarios") # what the fuzzer sees by: all that is fuzzed is read there
    target_compile_options(${layer_NAME} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(EXISTS ${folder}/libraries.cmake) # third-party libraries of this layer's .cpp files
    include(${folder}/libraries.cmake)
  endif()
  semh_unity(${layer_NAME} APART ${layer_APART})

  list(JOIN layer_USES "|" uses)
  add_test(NAME layers.${layer_NAME}
           COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DNAME=${layer_NAME} -DUSES=${uses} -P
                   ${PROJECT_SOURCE_DIR}/tests/layers/check_layers.cmake)
  set_tests_properties(layers.${layer_NAME} PROPERTIES LABELS layers)
endfunction()
