#include "app/cli/figure_output.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/figure_arrays.h"

#ifdef NIE_WITH_FIGURES
#include "app/cli/off_screen.h"
#include "app/figure_file.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/figures/figure_preflight.h"
#endif

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nie::cli {

namespace fs = std::filesystem;

namespace {

/// What this program writes, and why a kind cannot be written on this machine (empty: it can).
#ifdef NIE_WITH_FIGURES

std::vector<std::string> writtenSuffixes()
{
    return figureFileSuffixes();
}

std::string suffixProblem(const std::string& suffix)
{
    return figureFileProblem(suffix);
}

#else

std::vector<std::string> writtenSuffixes()
{
    return {".npy", ".npz"};
}

std::string suffixProblem(const std::string&)
{
    return {};
}

#endif

}  // namespace

void requireFigureFile(const fs::path& file)
{
    std::string suffix = file.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto known = writtenSuffixes();
    if (std::find(known.begin(), known.end(), suffix) == known.end())
        throw InputError("-o " + file.string(), "unknown kind of file", "'" + suffix + "'",
                         fmt::format("{}", fmt::join(known, ", ")));
    if (!suffixProblem(suffix).empty())
        throw InputError("-o " + file.string(), suffixProblem(suffix));
    if (fs::is_directory(file))
        throw InputError(file.string(), "is a folder");
    const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
    if (!fs::is_directory(folder))
        throw InputError(folder.string(), "no such folder");
    requireWritable(folder);
}

#ifdef NIE_WITH_FIGURES

std::vector<FigureWarning> writeFigureFiles(const FigureSpec& figure,
                                            const std::vector<fs::path>& files, int dpi,
                                            const FigurePreset* preset)
{
    const OffScreen screen;
    for (const fs::path& file : files)
        writeFigureFile(figure, file, dpi);
    return preflight(figure, preset, figureSuffix(files.front()), dpi);
}

#else

std::vector<FigureWarning> writeFigureFiles(const FigureSpec& figure,
                                            const std::vector<fs::path>& files, int,
                                            const FigurePreset* preset)
{
    for (const fs::path& file : files)
        file.extension() == ".npy" ? writeFigureNpy(figure, file) : writeFigureNpz(figure, file);
    return checkDescription(figure, preset);
}

#endif

}  // namespace nie::cli
