#include "core/base/version.h"
#include "core/experiments/experiment.h"

#include <torch/version.h>

#include <filesystem>
#include <fstream>
#include <sys/utsname.h>
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

/// Names of the graphics cards as NVIDIA's driver tells them, whether this LibTorch can use them or
/// not.
std::string graphicsNames()
{
    std::string names;
    std::error_code failure;
    const std::filesystem::path folder = "/proc/driver/nvidia/gpus";
    for (std::filesystem::directory_iterator card(folder, failure), end; card != end;
         card.increment(failure)) {
        std::ifstream info(card->path() / "information");
        for (std::string line; std::getline(info, line);)
            if (line.starts_with("Model:")) {
                const auto name = line.find_first_not_of(" \t", line.find(':') + 1);
                names += (names.empty() ? "" : ", ") +
                         (name == std::string::npos ? "unknown" : line.substr(name));
            }
    }
    return names.empty() ? "none" : names;
}

/// "Linux 6.1.0-18-amd64 x86_64".
std::string systemName()
{
    utsname system{};
    if (uname(&system) != 0)
        return "unknown";
    return std::string(system.sysname) + ' ' + system.release + ' ' + system.machine;
}

}  // namespace

Json describeMachine()
{
    return {{"libtorch", TORCH_VERSION},
            {"processor", processorName()},
            {"cores", std::thread::hardware_concurrency()},
            {"gpu", graphicsNames()},
            {"cuda_usable", torch::cuda::is_available()},
            {"system", systemName()}};
}

Json describeEnvironment(const Experiment& experiment)
{
    const RunConfig& config = experiment.config();
    Json environment;
    environment["program"] = {{"version", versionNumber()},
                              {"commit", sourceCommit()},
                              {"compiler", compilerVersion()},
                              {"libtorch", TORCH_VERSION}};
    environment["machine"] = describeMachine();
    environment["machine"].erase("libtorch");
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
