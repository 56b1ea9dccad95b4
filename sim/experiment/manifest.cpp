#include "sim/experiment/manifest.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <system_error>

#include "sim/experiment/digest.h"
#include "sim/experiment/disk.h"

namespace sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* made = ".new";      ///< Results on their way in ...
constexpr const char* replaced = ".old";  ///< ... and those they take the place of.
constexpr std::size_t digest_size = 64;

bool is_plain_name(std::string_view name) {
  return !name.empty() && name != "." && name != ".." && name != manifest_name &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return c == '/' || (c >= 0 && c < ' ') || c == '\x7f'; });
}

std::string sha256_of(const fs::path& file) {
  Digest digest;
  read_in_pieces(file, [&](std::string_view piece) { digest.add(piece); });
  return digest.hex();
}

void remove_with_files(const fs::path& folder) {
  if (!is_there(folder)) return;
  for (const std::string& name : names_in(folder)) remove_file(folder / name);
  remove_file(folder);
}

/// Those of the manifest, if there is one that can be read.
std::set<std::string> names_published(const fs::path& folder) {
  std::set<std::string> names;
  if (!is_there(folder / manifest_name)) return names;
  try {
    for (const ManifestLine& line : read_manifest(folder)) names.insert(line.name);
  } catch (const DamagedManifest&) {  // Nothing can be known of it.
  }
  return names;
}

std::string manifest_text(const fs::path& folder, const std::vector<std::string>& names,
                          const std::vector<std::string>& standing) {
  std::vector<std::pair<std::string, fs::path>> files;
  for (const std::string& name : names) files.emplace_back(name, folder / made / name);
  for (const std::string& name : standing) files.emplace_back(name, folder / name);
  std::sort(files.begin(), files.end());
  std::string text;
  for (const auto& [name, file] : files) text += sha256_of(file) + "  " + name + "\n";
  return text;
}

/// Requires: the manifest is among the new files, and everything new is on the disk.
void exchange(const fs::path& folder, const std::vector<std::string>& in,
              const std::set<std::string>& out) {
  make_folder(folder / replaced);
  const auto move_away = [&](const std::string& name) {
    if (is_there(folder / name)) rename_file(folder / name, folder / replaced / name);
  };
  move_away(manifest_name);  // From here on the folder is unfinished ...
  for (const std::string& name : out) move_away(name);
  for (const std::string& name : in) move_away(name);
  for (const std::string& name : in) rename_file(folder / made / name, folder / name);
  flush_folder(folder);
  rename_file(folder / made / manifest_name,
              folder / manifest_name);  // ... and from here it is not.
  flush_folder(folder);
}

/// After a failure, in whatever step it came.
void take_back(const fs::path& folder) {
  try {
    // Once the older manifest has been moved away, any that is in place is the new one.
    if (is_there(folder / replaced / manifest_name)) remove_file(folder / manifest_name);
    recover_published(folder);
  } catch (const fs::filesystem_error&) {  // The next run tries again.
  }
}

}  // namespace

std::vector<ManifestLine> read_manifest(const fs::path& folder) {
  const std::string text = read_whole_file(folder / manifest_name);
  std::vector<ManifestLine> lines;
  std::set<std::string_view> names;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    const bool right = end != std::string_view::npos && line.size() > digest_size + 2 &&
                       line.substr(digest_size, 2) == "  " &&
                       line.find_first_not_of("0123456789abcdef") == digest_size &&
                       is_plain_name(line.substr(digest_size + 2)) &&
                       names.insert(line.substr(digest_size + 2)).second;
    if (!right)
      throw DamagedManifest((folder / manifest_name).string() + " is damaged: line " +
                            std::to_string(lines.size() + 1) +
                            " is not a SHA-256 and the name of a file");
    lines.push_back(
        {std::string(line.substr(0, digest_size)), std::string(line.substr(digest_size + 2))});
    rest.remove_prefix(end + 1);
  }
  if (lines.empty()) throw DamagedManifest((folder / manifest_name).string() + " is empty");
  return lines;
}

std::vector<ManifestFinding> check_manifest(const fs::path& folder,
                                            const std::vector<std::string>& others) {
  using What = ManifestFinding::What;
  std::vector<ManifestFinding> findings;
  std::set<std::string> known(others.begin(), others.end());
  known.insert(manifest_name);
  for (const ManifestLine& line : read_manifest(folder)) {
    known.insert(line.name);
    const fs::path file = folder / line.name;
    if (!is_there(file))
      findings.push_back({What::missing, line.name});
    else if (!fs::is_regular_file(fs::symlink_status(file)) || sha256_of(file) != line.digest)
      findings.push_back({What::damaged, line.name});
  }
  for (const std::string& name : names_in(folder))
    if (known.count(name) == 0) findings.push_back({What::unexpected, name});
  return findings;
}

fs::path begin_publishing(const fs::path& folder) {
  recover_published(folder);
  make_folder(folder / made);
  return folder / made;
}

void publish(const fs::path& folder, const std::vector<std::string>& standing) {
  const std::vector<std::string> names = names_in(folder / made);
  write_whole_file(folder / made / manifest_name, manifest_text(folder, names, standing));
  std::set<std::string> out = names_published(folder);
  for (const std::string& name : standing) out.erase(name);
  try {
    exchange(folder, names, out);
  } catch (const fs::filesystem_error&) {
    take_back(folder);
    throw;
  }
  try {
    remove_with_files(folder / replaced);
    remove_with_files(folder / made);
  } catch (const fs::filesystem_error&) {  // The results stand; the next run removes the rest.
  }
}

void recover_published(const fs::path& folder) {
  // With a manifest in place nothing has been moved yet, or everything has.
  if (is_there(folder / replaced) && !is_there(folder / manifest_name)) {
    std::vector<std::string> names = names_in(folder / replaced);
    const auto last = std::find(names.begin(), names.end(), manifest_name);
    if (last != names.end()) std::rotate(last, last + 1, names.end());
    for (const std::string& name : names) rename_file(folder / replaced / name, folder / name);
    flush_folder(folder);
  }
  remove_with_files(folder / replaced);
  remove_with_files(folder / made);
}

}  // namespace sim
