#include "app/panels/recording_command.h"

#include "core/config/equivalent_command.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

/// " --clean KEY=VALUE" for every option that is not as by default.
template <class Options>
std::string changedOptions(const std::string& flag, const Options& options,
                           const std::vector<std::string>& leftOut)
{
    std::string line;
    const Json own = writeOptions(options);
    const Json defaults = writeOptions(Options());
    for (const auto& item : own.items()) {
        const std::string key = item.key();
        const Json& value = item.value();
        if (value == defaults.at(key) ||
            std::find(leftOut.begin(), leftOut.end(), key) != leftOut.end())
            continue;
        line +=
            " " + flag + " " +
            shellQuoted(key + "=" + (value.is_string() ? value.get<std::string>() : value.dump()));
    }
    return line;
}

}  // namespace

std::string brainImportCommand(const RecordingImport& import, const std::string& name)
{
    std::string line = "nie brain import";
    for (const auto& file : import.files)
        line += " " + shellQuoted(file.string());
    const RecordingRequest& request = import.request;
    if (!request.atlas.empty())
        line += " --atlas " + shellQuoted(request.atlas.string());
    if (!request.atlasNames.empty())
        line += " --names " + shellQuoted(request.atlasNames.string());
    if (request.repetitionTime)
        line += fmt::format(" --tr {}", *request.repetitionTime);
    if (!request.array.empty())
        line += " --array " + shellQuoted(request.array);
    if (request.transpose)
        line += " --transpose";
    if (import.runLength > 0)
        line += fmt::format(" --run-length {}", import.runLength);
    line += changedOptions("--clean", import.cleaning, {});
    for (const auto& table : import.confounds)
        line += " --confounds " + shellQuoted(table.string());
    const RecordingWindowOptions defaults;
    if (import.windows.context != defaults.context)
        line += fmt::format(" --context {}", import.windows.context);
    if (import.windows.horizon != defaults.horizon)
        line += fmt::format(" --horizon {}", import.windows.horizon);
    line += changedOptions("--set", import.windows, {"context", "horizon"});
    return line + " -o " + shellQuoted(name + ".h5");
}

}  // namespace nie
