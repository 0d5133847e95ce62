#pragma once

#include "core/results/figure_spec.h"
#include "core/results/run_evaluation.h"
#include "core/results/standard_figures.h"

#include <string>
#include <vector>

namespace nie {

/// One look at a trained model's errors.
struct DiagnosticFigure {
    std::string name;     ///< of its file: "scatter"
    std::string title;    ///< short, as of a tab: "Scatter"
    FigureSpec figure;    ///< no panels where there is nothing to draw
    std::string missing;  ///< why, then
};

/// The names and titles, in their order: what there will be before a run was evaluated.
const std::vector<std::pair<std::string, std::string>>& diagnosticTitles();

/// All of them: scatter, r2_histogram, error_over_time, components, spectrum, sample_errors,
/// sample_residuals. Numbers are those of `nie evaluate --json`.
std::vector<DiagnosticFigure> diagnosticFigures(const RunEvaluation& evaluation,
                                                const Provenance& provenance);

/// Predicted values over the true ones with the line p = y, titled with r2 (squared correlation)
/// and R2 (determination), which are two scores.
FigureSpec scatterFigure(const RunEvaluation& evaluation);
/// How many samples have which r2; 20 bins between the least and 1, one bin of samples without.
FigureSpec r2HistogramFigure(const std::vector<double>& sampleR2);
/// Norm of the error at each predicted time with the standard deviation over samples as a band, the
/// floors' dashed.
FigureSpec errorOverTimeFigure(const RunEvaluation& evaluation);
/// Data and predictions in the plane of the first two principal components of the data.
FigureSpec principalComponentsFigure(const EvaluationDiagnostics& diagnostics);
/// Power spectral density of truth and prediction, both axes logarithmic.
FigureSpec spectrumFigure(const EvaluationDiagnostics& diagnostics);
/// Bars from the largest value to the least, on a logarithmic axis; values that are not finite or
/// not above 0 are left out and counted in the title.
FigureSpec sortedBarsFigure(std::vector<double> values, const std::string& label);

}  // namespace nie
