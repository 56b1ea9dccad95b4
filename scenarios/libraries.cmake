# toml++ is compiled into toml_parser.cpp alone, from its headers: there is nothing to link.
find_path(SEMH_TOMLPLUSPLUS NAMES toml++/toml.h REQUIRED)
mark_as_advanced(SEMH_TOMLPLUSPLUS)
