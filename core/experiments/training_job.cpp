#include "core/experiments/training_job.h"

#include "core/base/files.h"
#include "core/results/run_folder.h"

namespace nie {

namespace fs = std::filesystem;

Job trainingJob(const fs::path& program, const fs::path& folder, const std::string& name,
                const RunConfig& config, double expectedSeconds)
{
    const fs::path file = folder / "configs" / (name + ".json");
    fs::create_directories(file.parent_path());
    writeFileAtomically(file, config.toJson().dump(2) + "\n");
    const RunFolder run{folder / "runs" / name};
    return {.name = name,
            .arguments = {program.string(), "train", file.string(), "-o", run.path.string(),
                          "--quiet", "--no-figures"},
            .product = run.evaluation(),
            .clear = run.path,
            .weight = expectedSeconds,
            .title = config.title};
}

}  // namespace nie
