// The command `semh` on one machine; tools/cluster has that on ranks of MPI.
#include "tools/semh/commands.h"

int main(int count, char** words) {
  return tools::command(count, words);
}
