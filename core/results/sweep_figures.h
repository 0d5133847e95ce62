#pragma once

#include "core/results/figure_spec.h"
#include "core/results/run_folder.h"
#include "core/results/sweep_table.h"

#include <optional>
#include <vector>

namespace nie {

/// Which two options a sweep is looked at along, and by which score.
struct SweepView {
    std::size_t x = 0;  ///< columns of the table
    std::size_t y = 1;
    SweepScore score = SweepScore::ValidationLoss;
};

/// A sweep as a picture, by the number of its options and how its points came about:
///
///     a grid of two or more  a heat map over two of them (the publication's figure 9); further
///                            options are at the best of their values; points that failed hatched
///                            and marked
///     two or more, drawn     the points in the plane of two of them, in quarters by rank
///     one                    the score over the option: each run, mean, mean ± standard deviation
///     none                   the score over the seed
///
/// No panels before a run is done. Axes are logarithmic where the law of the option is.
FigureSpec sweepPicture(const SweepTable& table, const SweepView& view);

/// The row that the picture shows at a place of its panel, in its coordinates: of a heat map the
/// best one of the cell.
std::optional<std::size_t> sweepRowAt(const SweepTable& table, const SweepView& view, double x,
                                      double y);

/// Loss over the step of runs that differ in their seed: each run, the mean and a band of a
/// standard deviation (n - 1) about it. `column`: of metrics.csv, "validation_loss". No panels
/// where nothing was measured.
FigureSpec seedCurvesFigure(const std::vector<MetricsTable>& runs, const std::string& column,
                            const std::string& label);

}  // namespace nie
