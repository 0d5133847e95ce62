#pragma once

#include "core/results/figure_spec.h"
#include "core/results/paper_table.h"
#include "core/results/prediction_snapshot.h"

#include <string>
#include <utility>
#include <vector>

namespace nie {

/// Fields on a line as images of space over time: one column a sample, truth above, prediction
/// below, one colour range (5 to 95 % quantiles of the truth) for all. Figure 1.
FigureSpec spaceTimeFigure(const std::vector<PredictionSnapshot>& samples);

/// Fields in the plane frame by frame: for each sample a row of the truth and below it the
/// prediction, titled with the squared Pearson correlation of the frame; one colour range. Figures
/// 2 and 6.
FigureSpec frameStripsFigure(const std::vector<PredictionSnapshot>& samples);

/// Many channels over time as images: the truth, then each model's prediction, titled with the
/// squared Pearson correlation over the predicted points; one colour range. Figure 4.
FigureSpec channelImagesFigure(
    const std::vector<std::pair<std::string, PredictionSnapshot>>& models);

/// A model's or a floor's error at each point.
struct HorizonLine {
    std::string label;
    bool floor = false;
    std::vector<double> point;      ///< counted from 1, the given ones among them
    std::vector<double> error;      ///< mean over samples
    std::vector<double> deviation;  ///< standard deviation over samples
};
/// Error over the extrapolated point, with a thin line a deviation above and below; floors dashed.
/// Figure 5.
FigureSpec horizonFigure(const std::vector<HorizonLine>& lines, const std::string& errorLabel);

/// Box plots: median, quartiles, the 5 and 95 % quantiles, the outer points. Figure 7.
FigureSpec distributionFigure(
    const std::vector<std::pair<std::string, std::vector<double>>>& groups,
    const std::string& valueLabel);

/// Curves in the plane of two principal components; one panel a sample.
struct ComponentPanel {
    std::string title;
    std::vector<SeriesSpec> curves;
};
/// `shares`: of the variance, of the two components. Figure 8.
FigureSpec componentsFigure(const std::vector<ComponentPanel>& panels, double firstShare,
                            double secondShare);

/// Example data as the publication shows them: "phase_plane" over time and in the plane of the
/// first two channels, "plane" the latter alone, "portrait" three channels in a perspective-free
/// projection. Figures 10, 11, 12. Throws InputError for another view or too few channels.
FigureSpec exampleFigure(const PredictionSnapshot& sample, const std::string& view);

/// The heat maps of a sweep, one a model, on one logarithmic colour range; failed runs hatched.
/// Rows are labelled "MODEL, rate R", columns "L2 = X". Figure 9.
FigureSpec sweepFigure(const PaperTable& table);

/// r2 of two blocks as in docs/metrics.md; 0 where one does not vary.
double squaredCorrelation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace nie
