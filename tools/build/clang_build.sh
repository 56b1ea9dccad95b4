# shellcheck shell=bash
# One build by clang, for two questions: does it give the same bytes, and does any input hurt? The same
# objects are linked to the command and to the fuzz targets. Read by tests/determinism/same_bytes and
# tests/fuzz/fuzz, so that whoever comes second builds nothing again.

# can_fuzz: whether this clang has the libraries for it (package libclang-rt-14-dev).
can_fuzz() {
  local probe
  probe=$(mktemp -d)
  printf 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }\n' >"$probe/probe.cpp"
  clang++ -fsanitize=fuzzer,address "$probe/probe.cpp" -o "$probe/probe" 2>/dev/null
  local status=$?
  rm -rf "$probe"
  return $status
}

# configure_clang SOURCE FOLDER: -O2, and where it can be, with what the fuzzer sees by.
configure_clang() {
  local flags="-O2" fuzz=OFF
  if can_fuzz; then flags="-O2 -gline-tables-only -fsanitize=fuzzer-no-link,address" fuzz=ON; fi
  cmake -G Ninja -S "$1" -B "$2" -DSEMH_TESTS=OFF -DSEMH_BENCH=OFF -DSEMH_FUZZ=$fuzz -DCMAKE_BUILD_TYPE= \
    -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS="$flags" -DCMAKE_COMPILE_WARNING_AS_ERROR="${SEMH_WERROR:-OFF}"
}
