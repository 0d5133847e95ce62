#include "app/described_model.h"

#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/scratch_folder.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <thread>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds kGlance{20};

/// Beside this program, else on the search path.
fs::path locateNie()
{
    std::error_code failure;
    const fs::path beside = currentProgram().parent_path() / "nie";
    if (fs::is_regular_file(beside, failure))
        return beside;
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');)
        if (fs::is_regular_file(fs::path(folder) / "nie", failure))
            return fs::path(folder) / "nie";
    throw RunError(beside.string(), "is missing: the program nie belongs beside this one");
}

}  // namespace

ModelSummary describeModelApart(const RunConfig& config, const std::stop_token& stop)
{
    const fs::path program = locateNie();
    const ScratchFolder folder("model");
    const fs::path file = folder / "model.json";
    writeFileAtomically(file, config.toJson().dump());
    ChildProcess process({program.string(), "info", file.string(), "--parameters", "--json"},
                         folder / "out", folder / "err");
    while (!process.exitCode()) {
        if (stop.stop_requested())
            throw Interrupted();
        std::this_thread::sleep_for(kGlance);
    }
    if (*process.exitCode() != 0) {
        std::string message = readFile(folder / "err");
        // Its own name and a file that nobody has seen help no reader.
        for (const std::string& noise : {std::string("nie: "), file.string() + ": "})
            if (const auto at = message.find(noise); at != std::string::npos)
                message.erase(at, noise.size());
        while (!message.empty() && message.back() == '\n')
            message.pop_back();
        throw RunError(config.title.empty() ? config.experiment : config.title, message);
    }
    return ModelSummary::fromJson(parseJson(readFile(folder / "out"), "nie info"), "nie info");
}

}  // namespace nie
