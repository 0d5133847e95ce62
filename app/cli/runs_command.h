#pragma once

#include "app/cli/commands.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace nie::cli {

/// What the subcommands of `nie runs` share.
struct RunsRequest {
    std::filesystem::path root = "runs";
    std::string run;                ///< folder or name, where one is meant
    std::vector<std::string> runs;  ///< where several are
    std::string text;               ///< filter, note, name, tag, group
    std::string sort;
    std::filesystem::path file;
    std::string kind;
    bool json = false;
    bool force = false;
};

/// A subcommand with --root, whose work is done when it was chosen.
CLI::App* addRunsSubcommand(CLI::App& runs, Action& chosen, const char* name,
                            const char* description, std::shared_ptr<RunsRequest> request,
                            int (*work)(const RunsRequest&));

// Each adds its subcommands of `nie runs`.
void addRunsEditing(CLI::App& runs, Action& chosen);
void addRunsExchange(CLI::App& runs, Action& chosen);

/// `nie runs`: the history of runs.
void addRunsCommand(CLI::App& program, Action& chosen);

}  // namespace nie::cli
