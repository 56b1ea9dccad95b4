// Results that prove themselves, and that take the place of older ones all at once.
//
// A folder's manifest holds the SHA-256 of each of its files, in the format of `sha256sum`, and is
// written last: a folder without one is unfinished. Results are made in a folder of their own
// inside, .new, and put in place together when all of them are whole. Whatever goes wrong on the
// way, the older ones are put back: at once after a failure, by the next run after a kill.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace sim {

inline constexpr const char* manifest_name = "MANIFEST.sha256";

class DamagedManifest : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct ManifestLine {
  std::string digest;  ///< 64 hexadecimal digits.
  std::string name;    ///< Of a file in the same folder.
};

/// Nothing in it is trusted: a name that leads elsewhere, or a line that is none, is refused.
/// Throws: DamagedManifest; filesystem_error, if there is none, too.
std::vector<ManifestLine> read_manifest(const std::filesystem::path& folder);

/// What is wrong with a folder, judged by its manifest.
struct ManifestFinding {
  enum class What { missing, damaged, unexpected };
  What what;
  std::string name;
};

/// Reads every file whole, and no further than its bytes. Files in `others` are not judged.
/// Throws: as read_manifest().
std::vector<ManifestFinding> check_manifest(const std::filesystem::path& folder,
                                            const std::vector<std::string>& others);

/// Makes FOLDER/.new, empty, for results to be made in; first puts back what a killed publish()
/// has moved away. Throws: filesystem_error.
std::filesystem::path begin_publishing(const std::filesystem::path& folder);

/// Puts every file of FOLDER/.new in its place and writes the manifest, of these and of the files
/// named in `standing`; what the older manifest names and the new one does not is removed.
/// Throws: filesystem_error; then every older file is where it was.
void publish(const std::filesystem::path& folder, const std::vector<std::string>& standing);

/// Puts back what a killed publish() has moved away, and removes what it left.
void recover_published(const std::filesystem::path& folder);

}  // namespace sim
