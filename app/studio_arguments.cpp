#include "app/studio_arguments.h"

#include "app/page.h"
#include "core/base/version.h"

#include <CLI/CLI.hpp>

namespace nie {

namespace {

constexpr int kUsageError = 2;

Appearance appearanceOf(const std::string& theme)
{
    if (theme == "light")
        return Appearance::Light;
    return theme == "dark" ? Appearance::Dark : Appearance::System;
}

}  // namespace

StudioCommand parseStudioArguments(int argc, const char* const* argv)
{
    StudioCommand command;
    StudioArguments& arguments = command.arguments;
    std::string theme;
    std::string size;
    CLI::App app("Learns integral equations from data: the window. Its headless twin is nie.",
                 "nie-studio");
    app.set_version_flag("--version",
                         "nie-studio " + versionNumber() + " (" + sourceCommit() + ")");
    app.add_option("--experiment", arguments.experiment,
                   "Open this experiment (a name or a .json file)")
        ->type_name("NAME");
    app.add_flag("--start", arguments.start, "Start its run at once")->needs("--experiment");
    app.add_option("--run", arguments.run, "Open this run of the history (its folder)")
        ->type_name("DIR")
        ->excludes("--experiment");
    app.add_option("--equation", arguments.equation,
                   "Solve this equation on the Equations page (a name or a .json file)")
        ->type_name("NAME")
        ->excludes("--experiment");
    app.add_option("--dataset", arguments.dataset,
                   "Show this data set on the Data page (a name of its list, or a file); with "
                   "--page recordings: this recording or BIDS folder")
        ->type_name("NAME");
    std::vector<std::string> pages;
    for (const auto& [page, name] : kPageNames)
        pages.push_back(name);
    app.add_option("--page", arguments.page, "Show this page")->check(CLI::IsMember(pages));
    app.add_option("--theme", theme, "Appearance of the window")
        ->check(CLI::IsMember({"light", "dark", "system"}));
    app.add_option("--steps", arguments.steps,
                   "With --start: pause, or take the screenshot, after N steps")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    app.add_option(
           "--screenshot", arguments.screenshot,
           "Write a picture of the window (PNG) and end; without --steps a started run ends first")
        ->type_name("FILE");
    app.add_option("--size", size, "Size of the window, such as 1440x900")->type_name("WxH");
    app.add_flag("--fresh", arguments.fresh,
                 "Neither restore the last session nor remember this one");
    // For those who work on the program: without a group, the help does not list them.
    app.add_option("--trigger", arguments.trigger)->group("");
    app.add_option("--pick", arguments.picks)->group("")->allow_extra_args(false);
    app.add_option("--measure-events", arguments.measureEvents)
        ->group("")
        ->check(CLI::PositiveNumber);
    app.add_flag("--selftest", arguments.selfTest,
                 "Check that the program can do its work, and end");
    try {
        app.parse(argc, argv);
        if (!theme.empty())
            arguments.appearance = appearanceOf(theme);
        if (!size.empty() &&
            std::sscanf(size.c_str(), "%dx%d", &arguments.width, &arguments.height) != 2)
            throw CLI::ValidationError("--size", "not a size (found \"" + size +
                                                     "\"; allowed: such as 1440x900)");
    } catch (const CLI::ParseError& error) {
        command.exitCode = app.exit(error) == 0 ? 0 : kUsageError;
    }
    return command;
}

}  // namespace nie
