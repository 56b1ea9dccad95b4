// Result tables as CSV: one file a table, and beside it what each column means.
//
// UTF-8 without a mark, comma, RFC 4180 quotes, and \n between lines. Text that a spreadsheet would
// take for a formula is disarmed with a leading '. Money stays in whole pence.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/experiment/result_table.h"

namespace output {

/// Requires: the table is well formed.
std::string csv_text(const sim::ResultTable& table);

/// column,unit,definition; the first line is about the table itself, as column "*".
std::string csv_meta_text(const sim::ResultTable& table);

/// "Yearly headline" becomes yearly-headline: lower-case letters, digits and dashes, at most 50.
/// Requires: `name` has at least one ASCII letter or digit.
std::string file_name_of(std::string_view name);

/// Writes NAME.csv and NAME.meta.csv into `folder`, each whole. Returns both names.
/// Requires: the table is well formed, and the folder exists.
/// Throws: std::system_error with the path.
std::vector<std::filesystem::path> write_csv(const sim::ResultTable& table,
                                             const std::filesystem::path& folder);

}  // namespace output
