#pragma once

#include "widgets/style/application_style.h"

#include <cstdint>
#include <optional>
#include <string>

namespace nie {

/// The command line of nie-studio.
struct StudioArguments {
    std::string experiment;  ///< empty: the start page
    bool start = false;
    std::string equation;  ///< of the catalogue, or a .json file: solved on the Equations page
    std::string dataset;   ///< a name of the data manager's list, or a file to import
    std::string page;  ///< "start", "train", "equations", "data", "paper"; empty: as the rest of the line suggests
    Appearance appearance = Appearance::System;
    std::int64_t steps = 0;  ///< with start: 0 trains to the end
    std::string screenshot;  ///< file to grab the window into; then the program ends
    int width = 0;           ///< of the window, with height; 0: the design size
    int height = 0;
    bool selfTest = false;
};

/// Nothing to run: --help, --version or a fault, which has been printed; the exit code is `code`.
struct StudioCommand {
    StudioArguments arguments;
    std::optional<int> exitCode;
};

StudioCommand parseStudioArguments(int argc, const char* const* argv);

}  // namespace nie
