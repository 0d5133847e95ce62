#pragma once

#include "core/base/job_queue.h"
#include "core/config/sweep_spec.h"
#include "core/results/run_folder.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace nie {

/// One point of a sweep and the names of its runs, one a seed.
struct PlannedPoint {
    SweepPoint values;
    std::vector<std::string> runs;
};

/// What a sweep has to compute, and where it is kept:
///
///     FOLDER/sweep.json   FOLDER/configs/NAME.json   FOLDER/runs/NAME/   FOLDER/logs/
///     FOLDER/table.md, table.csv, table.json   FOLDER/figure.pdf, .png
///
/// Names hold a hash of the configuration: a second call finds what is done, and a sweep with more
/// values or seeds in the same folder computes what is new.
class SweepPlan {
public:
    /// Everything is read strictly here; throws InputError and writes nothing.
    SweepPlan(SweepSpec spec, const OptionLister& options, std::filesystem::path folder);

    const SweepSpec& spec() const { return m_spec; }
    const std::filesystem::path& folder() const { return m_folder; }
    const std::vector<PlannedPoint>& points() const { return m_points; }
    /// By name.
    const std::map<std::string, RunConfig>& runs() const { return m_runs; }
    /// Of a varied option, by its place.
    const std::string& unit(std::size_t option) const { return m_units.at(option); }

    RunFolder runFolder(const std::string& run) const { return {m_folder / "runs" / run}; }
    static std::filesystem::path specFile(const std::filesystem::path& folder)
    {
        return folder / "sweep.json";
    }

    /// Writes sweep.json and the runs' configurations; the trainings, in the order of the points.
    std::vector<Job> prepareJobs(const std::filesystem::path& program) const;

private:
    std::string nameOf(const RunConfig& config) const;

    SweepSpec m_spec;
    std::filesystem::path m_folder;
    std::vector<PlannedPoint> m_points;
    std::map<std::string, RunConfig> m_runs;
    std::vector<std::string> m_units;
};

/// Throws InputError where a sweep cannot be kept: a folder that holds something else.
void requireSweepFolder(const std::filesystem::path& folder);

}  // namespace nie
