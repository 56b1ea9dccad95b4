// A run on the ranks of MPI: the first keeps the folder of the run and hands out what is missing
// (of two ranks it simulates too); the others simulate what they are handed and send back the bytes
// of each replication.
//
// The folder is that of any run, with its lock and its journal, and only the first rank writes to
// it. So one rank or many give the same bytes, and what a killed rank leaves is continued by `semh
// run` without MPI.
#pragma once

#include <boost/mpi/communicator.hpp>

namespace tools {

/// What every rank but the first does until it is dismissed. Returns the exit code.
int serve(const boost::mpi::communicator& world);

/// Lets the other ranks go if simulate() has not done so. For the first rank, at its end.
void dismiss(const boost::mpi::communicator& world);

}  // namespace tools
