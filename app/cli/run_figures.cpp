#include "app/cli/run_figures.h"

#ifdef NIE_WITH_FIGURES

#include "core/base/version.h"
#include "core/results/standard_figures.h"
#include "widgets/figures/figure_exporter.h"

#include <QApplication>

#include <fmt/format.h>

namespace nie::cli {

namespace {

/// Off-screen, a runtime folder is not needed; that it is missing is of no interest.
void dropRuntimeFolderWarning(QtMsgType, const QMessageLogContext&, const QString& text)
{
    if (!text.startsWith("QStandardPaths: XDG_RUNTIME_DIR"))
        fmt::print(stderr, "{}\n", text.toStdString());
}

}  // namespace

bool canDrawFigures()
{
    return true;
}

void drawRunFigures(const RunFolder& folder, const RunConfig& config,
                    const RunEvaluation& evaluation)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");  // no display is needed, and none is touched
    qInstallMessageHandler(dropRuntimeFolderWarning);
    static int argumentCount = 1;
    static char name[] = "nie";
    static char* arguments[] = {name, nullptr};
    const QApplication application(argumentCount, arguments);

    const Provenance provenance{
        {"run", folder.path.filename().string()},
        {"experiment", config.experiment},
        {"model", evaluation.model},
        {"seed", std::to_string(config.seed)},
        {"checkpoint", evaluation.checkpoint},
        {"step", std::to_string(evaluation.step)},
        {"program", "nie " + versionNumber() + " (" + sourceCommit() + ")"}};
    std::filesystem::create_directories(folder.figures());
    const FigureSpec loss = lossFigure(MetricsTable::read(folder.metrics()), provenance);
    const FigureSpec samples = samplesFigure(evaluation.examples, provenance);
    for (const char* suffix : {".pdf", ".png"}) {
        exportFigure(loss, folder.figures() / (std::string("loss") + suffix));
        exportFigure(samples, folder.figures() / (std::string("samples") + suffix));
    }
}

}  // namespace nie::cli

#else

namespace nie::cli {

bool canDrawFigures()
{
    return false;
}

void drawRunFigures(const RunFolder&, const RunConfig&, const RunEvaluation&) {}

}  // namespace nie::cli

#endif
