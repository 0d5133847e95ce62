#pragma once

#include "core/results/run_view.h"
#include "core/results/standard_figures.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// Where an exported figure comes from, as the file itself tells.
struct FigureOrigin {
    Provenance provenance;       ///< of a sheet, what its parts share
    std::vector<RunView> views;  ///< what it shows of its run; of a sheet one a part that has one

    /// The value of a key of the provenance ("run", "seed", "settings"); empty: not there.
    std::string value(const std::string& key) const;
};

/// The JSON object that files carry (see figure_metadata.h): texts by name, of a sheet with
/// "parts". Throws InputError for another.
FigureOrigin figureOriginFromJson(const Json& json, const std::string& source);

/// The folder of the run that a figure shows: one above the file (RUN/figures/loss.pdf), the one of
/// that name below `root`, or any below it, with the same settings and seed. Throws InputError that
/// names the run where there is none.
std::filesystem::path runOfFigure(const FigureOrigin& origin, const std::filesystem::path& file,
                                  const std::filesystem::path& root);

}  // namespace nie
