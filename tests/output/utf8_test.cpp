#include "output/utf8.h"

#include <string>

#include <gtest/gtest.h>

namespace {

TEST(Printable, LeavesGoodTextAlone) {
  const std::string text = "Year 7\tto 11 – £3.8 million, naïve 学校 🏫\r\nnext line";
  EXPECT_EQ(output::printable(text), text);
}

TEST(Printable, ReplacesWhatIsNotUtf8ByteByByte) {
  EXPECT_EQ(output::printable("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(output::printable("\xC2"), "\uFFFD") << "cut short";
  EXPECT_EQ(output::printable("\xC0\xAF"), "\uFFFD\uFFFD") << "overlong";
  EXPECT_EQ(output::printable("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD") << "surrogate";
  EXPECT_EQ(output::printable("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD") << "too large";
}

TEST(Printable, ReplacesWhatCouldMoveACursorOrTurnTheLine) {
  EXPECT_EQ(output::printable("\x1B[2J"), "\uFFFD[2J");
  EXPECT_EQ(output::printable(std::string("a\0b", 3)), "a\uFFFDb");
  EXPECT_EQ(output::printable("\u202Etxt.exe"), "\uFFFDtxt.exe");
  EXPECT_EQ(output::printable("\u0085"), "\uFFFD");
}

TEST(Width, CountsColumnsAndNotBytes) {
  EXPECT_EQ(output::width_of(""), 0U);
  EXPECT_EQ(output::width_of("abc"), 3U);
  EXPECT_EQ(output::width_of("£3–4"), 4U);
  EXPECT_EQ(output::width_of("e\u0301"), 1U) << "a letter and the accent on it";
  EXPECT_EQ(output::width_of("学校"), 4U);
}

}  // namespace
