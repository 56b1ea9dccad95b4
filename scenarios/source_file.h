// A scenario file as bytes: what may be opened, how large it may be, and in which encoding.
//
// UTF-8, with or without a byte order mark, with Unix or Windows line ends. Other encodings are
// named, with the way out, and never guessed: a wrong guess shows only in a name, years later.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "scenarios/diagnostic.h"

namespace scenarios {

constexpr std::size_t largest_file = 1'000'000;  // [bytes]

/// The text of `file`. Throws: ScenarioError when it is no regular file, too large or not UTF-8;
/// filesystem_error when it is missing or may not be read.
std::shared_ptr<const Source> read_source(const std::filesystem::path& file);

/// True where the name is at fault that the author of another file chose: nothing is there, or
/// nothing that may be read. Anything else is a fault of the machine.
bool is_fault_of_name(const std::filesystem::filesystem_error& error);

/// The same for text from elsewhere. Throws: ScenarioError.
std::shared_ptr<const Source> source_from(const std::string& bytes, std::string name);

}  // namespace scenarios
