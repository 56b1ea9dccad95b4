// What stands where in a chart of a page, read back from its SVG.
#pragma once

#include <cstddef>
#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "output/svg_parts.h"

namespace page_marks {

struct Box {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  std::string mark;
};

inline std::string attribute_of(const std::string& mark, const std::string& name) {
  const std::size_t at = mark.find(" " + name + "=\"");
  if (at == std::string::npos) return "";
  const std::size_t from = at + name.size() + 3;
  return mark.substr(from, mark.find('"', from) - from);
}

inline double number_of(const std::string& mark, const std::string& name) {
  const std::string text = attribute_of(mark, name);
  return text.empty() ? 0 : std::stod(text);
}

/// `text` without its entities.
inline std::string plain(std::string text) {
  for (const auto& [entity, letter] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}})
    for (std::size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, std::string(entity).size(), letter);
  return text;
}

/// Where each text stands.
inline std::vector<Box> texts_of(const std::string& svg) {
  std::vector<Box> boxes;
  const std::regex pattern("<text [^>]*>([^<]*)");
  for (std::sregex_iterator at(svg.begin(), svg.end(), pattern), end; at != end; ++at) {
    const std::string mark = at->str();
    const double written = number_of(mark, "font-size");
    const double size = written > 0 ? written : output::chart_text;
    const std::string classes = " " + attribute_of(mark, "class") + " ";
    const bool bold = classes.find(" b ") != std::string::npos;
    const double width = output::arial_width(plain((*at)[1].str()), size, bold) * 0.97;
    const bool ends = classes.find(" e ") != std::string::npos;
    const bool middle = classes.find(" m ") != std::string::npos;
    const double x = number_of(mark, "x");
    const double y = number_of(mark, "y");
    const double left = ends ? x - width : middle ? x - width / 2 : x;
    boxes.push_back({left, left + width, y - 0.72 * size, y + 0.2 * size, mark});
  }
  return boxes;
}

/// No text over another, none outside the picture, none smaller than the words of a chart.
inline void expect_readable(const std::string& svg) {
  const std::string root = svg.substr(0, svg.find('>'));
  const double width = number_of(root, "width");
  const double height = number_of(root, "height");
  const std::vector<Box> texts = texts_of(svg);
  ASSERT_FALSE(texts.empty());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Box& a = texts[i];
    EXPECT_GE(a.left, -0.5) << a.mark;
    EXPECT_LE(a.right, width + 0.5) << a.mark;
    EXPECT_GE(a.top, -0.5) << a.mark;
    EXPECT_LE(a.bottom, height + 0.5) << a.mark;
    EXPECT_TRUE(attribute_of(a.mark, "font-size").empty() ||
                number_of(a.mark, "font-size") >= output::chart_text)
        << a.mark;
    for (std::size_t j = 0; j < i; ++j) {
      const Box& b = texts[j];
      const bool apart =
          a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      EXPECT_TRUE(apart) << a.mark << " over " << b.mark;
    }
  }
}

/// Nothing that loads or runs, and no link but to a place on the same page.
inline void expect_harmless(const std::string& markup) {
  for (const char* word : {"<script", "<image", "<img", "<iframe", "<link", "<foreignObject",
                           "http:", "https:", "url(", "@import", "javascript:", " src=", "xlink"})
    EXPECT_EQ(markup.find(word), std::string::npos) << word;
  const std::regex leads_away("<a [^>]*href=\"[^#][^>]*>");
  EXPECT_FALSE(std::regex_search(markup, leads_away));
  const std::regex handler("<[a-z][^<>\"]* on[a-z]+=");
  EXPECT_FALSE(std::regex_search(markup, handler));
}

}  // namespace page_marks
