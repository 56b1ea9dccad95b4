# HDF5, the serial C library and its dimension scales, in hdf5_file.cpp only.
find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
target_include_directories(output SYSTEM PRIVATE ${HDF5_C_INCLUDE_DIRS})
target_link_libraries(output PRIVATE ${HDF5_HL_LIBRARIES} ${HDF5_C_LIBRARIES})

# The tests of this layer, and nobody else, read the file back with the library.
target_include_directories(
  output SYSTEM INTERFACE $<$<STREQUAL:$<TARGET_PROPERTY:NAME>,output_tests>:${HDF5_C_INCLUDE_DIRS}>)
