#include "widgets/figures/figure_exporter.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/figure_sheet.h"
#include "widgets/figures/eps_conversion.h"
#include "widgets/figures/figure_encoders.h"
#include "widgets/figures/figure_metadata.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

namespace nie {

namespace {

void requireFigure(const FigureSpec& figure, int dpi, const std::string& where)
{
    if (!(figure.widthMillimetres > 0) || !(figure.heightMillimetres > 0))
        throw InputError(
            where, "the figure has no size",
            fmt::format("{} x {} mm", figure.widthMillimetres, figure.heightMillimetres), "> 0 mm");
    if (dpi < 10 || dpi > 4800)
        throw InputError(where, "resolution out of range", fmt::format("{} dpi", dpi),
                         "10 to 4800 dpi");
    for (const FigureSpec& part : drawnParts(figure))
        for (const PanelSpec& panel : part.panels)
            if (panel.image)
                validate(*panel.image);
}

}  // namespace

std::vector<std::string> figureFormats()
{
    return {".csv", ".eps", ".pdf", ".png", ".svg", ".tif", ".tiff"};
}

std::string figureSuffix(const std::filesystem::path& file)
{
    std::string suffix = file.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return suffix;
}

QByteArray encodeFigure(const FigureSpec& figure, const std::string& suffix, int dpi,
                        const std::string& where)
{
    const auto formats = figureFormats();
    if (std::find(formats.begin(), formats.end(), suffix) == formats.end())
        throw InputError(where, "unknown figure format", suffix.empty() ? "no suffix" : suffix,
                         fmt::format("{}", fmt::join(formats, ", ")));
    requireFigure(figure, dpi, where);
    if (suffix == ".csv")
        return QByteArray::fromStdString(figureToCsv(figure));
    if (suffix == ".eps")
        return epsFromPdf(figureToPdf(figure, dpi), provenanceLines(figure).toUtf8());
    if (suffix == ".pdf")
        return figureToPdf(figure, dpi);
    if (suffix == ".svg")
        return figureToSvg(figure, dpi);
    return suffix == ".png" ? figureToPng(figure, dpi) : figureToTiff(figure, dpi);
}

void exportFigure(const FigureSpec& figure, const std::filesystem::path& file, int dpi)
{
    const QByteArray content = encodeFigure(figure, figureSuffix(file), dpi, file.string());
    writeFileAtomically(file, {content.constData(), static_cast<std::size_t>(content.size())});
}

}  // namespace nie
