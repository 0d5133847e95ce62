#pragma once

#include "core/config/json.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// What number of a run a cell of a table shows.
struct PaperMetric {
    enum class Source {
        Score,           ///< key of the scores over the predicted points: "mse", "r2", ...
        Horizon,         ///< key of the scores of one predicted point: "distance", "mae", "r2"
        ValidationLoss,  ///< the least one of the training
        SecondsPerStep,  ///< median of an optimiser step after the first ten
    };
    Source source = Source::Score;
    std::string key;
    std::int64_t point = 0;    ///< of Horizon: counted from 1, the given points among them
    std::int64_t window = -1;  ///< the points given start here, and only those after it count
};

struct PaperColumnSpec {
    std::string label;
    std::vector<std::string> set;     ///< as --set of nie train
    std::string experiment;           ///< empty: the table's
    std::vector<PaperMetric> metric;  ///< one, or none: the table's
};

struct PaperRowSpec {
    std::string label;
    std::string model;
    std::vector<std::string> set;
    std::vector<std::string> published;  ///< one a column; empty: the publication has no such row
    std::vector<std::string> without;    ///< labels of columns that cannot be had
    std::string why;                     ///< why not
    std::map<std::string, std::vector<std::string>> budgetSet;  ///< by budget
    std::map<std::string, std::vector<std::string>> columnSet;  ///< by label of the column
};

/// How much work a reproduction may be.
struct PaperBudgetSpec {
    std::int64_t seeds = 1;
    std::vector<std::string> set;
    /// Optimiser steps by label of the row or else by model: one number, or one a column. Where a
    /// row is not named, `set` says how long it trains.
    std::map<std::string, std::vector<std::int64_t>> steps;
    double secondsPerRun = 10.0;  ///< expected, data and evaluation included

    /// Of a row and column, none when `set` decides.
    std::optional<std::int64_t> stepsOf(const PaperRowSpec& row, std::size_t column) const;
};

/// A parameter count: a model built for data of a shape, beside the printed number.
struct PaperCountSpec {
    std::string column;
    Json model;  ///< its section
    std::int64_t channels = 1;
    std::int64_t given = 1;
    std::int64_t times = 2;
    std::vector<std::int64_t> space;
    std::string published;
    std::string note;
};

/// A table or figure of the publication as a file of resources/paper/ describes it.
struct PaperSpec {
    enum class Kind { Runs, Parameters, Figure };
    std::string name;
    Kind kind = Kind::Runs;
    std::string title;
    std::string reference;
    std::string metricName;
    bool lowerIsBetter = true;
    PaperMetric metric;
    std::string experiment;
    std::vector<std::string> set;
    std::vector<PaperColumnSpec> columns;
    std::vector<PaperRowSpec> rows;
    std::map<std::string, std::vector<PaperCountSpec>> counts;  ///< Kind::Parameters, by row
    std::vector<std::string> countRows;                         ///< their order
    std::vector<std::string> notes;
    std::map<std::string, PaperBudgetSpec> budgets;
    bool floors = true;  ///< show them below the models
    bool sweep = false;  ///< drawn as heat maps, one a model
    Json figure;         ///< Kind::Figure: view, table, row, column, ...

    /// Reads strictly. Throws InputError naming `source` and the key.
    static PaperSpec fromJson(const Json& json, const std::string& source);
};

/// Tables 1 to 7 and figures 1 to 12, in that order.
const std::vector<PaperSpec>& paperCatalog();
/// "table2", "figure7", or "all"; several. Throws InputError naming the known ones.
std::vector<PaperSpec> findPaperItems(const std::vector<std::string>& names);

/// The table whose runs a figure shows. Throws InputError for one that there is not.
const PaperSpec& tableOf(const PaperSpec& figure);
/// Whether a figure shows the row or column (`key`: "rows", "columns"); one that names none shows all.
bool isShown(const Json& figure, const char* key, const std::string& label);

inline const std::vector<std::string> kPaperBudgets{"smoke", "laptop", "paper"};

}  // namespace nie
