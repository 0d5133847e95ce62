#include "app/movie_source.h"

#include "core/config/equivalent_command.h"
#include "core/results/run_folder.h"

#include <fmt/format.h>

namespace nie {

std::unique_ptr<MovieFilm> makeFilm(const MovieSource& source, const MoviePlan& plan)
{
    if (plan.over == "time")
        return std::make_unique<TimeFilm>(source.sample, plan, source.provenance);
    return std::make_unique<CheckpointFilm>(filmCheckpoints(RunFolder{source.run}.checkpoints()),
                                            source.predict, plan, source.provenance);
}

std::string movieCommand(const MovieSource& source, const MoviePlan& plan,
                         const std::filesystem::path& file)
{
    if (source.run.empty() || source.checkpoint.empty())
        return {};
    return fmt::format("nie movie {} --checkpoint {} --split {} --sample {} --look {} -o {}",
                       shellQuoted(source.run.string()), shellQuoted(source.checkpoint),
                       shellQuoted(source.split), source.number,
                       shellQuoted(moviePlanToShortJson(plan).dump()), shellQuoted(file.string()));
}

}  // namespace nie
