# Writes SOURCE, a text file, into OUTPUT as what the function tools::NAME returns.
# In pieces, because a literal may hold only so many characters.
file(READ ${SOURCE} text)
string(LENGTH "${text}" length)
set(pieces "")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND pieces "    R\"piece(${piece})piece\",\n")
  math(EXPR at "${at} + 8000")
endwhile()
file(WRITE ${OUTPUT} "#include \"tools/semh/explained.h\"

namespace tools {

std::string ${NAME}() {
  std::string text;
  for (const char* piece : {
${pieces}  })
    text += piece;
  return text;
}

}  // namespace tools
")
