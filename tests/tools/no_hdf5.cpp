// Loaded before HDF5, in whose place it ends the program: for tests of what never reaches HDF5.
#include <unistd.h>

extern "C" {

int H5open() {
  _exit(77);
}

long H5Fcreate(const char*, unsigned, long, long) {
  _exit(77);
}

long H5Fopen(const char*, unsigned, long) {
  _exit(77);
}

int H5Fis_hdf5(const char*) {
  _exit(77);
}
}
