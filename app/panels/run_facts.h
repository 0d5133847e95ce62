#pragma once

#include "core/results/runs/run_summary.h"

#include <QString>

class QTableWidget;
class QTreeWidget;

namespace nie {

/// `config`, `environment` and `evaluation` of a run's folder; null where it has none. Throws
/// InputError for files that cannot be read.
Json runFactsDocument(const std::filesystem::path& run);

/// The scores of the model among the floors, best first; hides the table where there are none.
void showScores(QTableWidget& table, const Json& evaluation);
/// How the run went, its configuration and its environment as a tree.
void showFacts(QTreeWidget& tree, const RunSummary& run, const Json& document);

/// A value of a configuration for people; "-" for none.
QString jsonText(const Json& value);

}  // namespace nie
