#pragma once

#include <QRegularExpression>
#include <QString>
#include <QStringList>

namespace nie::test {

/// The folders of core/ from the bottom up: a folder includes itself and what stands before it.
inline const QStringList kCoreOrder{"base",     "config",      "results",   "io",
                                    "signals",  "recordings",  "data",      "numerics",
                                    "models",   "training",    "experiments", "benchmarks",
                                    "selftest"};
/// Up to here no tensor is known.
inline const QString kLastTensorFreeFolder = "recordings";

/// "core/data" of "core/data/dataset.h"; the first folder alone elsewhere.
inline QString layerOf(const QString& path)
{
    const QStringList parts = path.split('/');
    return parts.first() == "core" && parts.size() > 2 ? parts[0] + "/" + parts[1] : parts.first();
}

inline int coreRank(const QString& layer)
{
    return layer.startsWith("core/") ? int(kCoreOrder.indexOf(layer.mid(5))) : -1;
}

/// app/cli computes without a window, the torch engines for it; the rest of app/ sees no tensor.
inline bool isWindowWithoutTensors(const QString& file)
{
    return file.startsWith("app/") && !file.startsWith("app/cli/") &&
           file != "app/torch_engine.cpp" && file != "app/torch_data_engine.cpp" &&
           file != "app/torch_attention_engine.cpp";
}

/// Headers of core/ that stand among the tensors and hold none.
inline const QStringList kTensorFreeHeaders{"core/data/generation.h",
                                            "core/numerics/equation_task.h",
                                            "core/selftest/self_test.h",
                                            "core/training/schedule.h",
                                            "core/training/training_control.h",
                                            "core/training/training_options.h"};

inline bool isQtOrVtk(const QString& header)
{
    static const QRegularExpression pattern("^(Q[A-Z]|Qt|qcustomplot|vtk)");
    return pattern.match(header).hasMatch();
}

inline bool isTorch(const QString& header)
{
    static const QRegularExpression pattern("^(torch|ATen|c10|caffe2)/");
    return pattern.match(header).hasMatch();
}

/// Why `file` may not include the library header `header`; empty if it may.
inline QString externalViolation(const QString& file, const QString& header)
{
    const QString layer = layerOf(file);
    const int rank = coreRank(layer);
    if (isQtOrVtk(header) && (rank >= 0 || layer == "datasets"))
        return "what computes knows neither Qt nor VTK";
    const bool tensorFree = layer == "widgets" || isWindowWithoutTensors(file) ||
                            (rank >= 0 && rank <= kCoreOrder.indexOf(kLastTensorFreeFolder));
    return isTorch(header) && tensorFree ? "tensors stop at core/results" : QString();
}

/// Why `file` may not include the project's header `header`; empty if it may.
inline QString projectViolation(const QString& file, const QString& header)
{
    const QString from = layerOf(file);
    const QString to = layerOf(header);
    if (from == "tests" || from == to)
        return {};
    if (to == "tests")
        return "only tests include tests";
    const int toRank = coreRank(to);
    if (to.startsWith("core/") && toRank < 0)
        return "this folder of core/ has no place in the order";
    if (from.startsWith("core"))
        return toRank >= 0 && toRank <= coreRank(from) ? QString()
                                                       : "core/ includes only what is below";
    if (from == "datasets")
        return toRank >= 0 && toRank <= kCoreOrder.indexOf("data")
                   ? QString()
                   : "datasets/ includes core/ up to data";
    if (from == "widgets")
        return QStringList{"core/base", "core/config", "core/results"}.contains(to)
                   ? QString()
                   : "widgets/ includes core/base, core/config and core/results only";
    if (isWindowWithoutTensors(file) && !kTensorFreeHeaders.contains(header) &&
        (to == "datasets" || toRank > kCoreOrder.indexOf(kLastTensorFreeFolder)))
        return "the window reaches tensors through app/engine.h only";
    return {};
}

/// Violations of one file's text, each as "FILE includes HEADER: reason".
inline QStringList includeViolations(const QString& file, const QString& text)
{
    static const QRegularExpression include("^[ \\t]*#[ \\t]*include[ \\t]*([<\"])([^>\"]+)[>\"]",
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression ownFolder("^(core|datasets|widgets|app|tests)/");
    QStringList found;
    for (auto match = include.globalMatch(text); match.hasNext();) {
        const QString header = match.next().captured(2);
        const QString reason = ownFolder.match(header).hasMatch() ? projectViolation(file, header)
                                                                  : externalViolation(file, header);
        if (!reason.isEmpty())
            found << QString("%1 includes %2: %3").arg(file, header, reason);
    }
    return found;
}

}  // namespace nie::test
