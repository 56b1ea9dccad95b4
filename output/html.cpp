#include "output/html.h"

#include <algorithm>
#include <cstddef>

#include "output/svg.h"
#include "sim/kernel/expects.h"

namespace output {
namespace {

constexpr std::size_t columns_that_fit = 3;  // at 320 pixels
constexpr std::size_t short_on_paper = 12;   // rows
constexpr std::size_t stacked_that_fit = 5;  // where a table is just too wide to be stacked

std::string with_class(std::string_view name) {
  return name.empty() ? "" : " class=\"" + std::string(name) + "\"";
}

/// Whether all but its first column are numbers, so that one class says it for all.
bool is_all_numbers(const std::vector<HtmlColumn>& columns) {
  return columns.size() > 1 &&
         std::all_of(columns.begin() + 1, columns.end(),
                     [](const HtmlColumn& column) { return column.is_number; });
}

/// A table that is drawn as something else has to say that it is a table.
std::string role(const HtmlTable& table, std::string_view name) {
  return table.is_stacked ? " role=\"" + std::string(name) + "\"" : "";
}

std::string cell_markup(const HtmlTable& table, const HtmlCell& cell, std::size_t column,
                        bool says_number) {
  const std::string& brief = table.columns[column].brief;
  std::string style = says_number ? "n" : "";
  if (cell.shade > 0) style += (style.empty() ? "s" : " s") + std::to_string(cell.shade);
  std::string text = markup_of(cell.text);
  if (cell.strong) text = "<strong>" + text + "</strong>";
  for (std::size_t from = 0; from < cell.below.size();) {
    const std::size_t end = std::min(cell.below.find('\n', from), cell.below.size());
    text += " <span class=\"below\">" + markup_of(cell.below.substr(from, end - from)) + "</span>";
    from = end + 1;
  }
  if (!cell.spoken.empty()) text += "<span class=\"unseen\">" + markup_of(cell.spoken) + "</span>";
  if (column == 0) return "<th scope=\"row\"" + role(table, "rowheader") + ">" + text + "</th>";
  const bool says_column = table.is_stacked && !brief.empty();
  return "<td" + role(table, "cell") +
         (says_column ? " data-brief=\"" + markup_of(brief) + "\"" : "") + with_class(style) + ">" +
         text + "</td>";
}

std::string head_markup(const HtmlTable& table, bool all) {
  std::string text = "<thead" + role(table, "rowgroup") + "><tr" + role(table, "row") + ">";
  for (const HtmlColumn& column : table.columns)
    text += "<th scope=\"col\"" + role(table, "columnheader") +
            with_class(column.is_number && !all ? "n" : "") + ">" + markup_of(column.heading) +
            "</th>";
  return text + "</tr></thead>\n<tbody" + role(table, "rowgroup") + ">\n";
}

}  // namespace

Phrase& Phrase::plain(std::string_view text) {
  words_ += text;
  markup_ += markup_of(text);
  return *this;
}

Phrase& Phrase::strong(std::string_view text) {
  words_ += text;
  markup_ += "<strong>" + markup_of(text) + "</strong>";
  return *this;
}

Phrase& Phrase::link(std::string_view id, std::string_view text) {
  words_ += text;
  markup_ += "<a href=\"#" + markup_of(id) + "\">" + markup_of(text) + "</a>";
  return *this;
}

void HtmlPage::heading(int level, std::string_view text, std::string_view id) {
  sim::expects(level >= 1 && level <= level_ + 1 && (level == 1) == (level_ == 0),
               "headings go down one level at a time from a single first one");
  level_ = level;
  const std::string name = "h" + std::to_string(level);
  body_ += "<" + name + (id.empty() ? "" : " id=\"" + markup_of(id) + "\"") + ">" +
           markup_of(text) + "</" + name + ">\n";
}

void HtmlPage::paragraph(const Phrase& text, std::string_view style_class) {
  body_ += "<p" + with_class(style_class) + ">" + text.markup() + "</p>\n";
}

void HtmlPage::list(const std::vector<Phrase>& items, std::string_view style_class) {
  body_ += "<ul" + with_class(style_class) + ">\n";
  for (const Phrase& item : items) body_ += "<li>" + item.markup() + "</li>\n";
  body_ += "</ul>\n";
}

void HtmlPage::inset(const std::vector<Phrase>& paragraphs) {
  body_ += "<div class=\"inset\">\n";
  for (const Phrase& text : paragraphs) paragraph(text);
  body_ += "</div>\n";
}

void HtmlPage::contents(const std::vector<std::pair<std::string, std::string>>& ids_and_names) {
  body_ += "<nav aria-label=\"On this page\">\n<ul class=\"contents\">\n";
  for (const auto& [id, name] : ids_and_names)
    body_ += "<li>" + Phrase().link(id, name).markup() + "</li>\n";
  body_ += "</ul>\n</nav>\n";
}

void HtmlPage::table(const HtmlTable& table) {
  sim::expects(!table.caption.empty() && !table.columns.empty(),
               "a table has a caption and columns");
  const std::string id = "table-" + std::to_string(++tables_);
  const bool scrolls =
      table.columns.size() > (table.is_stacked ? stacked_that_fit : columns_that_fit);
  if (scrolls)
    body_ += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id + "\">";
  const bool all = is_all_numbers(table.columns);
  std::string style = all ? "numbers" : "";
  if (table.is_stacked) style += style.empty() ? "stacked" : " stacked";
  body_ += "<table" + role(table, "table") + with_class(style) + ">\n<caption id=\"" + id +
           "\"><span>" + markup_of(table.caption) + "</span></caption>\n" + head_markup(table, all);
  for (const auto& row : table.rows) {
    sim::expects(row.size() == table.columns.size(), "a row has a cell for each column");
    body_ += "<tr" + role(table, "row") + ">";
    for (std::size_t c = 0; c < row.size(); ++c)
      body_ += cell_markup(table, row[c], c, table.columns[c].is_number && !all);
    body_ += "</tr>\n";
  }
  body_ += "</tbody>\n</table>\n";
  if (scrolls) body_ += "</div>\n";
}

void HtmlPage::folded(std::string_view summary, const std::vector<HtmlTable>& tables,
                      bool in_print) {
  std::size_t rows = 0;
  for (const HtmlTable& numbers : tables) rows += numbers.rows.size();
  body_ += "<details" + with_class(in_print && rows <= short_on_paper ? "short" : "") +
           ">\n<summary>" + markup_of(summary) + "</summary>\n";
  for (const HtmlTable& numbers : tables) table(numbers);
  body_ += "</details>\n";
}

void HtmlPage::figure(int level, const HtmlFigure& figure) {
  sim::expects(!figure.message.empty() && !figure.pictures.empty(), "a figure has a message");
  body_ += "<figure>\n";
  heading(level, figure.message);
  if (!figure.measure.empty()) paragraph(figure.measure, "measure");
  if (!figure.how_to_read.empty()) paragraph(figure.how_to_read, "quiet");
  body_ += "<div class=\"pictures\">\n";
  for (const std::string& picture : figure.pictures) body_ += picture;
  body_ += "</div>\n";
  if (!figure.note.empty()) paragraph(figure.note, "quiet");
  body_ += "</figure>\n";
  if (!figure.numbers.empty())
    folded("Show the numbers" + (figure.of.empty() ? "" : ": " + figure.of), figure.numbers,
           !figure.fold_in_print);
}

std::string HtmlPage::finish(std::string_view banner, const std::vector<std::string>& foot) const {
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"format-detection\" content=\"telephone=no\">\n<title>";
  text += markup_of(title_) + "</title>\n<style>\n" + std::string(page_style()) +
          "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n"
          "<header><p>" +
          markup_of(banner) + "</p></header>\n<main id=\"main\" tabindex=\"-1\">\n" + body_ +
          "</main>\n<footer>\n";
  for (const std::string& line : foot) text += "<p>" + markup_of(line) + "</p>\n";
  return text + "</footer>\n</body>\n</html>\n";
}

}  // namespace output
