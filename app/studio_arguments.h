#pragma once

#include "widgets/style/application_style.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// The command line of nie-studio.
struct StudioArguments {
    std::string experiment;  ///< empty: the start page
    bool start = false;
    std::string run;       ///< folder of a run of the history
    std::string equation;  ///< of the catalogue, or a .json file: solved on the Equations page
    std::string dataset;   ///< a name of the data manager's list, or a file to import
    std::string page;      ///< of kPageNames; empty: as the rest of the line suggests
    std::optional<Appearance> appearance;  ///< as in the last session where it is not given
    std::int64_t steps = 0;  ///< with start: 0 trains to the end
    std::string screenshot;  ///< file to grab the window into; then the program ends
    int width = 0;           ///< of the window, with height; 0: the design size
    int height = 0;
    bool selfTest = false;
    bool fresh = false;        ///< neither restores the last session nor remembers this one
    std::string trigger;       ///< an action to trigger after the start, for pictures
    /// Tabs, entries of lists and buttons to pick one after the other before the picture is taken.
    std::vector<std::string> picks;
    double measureEvents = 0;  ///< seconds over which to measure the window's answers; 0: not
};

/// Nothing to run: --help, --version or a fault, which has been printed; the exit code is `code`.
struct StudioCommand {
    StudioArguments arguments;
    std::optional<int> exitCode;
};

StudioCommand parseStudioArguments(int argc, const char* const* argv);

}  // namespace nie
