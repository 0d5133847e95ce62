#include "app/cli/result_table.h"

#include <fmt/format.h>

#include <cmath>

namespace nie::cli {

namespace {

std::string row(const std::string& name, const Scores& scores)
{
    return fmt::format("  {:<16} {:>10.3e}  {:>11.4f}  {:>8.4f}  {:>8.4f}\n", name, scores.mse,
                       scores.relativeL2, scores.r2, scores.r2Determination);
}

}  // namespace

std::string resultTable(const RunEvaluation& evaluation)
{
    std::string text =
        fmt::format("{} set, {} samples, checkpoint {} (step {}):\n", evaluation.split,
                    evaluation.samples, evaluation.checkpoint, evaluation.step);
    text += fmt::format("  {:<16} {:>10}  {:>11}  {:>8}  {:>8}\n", "", "MSE", "relative L2", "r2",
                        "R2");
    text += row(evaluation.model, evaluation.test);
    text += row("  all points", evaluation.allPoints);
    for (const auto& [name, scores] : evaluation.floors)
        text += row(name, scores);
    text += fmt::format(
        "  parameters {}; solver {:.1f} iterations, largest residual {:.1e}, {:.0f} % converged",
        evaluation.parameters, evaluation.solverIterations, evaluation.solverResidual,
        100.0 * evaluation.convergedShare);
    if (std::isfinite(evaluation.coupling))
        text += fmt::format("; coupling {:.3f}", evaluation.coupling);
    return text + "\n";
}

}  // namespace nie::cli
