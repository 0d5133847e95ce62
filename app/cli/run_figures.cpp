#include "app/cli/run_figures.h"

#ifdef NIE_WITH_FIGURES

#include "app/cli/off_screen.h"
#include "core/base/version.h"
#include "core/results/diagnostics_figures.h"
#include "core/results/standard_figures.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/scene/vtk_version.h"

#include <QtGlobal>

namespace nie::cli {

bool canDrawFigures()
{
    return true;
}

Json drawingVersions()
{
    return {{"qt", qVersion()}, {"vtk", versionOfVtk()}};
}

void drawFigures(const std::vector<std::pair<FigureSpec, std::filesystem::path>>& figures)
{
    const OffScreen screen;
    for (const auto& [figure, file] : figures)
        exportFigure(figure, file);
}

void drawFigure(const FigureSpec& figure, const std::filesystem::path& file)
{
    drawFigures({{figure, file}});
}

namespace {

Provenance provenanceOf(const RunFolder& folder, const RunConfig& config,
                        const RunEvaluation& evaluation)
{
    return {{"run", folder.path.filename().string()},
            {"experiment", config.experiment},
            {"model", evaluation.model},
            {"seed", std::to_string(config.seed)},
            {"checkpoint", evaluation.checkpoint},
            {"step", std::to_string(evaluation.step)},
            {"program", "nie " + versionNumber() + " (" + sourceCommit() + ")"}};
}

void drawBoth(const FigureSpec& figure, const std::filesystem::path& folder,
              const std::string& name)
{
    for (const char* suffix : {".pdf", ".png"})
        exportFigure(figure, folder / (name + suffix));
}

void drawDiagnostics(const RunEvaluation& evaluation, const Provenance& provenance,
                     const std::filesystem::path& folder)
{
    for (const DiagnosticFigure& each : diagnosticFigures(evaluation, provenance))
        if (!each.figure.panels.empty())
            drawBoth(each.figure, folder, each.name);
}

}  // namespace

void drawRunFigures(const RunFolder& folder, const RunConfig& config,
                    const RunEvaluation& evaluation)
{
    const OffScreen screen;
    const Provenance provenance = provenanceOf(folder, config, evaluation);
    std::filesystem::create_directories(folder.figures());
    drawBoth(lossFigure(MetricsTable::read(folder.metrics()), provenance), folder.figures(),
             "loss");
    drawBoth(samplesFigure(evaluation.examples, provenance), folder.figures(), "samples");
    drawDiagnostics(evaluation, provenance, folder.figures());
}

void drawDiagnosticFigures(const RunFolder& run, const RunConfig& config,
                           const RunEvaluation& evaluation, const std::filesystem::path& folder)
{
    const OffScreen screen;
    std::filesystem::create_directories(folder);
    drawDiagnostics(evaluation, provenanceOf(run, config, evaluation), folder);
}

}  // namespace nie::cli

#else

#include "core/base/error.h"

namespace nie::cli {

bool canDrawFigures()
{
    return false;
}

Json drawingVersions()
{
    return {{"qt", "none"}, {"vtk", "none"}};
}

void drawFigure(const FigureSpec&, const std::filesystem::path& file)
{
    throw InputError(file.string(), "this nie was built without figures");
}

void drawFigures(const std::vector<std::pair<FigureSpec, std::filesystem::path>>& figures)
{
    for (const auto& [figure, file] : figures)
        drawFigure(figure, file);
}

void drawRunFigures(const RunFolder&, const RunConfig&, const RunEvaluation&) {}

void drawDiagnosticFigures(const RunFolder&, const RunConfig&, const RunEvaluation&,
                           const std::filesystem::path& folder)
{
    throw InputError(folder.string(), "this nie was built without figures");
}

}  // namespace nie::cli

#endif
