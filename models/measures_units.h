// The measures of units beyond their rolls: attendance, roles, pathways out, and the wait for a
// school.
#pragma once

namespace models {

class Catalogue;
struct Borough;

void add_units_in_detail(Catalogue& all, const Borough& borough);

}  // namespace models
