#pragma once

#include "core/base/job_queue.h"
#include "core/config/run_config.h"
#include "core/experiments/paper/paper_spec.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace nie {

/// One training that a reproduction needs; cells of several tables may share it.
struct PlannedRun {
    std::string name;  ///< of its folder below runs/
    RunConfig config;
    std::string data;    ///< name of the data file below data/
    bool timed = false;  ///< nothing may run beside it
    double expectedSeconds = 10.0;
    std::vector<std::int64_t> windows;  ///< further evaluations, with the given points there
};

/// Where a cell's number comes from: one run a seed.
struct PlannedCell {
    std::vector<std::string> runs;
    std::vector<std::uint64_t> seeds;
    PaperMetric metric;
};

/// What has to be computed for tables and figures under a budget, and where it is kept:
///
///     FOLDER/data/NAME.h5   FOLDER/runs/NAME/   FOLDER/logs/   FOLDER/table2.md, .csv, .json,
///     figure1.pdf, ...
///
/// Names hold a hash of what is computed, so that a second call finds what is done.
class PaperPlan {
public:
    /// Throws InputError for an unknown budget or a configuration that cannot be read.
    PaperPlan(std::vector<PaperSpec> items, std::string budget, std::filesystem::path folder);

    const std::vector<PaperSpec>& items() const { return m_items; }
    const std::string& budget() const { return m_budget; }
    const std::filesystem::path& folder() const { return m_folder; }
    const std::map<std::string, PlannedRun>& runs() const { return m_runs; }

    /// The cell of a table; runs is empty where it cannot be had. A table that only a figure needs
    /// is planned, too.
    const PlannedCell& cell(const std::string& table, std::size_t row, std::size_t column) const;
    std::filesystem::path runFolder(const std::string& run) const
    {
        return m_folder / "runs" / run;
    }
    std::filesystem::path evaluationFile(const std::string& run, std::int64_t window) const;

    /// Writes the runs' configurations; the jobs that make data, train and evaluate, in order.
    std::vector<Job> prepareJobs(const std::filesystem::path& program) const;

private:
    struct PlannedData {
        std::string name;
        Json section;  ///< without split and given points
    };

    /// `part`: a figure, which may need only some rows and columns.
    void planTable(const PaperSpec& table, const Json& part);
    PlannedCell planCell(const PaperSpec& table, const PaperRowSpec& row, std::size_t columnIndex);
    RunConfig configOf(const PaperSpec& table, const PaperRowSpec& row,
                       std::size_t columnIndex) const;
    std::string planData(RunConfig& config);

    std::vector<PaperSpec> m_items;
    std::string m_budget;
    std::filesystem::path m_folder;
    std::map<std::string, PlannedData> m_data;
    std::map<std::string, PlannedRun> m_runs;
    std::map<std::string, std::vector<std::vector<PlannedCell>>> m_cells;  ///< [table][row][column]
};

}  // namespace nie
