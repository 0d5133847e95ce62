#include "core/experiments/sweep/sweep_plan.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/json_hash.h"
#include "core/experiments/training_job.h"

#include <fmt/format.h>

#include <set>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// Of a run that is limited by steps; the queue learns the pace from the first that is done.
constexpr double kUnknownSeconds = 10.0;
/// Data, model and evaluation around a training that is limited by time.
constexpr double kAroundTraining = 3.0;

double expectedSeconds(const RunConfig& config)
{
    const double budget = config.training.value("time_budget", 0.0);
    return budget > 0.0 ? budget + kAroundTraining : kUnknownSeconds;
}

std::string unitOf(const VariedOption& option, const std::vector<OptionDescription>& known)
{
    for (const OptionDescription& candidate : known)
        if (candidate.path == option.path)
            return candidate.info.unit;
    return {};
}

}  // namespace

SweepPlan::SweepPlan(SweepSpec spec, const OptionLister& options, fs::path folder)
    : m_spec(std::move(spec)),
      m_folder(std::move(folder))
{
    const std::vector<SweepPoint> points = sweepPoints(m_spec, options);
    const std::vector<OptionDescription> known =
        options(m_spec.configAt(points.front(), m_spec.config.seed));
    for (const VariedOption& option : m_spec.options)
        m_units.push_back(unitOf(option, known));
    for (const SweepPoint& values : points) {
        PlannedPoint point{values, {}};
        for (std::int64_t i = 0; i < m_spec.seeds; ++i) {
            const RunConfig config =
                m_spec.configAt(values, m_spec.config.seed + static_cast<std::uint64_t>(i));
            point.runs.push_back(nameOf(config));
            m_runs.emplace(point.runs.back(), config);
        }
        m_points.push_back(std::move(point));
    }
}

std::string SweepPlan::nameOf(const RunConfig& config) const
{
    Json identity = config.toJson();
    for (const char* text : {"title", "description"})
        identity.erase(text);
    return fmt::format("{}-{}-seed{}-{}", config.experiment, config.model.value("name", ""),
                       config.seed, shortHash(identity));
}

std::vector<Job> SweepPlan::prepareJobs(const fs::path& program) const
{
    fs::create_directories(m_folder);
    writeFileAtomically(specFile(m_folder), m_spec.toJson().dump(2) + "\n");
    std::vector<Job> jobs;
    std::set<std::string> known;
    for (const PlannedPoint& point : m_points)
        for (const std::string& name : point.runs) {
            if (!known.insert(name).second)
                continue;
            const RunConfig& config = m_runs.at(name);
            Job job = trainingJob(program, m_folder, name, config, expectedSeconds(config));
            const std::string what = m_spec.pointText(point.values);
            job.title = fmt::format("{}{}seed {}", what, what.empty() ? "" : ", ", config.seed);
            jobs.push_back(std::move(job));
        }
    return jobs;
}

void requireSweepFolder(const fs::path& folder)
{
    std::error_code ignored;
    const bool exists = fs::exists(fs::symlink_status(folder, ignored));
    if (exists && !fs::is_directory(folder, ignored))
        throw InputError(folder.string(), "exists and is not a folder", {},
                         "a new or an empty folder, or that of a sweep");
    if (exists && !fs::is_empty(folder, ignored) &&
        !fs::is_regular_file(SweepPlan::specFile(folder), ignored))
        throw InputError(folder.string(), "exists and holds no sweep", {},
                         "a new or an empty folder, or that of a sweep");
    requireWritable(folder);
}

}  // namespace nie
