# toml++ is compiled into toml_parser.cpp alone, from its headers: nothing to link.
find_path(tomlplusplus_headers NAMES toml++/toml.h REQUIRED)
set_source_files_properties(${folder}/toml_parser.cpp PROPERTIES COMPILE_OPTIONS -isystem${tomlplusplus_headers})
