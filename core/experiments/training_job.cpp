#include "core/experiments/training_job.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"
#include "core/results/run_presence.h"

namespace nie {

namespace fs = std::filesystem;

namespace {

bool wasStopped(const RunFolder& run)
{
    try {
        const std::string file = run.outcome().string();
        return outcomeFromJson(parseJson(readFile(file), file), file).state ==
               RunOutcome::State::Stopped;
    } catch (const Error&) {
        return false;  // what it left cannot be read
    }
}

/// Whether a training was killed or stopped after a checkpoint.
bool canGoOn(const RunFolder& run)
{
    if (!newestCheckpoint(run.checkpoints()))
        return false;
    return presenceOf(run) == RunPresence::Interrupted ||
           (fs::exists(run.outcome()) && wasStopped(run));
}

}  // namespace

Job trainingJob(const fs::path& program, const fs::path& folder, const std::string& name,
                const RunConfig& config, double expectedSeconds)
{
    const fs::path file = folder / "configs" / (name + ".json");
    fs::create_directories(file.parent_path());
    writeFileAtomically(file, config.toJson().dump(2) + "\n");
    const RunFolder run{folder / "runs" / name};
    Job job{.name = name,
            .arguments = {program.string(), "train", file.string(), "-o", run.path.string(),
                          "--quiet", "--no-figures"},
            .product = run.evaluation(),
            .clear = run.path,
            .weight = expectedSeconds,
            .title = config.title};
    if (canGoOn(run))
        job.goOn = {program.string(), "train", "--resume", run.path.string(), "--quiet",
                    "--no-figures"};
    return job;
}

}  // namespace nie
