# Which files can be compiled as one: awk -v most=12 -f unity.awk HEADER... FILE... prints "FILE GROUP" for each.
#
# In files compiled together everything unnamed is in one namespace. Two that give the same name to something of
# their own (in `namespace {`, or `static`) go into different groups, and so does a file that uses a word for
# anything at all which is a constant or a type in the other. If a header uses the word, nothing may follow that
# could include it: the file is the last of its group. It relies on clang-format: what is declared in a namespace
# begins a line.
BEGIN { most = most ? most : 12 }

FNR == 1 { own = 0; header = FILENAME ~ /\.h$/; if (!header) files[++file_count] = FILENAME }
/^#/ { next }
{ note_words($0) }
{ sub(/^\[\[[a-z_]+\]\] /, "") }
/^namespace \{/ { own = 1; next }
/^\} +\/\/ namespace$/ { own = 0; next }
!header && (own || /^static /) && /^[A-Za-z_]/ { note_declared($0) }

# What a line says, but for comments, texts, members and what is looked up in a named place.
function note_words(line,   count, all, i) {
  gsub(/"([^"\\]|\\.)*"/, "", line)
  sub(/\/\/.*/, "", line)
  gsub(/(\.|->|::) *[A-Za-z_][A-Za-z_0-9]*/, " ", line)
  count = split(line, all, /[^A-Za-z_0-9]+/)
  for (i = 1; i <= count; i++) {
    if (header) in_headers[0, all[i]] = 1
    else if (all[i] ~ /^[A-Za-z_]/ && !((file_count, all[i]) in said)) {
      said[file_count, all[i]] = 1
      words[file_count] = words[file_count] " " all[i]
    }
  }
}

# What a line of an unnamed namespace declares. A function may share its name with what is not one.
function note_declared(line,   kind) {
  sub(/\/\/.*/, "", line)
  while (gsub(/<[^<>]*>/, "", line)) {} # what templates are given
  sub(/^template /, "", line)
  if (line ~ /^(namespace|return|TEST|TEST_F|TEST_P|INSTANTIATE_TEST_SUITE_P|static_assert)[^A-Za-z_]/) return
  if (line ~ /^using /) { if (line ~ /^using [A-Za-z_0-9]+ =/) note(word(line, 2), 1); return }
  if (line ~ /^enum class /) { note(word(line, 3), 1); return }
  if (line ~ /^(struct|class|enum|union|concept) /) { note(word(line, 2), 1); return }
  if (!match(line, /[A-Za-z_0-9]+ *[(={[;]/)) return
  line = substr(line, RSTART, RLENGTH)
  note(word(line, 1), line !~ /\($/)
}

function note(name, alone) {
  if (name == "") return
  names[file_count] = names[file_count] " " name
  if (alone || (0, name) in in_headers) lonely[file_count] = lonely[file_count] " " name
  if (alone && (0, name) in in_headers) closing[file_count] = 1
}

function word(line, number,   all) {
  split(line, all, /[^A-Za-z_0-9]+/)
  return all[number]
}

# any(LIST, SET, GROUP): whether the group's set has one of the listed.
function any(list, set, group,   count, all, i) {
  count = split(list, all, " ")
  for (i = 1; i <= count; i++) if ((group, all[i]) in set) return 1
  return 0
}

function add(list, set, group,   count, all, i) {
  count = split(list, all, " ")
  for (i = 1; i <= count; i++) set[group, all[i]] = 1
}

function fits(file, group) {
  return size[group] < most && !any(names[file], named, group) && !any(lonely[file], spoken, group) &&
         !any(words[file], kept, group)
}

END {
  for (file = 1; file <= file_count; file++) {
    for (group = 0; !fits(file, group); group++) {}
    size[group] = file in closing ? most : size[group] + 1
    add(names[file], named, group)
    add(lonely[file], kept, group)
    add(words[file], spoken, group)
    print files[file], group
  }
}
