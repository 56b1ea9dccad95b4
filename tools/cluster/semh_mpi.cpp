// The command `semh` on Open MPI: the first rank obeys the command line, the others help it.
#include <iostream>

#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>

#include "tools/cluster/ranks.h"
#include "tools/semh/commands.h"

int main(int count, char** words) {
  boost::mpi::environment environment(count, words);
  const boost::mpi::communicator world;
  if (world.rank() > 0) return tools::serve(world);

  const int exit_code = tools::command(count, words);
  std::cout.flush();
  // Whoever stopped this rank stops the others too, or one of them has gone: wait for nobody.
  constexpr int stopped = 128;
  if (exit_code > stopped) boost::mpi::environment::abort(exit_code);
  tools::dismiss(world);
  return exit_code;
}
