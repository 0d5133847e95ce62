#include "core/base/version.h"
#include "core/experiments/experiment.h"

#include <torch/version.h>

#include <fstream>
#include <thread>

namespace nie {

namespace {

/// The processor's name as the kernel tells it; "unknown" elsewhere.
std::string processorName()
{
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        const auto colon = line.find(": ");
        if (line.starts_with("model name") && colon != std::string::npos)
            return line.substr(colon + 2);
    }
    return "unknown";
}

}  // namespace

Json describeMachine()
{
    return {{"libtorch", TORCH_VERSION},
            {"processor", processorName()},
            {"cores", std::thread::hardware_concurrency()}};
}

Json describeEnvironment(const Experiment& experiment)
{
    const RunConfig& config = experiment.config();
    Json environment;
    environment["program"] = {{"version", versionNumber()},
                              {"commit", sourceCommit()},
                              {"compiler", compilerVersion()},
                              {"libtorch", TORCH_VERSION}};
    environment["machine"] = {{"processor", processorName()},
                              {"cores", std::thread::hardware_concurrency()}};
    environment["device"] = config.device;
    environment["threads"] = config.threads;
    environment["deterministic"] = config.deterministic;
    environment["seed"] = config.seed;
    environment["parameters"] = experiment.model().parameterCount();
    environment["data"] = {{"hash", experiment.dataset().contentHash()},
                           {"samples", experiment.dataset().sampleCount()},
                           {"points", experiment.dataset().timeCount()},
                           {"channels", experiment.dataset().channelCount()},
                           {"recipe", experiment.dataset().recipe}};
    return environment;
}

}  // namespace nie
