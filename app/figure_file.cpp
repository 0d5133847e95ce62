#include "app/figure_file.h"

#include "core/base/error.h"
#include "core/io/figure_arrays.h"
#include "widgets/figures/eps_conversion.h"
#include "widgets/figures/figure_exporter.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nie {

void writeFigureFile(const FigureSpec& figure, const std::filesystem::path& file, int dpi)
{
    const std::string suffix = figureSuffix(file);
    const auto known = figureFileSuffixes();
    if (std::find(known.begin(), known.end(), suffix) == known.end())
        throw InputError(file.string(), "unknown figure format",
                         suffix.empty() ? "no suffix" : suffix,
                         fmt::format("{}", fmt::join(known, ", ")));
    if (suffix == ".npz")
        writeFigureNpz(figure, file);
    else if (suffix == ".npy")
        writeFigureNpy(figure, file);
    else
        exportFigure(figure, file, dpi);
}

std::vector<std::string> figureFileSuffixes()
{
    std::vector<std::string> suffixes = figureFormats();
    suffixes.insert(suffixes.end(), {".npy", ".npz"});
    std::sort(suffixes.begin(), suffixes.end());
    return suffixes;
}

std::string figureFileProblem(const std::string& suffix)
{
    return suffix == ".eps" ? epsProblem().toStdString() : std::string();
}

}  // namespace nie
