#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// One number of a table: ours over all seeds, beside the publication's.
struct PaperCell {
    std::string published;               ///< as printed there, "0.0101", "NA"; empty: it has none
    std::vector<double> values;          ///< ours, one a seed
    double mean = 0.0;                   ///< of the values; NaN where there is none
    double standardDeviation = 0.0;      ///< n - 1; NaN for a single value
    double confidenceHalfWidth95 = 0.0;  ///< Student's t; NaN for a single value
    std::vector<std::uint64_t> seeds;
    std::vector<std::string> runs;  ///< run folders, relative to the table's, one a seed
    double trainingSeconds = 0.0;   ///< mean over the seeds
    double steps = 0.0;             ///< of the optimiser, mean over the seeds
    std::int64_t parameters = 0;
    std::string note;  ///< why there is no value, or what is special about it

    /// "0.0123 ± 0.0005", "NA" where there is no value.
    std::string text() const;
};

struct PaperRow {
    std::string label;
    std::string model;  ///< catalogue name; of a floor its name
    bool floor = false;
    std::vector<PaperCell> cells;  ///< as many as columns
};

/// A table of the publication with our numbers beside the printed ones.
struct PaperTable {
    std::string name;  ///< "table2"
    std::string title;
    std::string reference;  ///< where it is in the publication
    std::string metric;     ///< what the numbers are; definitions: docs/metrics.md
    bool lowerIsBetter = true;
    std::string budget;
    std::vector<std::string> columns;
    std::vector<PaperRow> rows;
    std::vector<std::string> notes;  ///< protocol; what differs from the publication
    std::vector<std::pair<std::string, std::string>> provenance;  ///< command, commit, machine, ...

    Json toJson() const;
    /// Throws InputError naming `source` when it is not such a table.
    static PaperTable fromJson(const Json& json, const std::string& source);
    /// Ours, the published in brackets; what the training was; notes and provenance after it.
    std::string toMarkdown() const;
    /// One line a cell and seed: row, column, published, seed, value, steps, seconds,
    /// parameters, run, note.
    std::string toCsv() const;
};

}  // namespace nie
