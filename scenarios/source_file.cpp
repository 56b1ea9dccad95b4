#include "scenarios/source_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

#include "scenarios/utf8.h"

namespace scenarios {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

[[noreturn]] void refuse(Place place, std::string what, std::string rule, std::string action) {
  throw ScenarioError({{.place = std::move(place),
                        .key = {},
                        .what = std::move(what),
                        .rule = std::move(rule),
                        .action = std::move(action)}});
}

[[noreturn]] void refuse_file(const std::string& name, std::string what, std::string rule,
                              std::string action) {
  const auto source = std::make_shared<const Source>(Source{.name = name, .text = {}});
  refuse({.source = source}, std::move(what), std::move(rule), std::move(action));
}

void refuse_unless_regular(const fs::path& file, const fs::file_status& status) {
  const std::string name = file.string();
  switch (status.type()) {
    case fs::file_type::regular: return;
    case fs::file_type::directory:
      refuse_file(name, "a folder, not a scenario file", "must be a TOML file",
                  "Name one of the files in it.");
    case fs::file_type::not_found:
      throw fs::filesystem_error("cannot read the scenario", file,
                                 std::make_error_code(std::errc::no_such_file_or_directory));
    default:
      refuse_file(name, "a device or a pipe, not a scenario file", "must be a regular file",
                  "Save the scenario in a file and name that.");
  }
}

[[noreturn]] void refuse_size(const std::string& name) {
  refuse_file(name, "too large for a scenario",
              "must be at most " + grouped(std::int64_t{largest_file}) + " bytes",
              "Name a scenario, or take out what is not one.");
}

/// What Windows-1252 makes of the bytes that UTF-8 does not allow by themselves.
/// Source: Unicode Consortium, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT.
std::string in_windows_1252(unsigned char byte) {
  constexpr std::array<char16_t, 32> high{
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  const char16_t code = byte < 0xA0 ? high[static_cast<std::size_t>(byte - 0x80)] : byte;
  if (code == 0 || is_invisible(code)) return {};
  std::string text;
  if (code < 0x800) {
    text += static_cast<char>(0xC0 | (code >> 6));
  } else {
    text += static_cast<char>(0xE0 | (code >> 12));
    text += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  }
  return text + static_cast<char>(0x80 | (code & 0x3F));
}

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[byte >> 4U], digits[byte & 0xFU]};
}

[[noreturn]] void refuse_byte(const std::shared_ptr<const Source>& source, std::size_t at,
                              Place place) {
  place.source = source;
  const auto byte = static_cast<unsigned char>(source->text[at]);
  const std::string letter = in_windows_1252(byte);
  std::string what = "byte " + hexadecimal(byte) + " is not UTF-8";
  if (!letter.empty()) what += " (in Windows-1252 it is " + letter + ")";
  refuse(std::move(place), std::move(what), "must be UTF-8 text",
         "Save the file again with encoding UTF-8.");
}

bool looks_like_utf16(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\xFF\xFE"sv || bytes.substr(0, 2) == "\xFE\xFF"sv) return true;
  return bytes.size() >= 4 && ((bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) ||
                               (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0));
}

/// Line feeds for line ends; a carriage return by itself stays, to be refused.
std::string with_unix_line_ends(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at)
    if (bytes[at] != '\r' || at + 1 == bytes.size() || bytes[at + 1] != '\n') text += bytes[at];
  return text;
}

/// Characters that would change how a line shows: no scenario needs them, raw, anywhere.
bool is_refused(char32_t code) {
  const bool control = (code < 0x20 && code != '\t' && code != '\n') || code == 0x7F;
  const bool direction = code == 0x61C || code == 0x200E || code == 0x200F ||
                         (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return control || direction || (code >= 0x80 && code < 0xA0);
}

void judge_characters(const std::shared_ptr<const Source>& source) {
  Place place{.source = {}, .line = 1, .column = 1};
  for (std::size_t at = 0; at < source->text.size();) {
    const Character character = character_at(source->text, at);
    if (!character.valid) refuse_byte(source, at, place);
    if (is_refused(character.code)) {
      place.source = source;
      refuse(place, "control character " + code_point(character.code),
             "must be text without control characters or marks of direction",
             "Delete the character and type the line again.");
    }
    at += character.bytes;
    ++place.column;
    if (character.code == '\n') place = {.source = {}, .line = place.line + 1, .column = 1};
  }
}

}  // namespace

std::shared_ptr<const Source> source_from(const std::string& bytes, std::string name) {
  if (bytes.size() > largest_file) refuse_size(name);
  if (bytes.substr(0, 4) == "PK\x03\x04"sv)
    refuse_file(name, "a workbook or an archive", "must be UTF-8 text",
                "Write the scenario in a text editor; save a table as CSV UTF-8.");
  if (looks_like_utf16(bytes))
    refuse_file(name, bytes.substr(0, 4) == "\xFF\xFE\0\0"sv ? "UTF-32 text" : "UTF-16 text",
                "must be UTF-8 text", "In Notepad: Save as, Encoding: UTF-8.");
  std::string_view text = bytes;
  if (text.substr(0, 3) == "\xEF\xBB\xBF"sv) text.remove_prefix(3);

  auto source = std::make_shared<const Source>(
      Source{.name = std::move(name), .text = with_unix_line_ends(text)});
  judge_characters(source);
  return source;
}

bool is_fault_of_name(const fs::filesystem_error& error) {
  constexpr std::array<std::errc, 5> faults{
      std::errc::no_such_file_or_directory, std::errc::permission_denied,
      std::errc::not_a_directory, std::errc::too_many_symbolic_link_levels,
      std::errc::filename_too_long};
  return std::any_of(faults.begin(), faults.end(),
                     [&](std::errc fault) { return error.code() == fault; });
}

std::shared_ptr<const Source> read_source(const fs::path& file) {
  // status() follows links and opens nothing, so a pipe cannot hang us.
  refuse_unless_regular(file, fs::status(file));
  if (fs::file_size(file) > largest_file) refuse_size(file.string());

  std::ifstream stream;
  do {  // A signal that comes in between is no failure.
    errno = 0;
    stream.clear();
    stream.open(file, std::ios::binary);
  } while (!stream && errno == EINTR);
  const int why = errno != 0 ? errno : EIO;
  if (!stream)
    throw fs::filesystem_error("cannot read the scenario", file,
                               std::error_code(why, std::generic_category()));
  std::string bytes(largest_file + 1, '\0');  // a file may grow, or say that it is empty
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (stream.bad())
    throw fs::filesystem_error("cannot read the scenario", file,
                               std::make_error_code(std::errc::io_error));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return source_from(bytes, file.string());
}

}  // namespace scenarios
