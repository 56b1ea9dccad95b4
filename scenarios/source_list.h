// What the keys stand for by which numbers cite their sources: [P4] is a strategy of 2015.
//
// The list is `sources.md` beside a scenario, which people read too: a table row that begins with a
// key in brackets defines it, the second cell says what it is and the third by whom or where.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace scenarios {

struct ListedSource {
  std::string key;     ///< "[P4]"
  std::string what;    ///< Without the marks of Markdown.
  std::string whence;  ///< By whom, when and where; may be empty.
};

/// The sources that `text`, in Markdown, lists, in its order.
std::vector<ListedSource> sources_listed_in(const std::string& text);

/// Those of `sources.md` in `folder`; none where there is no such file.
/// Throws: as read_source(), and filesystem_error where it cannot be told whether there is one.
std::vector<ListedSource> read_source_list(const std::filesystem::path& folder);

/// The keys that `text` cites, in its order, each once: "[P4]" of "[P4 s.3] two sites".
std::vector<std::string> keys_cited_in(const std::string& text);

}  // namespace scenarios
