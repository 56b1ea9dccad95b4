// A back-test as people read it: a sentence, a table, a chart; and as programs do.
#pragma once

#include <cstddef>
#include <string>

#include "sim/experiment/result_table.h"
#include "tools/semh/back_test_scores.h"
#include "tools/semh/back_test_simulator.h"

namespace tools {

/// Who was closer, in a sentence for each group of figures, and how often the intervals held; also
/// where a naive forecast was.
std::string verdict_of(const BackTestScores& scores);

/// A row a forecast of a figure: validation.csv.
sim::ResultTable table_of(const BackTestScores& scores);

/// The figures of the main origin against the model and the best naive forecast, then actuals; for
/// a terminal.
std::string tables_text(const BackTestScores& scores, std::size_t width);

/// When the arms could be told apart by each measure; a line each.
std::string told_apart_text(const BackTestScores& scores, const BackTestSimulator& simulator);

/// Whether each figure is more than chance had nothing changed: of the main origin, or of actuals.
std::string chance_text(const BackTestScores& scores, bool of_actuals);

/// All of it as Markdown: validation.md.
std::string markdown_of(const BackTestScores& scores, const BackTestSimulator& simulator);

/// The figures of the main origin as a chart: validation.svg.
std::string chart_of(const BackTestScores& scores);

}  // namespace tools
