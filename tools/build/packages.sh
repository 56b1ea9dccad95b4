# shellcheck shell=bash disable=SC2034
# What Debian 12 must have installed, and how it comes to have it. Read by tools/quickstart and tools/check.

packages_of_the_command=(
  g++ cmake ninja-build           # to build
  libtomlplusplus-dev             # scenarios are TOML
  libcli11-dev nlohmann-json3-dev # the command line, and its answers to programs
  libhdf5-dev                     # results for programs
  libboost-dev                    # statistics
  libeigen3-dev                   # linear algebra of fits
)
packages_of_the_checks=(
  libgtest-dev libgmock-dev libbenchmark-dev   # tests and benchmarks
  librandom123-dev                             # known answers to test against
  clang libc++-dev libc++abi-dev clang-format  # the other compiler, the other standard library
  clang-tidy                                   # faults that compilers let pass
  libclang-rt-14-dev                           # its fuzzer and sanitizers
  hdf5-tools locales faketime                  # comparing results; decimal commas; another time
  strace                                       # faults at each call of the system
)
packages_of_the_nightly_checks=(
  gcovr valgrind
  slurm-wlm munge                              # a cluster of one node
  openmpi-bin libopenmpi-dev libboost-mpi-dev  # ranks
  chromium fonts-liberation2                   # pages as people see them
)

# missing_of PACKAGE...: those that are not installed.
missing_of() {
  local package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || echo "$package"
  done
}

# as_root COMMAND...: directly, or through sudo; never waits for a password nobody can type.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif ! command -v sudo >/dev/null; then
    return 127
  elif [ -t 0 ]; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

# install PACKAGE...: whatever is missing of these. Says plainly what to do where it cannot.
install() {
  local missing
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    printf '\n!! This is not Debian, so nothing is installed here. Needed, by their Debian names:\n!!   %s\n\n' "$*" >&2
    return 0 # they may be there under other names: the build will tell
  fi
  mapfile -t missing < <(missing_of "$@")
  [ ${#missing[@]} -gt 0 ] || return 0

  echo "Installing: ${missing[*]}"
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 update &&
     as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 \
       install --no-install-recommends "${missing[@]}" >/dev/null; then
    return 0
  fi
  mapfile -t missing < <(missing_of "$@")
  {
    echo
    echo "!! Not installed, and this could not install them (not root, no sudo, or no package source):"
    printf '!!   %s\n' "${missing[@]}"
    echo "!! Ask somebody who may:  apt-get install ${missing[*]}"
    echo
  } >&2
  return 1
}

# together FOLDER: how to configure a build there from nothing. Files are compiled a dozen at a time, which is
# half the work, unless ccache keeps what they were compiled to. A build that is there stays as it is.
together() {
  [ -e "$1/CMakeCache.txt" ] || [ -n "${CMAKE_CXX_COMPILER_LAUNCHER:-}" ] || echo -DSEMH_UNITY=ON
}

# configure_release [OPTION...]: build/release, the same for the quick start and the checks, so that neither
# makes the other build again. Warnings are errors where CI says so, never on a newcomer's machine.
configure_release() {
  local werror=OFF
  [ -z "${CI:-}" ] || werror=ON
  # shellcheck disable=SC2046 # one word or none
  cmake --preset release $(together build/release) -DCMAKE_COMPILE_WARNING_AS_ERROR=$werror "$@"
}
