#include "app/cli/commands.h"
#include "app/cli/run_figures.h"
#include "core/base/version.h"
#include "core/config/json.h"

#include <torch/version.h>

#include <fmt/format.h>

#include <memory>

namespace nie::cli {

void addVersionCommand(CLI::App& program, Action& chosen)
{
    CLI::App* command = program.add_subcommand("version", "Version, commit, compiler and LibTorch");
    const auto asJson = std::make_shared<bool>(false);
    command->add_flag("--json", *asJson, "Print JSON");
    command->callback([asJson, &chosen] {
        chosen = [asJson] {
            Json json = {{"version", versionNumber()},
                         {"commit", sourceCommit()},
                         {"compiler", compilerVersion()},
                         {"libtorch", TORCH_VERSION},
                         {"figures", canDrawFigures()}};
            json.update(drawingVersions());
            if (*asJson)
                fmt::print("{}\n", json.dump(2));
            else
                fmt::print("nie {} ({}), {}, LibTorch {}\n", versionNumber(), sourceCommit(),
                           compilerVersion(), TORCH_VERSION);
            return 0;
        };
    });
}

}  // namespace nie::cli
