// Figures of a recording over frequency: its power and what a filter lets through.
#include "core/base/error.h"
#include "core/recordings/recording_figure_parts.h"
#include "core/signals/butterworth.h"
#include "core/signals/power_spectrum.h"

#include <fmt/format.h>

#include <cmath>

namespace nie {

SeriesSpec densityLine(const std::string& label, const Eigen::VectorXd& frequencies,
                       const Eigen::VectorXd& density, int colour)
{
    SeriesSpec line;
    line.label = label;
    line.colour = colour;
    // The frequency 0 holds the mean, which was taken out.
    for (Eigen::Index k = 1; k < density.size(); ++k) {
        line.x.push_back(frequencies[k]);
        line.y.push_back(density[k] > 0 ? density[k] : std::nan(""));
    }
    return line;
}

FigureSpec spectrumFigure(const RecordingShown& shown, const RecordingLook& look)
{
    const auto time = shown.recorded.repetitionTime();
    if (!time)
        throw InputError(shown.title, "frequencies need the repetition time");
    const std::size_t region = std::min(look.region, shown.regions().size() - 1);
    std::vector<Eigen::MatrixXd> raw;
    for (const Recording& run : shown.recorded.runs)
        raw.push_back(run.series.col(Eigen::Index(region)));
    const PowerSpectrum before = PowerSpectrum::ofPieces(raw, 1.0 / *time);
    const PowerSpectrum after =
        PowerSpectrum::ofPieces(shown.cleaned.pieces(), 1.0 / *shown.cleaned.rowSeconds);
    if (before.frequencies.size() == 0 || after.frequencies.size() == 0)
        throw InputError(shown.title, "is too short for a spectrum", {}, "16 rows without a gap");
    FigureSpec figure = recordingFigure(shown, 90.0);
    figure.columns = 2;
    PanelSpec one;
    one.title = shown.regions()[region];
    one.x.label = "f (Hz)";
    one.y.label = "power (1/Hz)";
    one.y.logarithmic = true;
    // In shares of the variance: cleaning may change the unit.
    const auto share = [](const PowerSpectrum& spectrum, const Eigen::VectorXd& density) {
        return (density / (density.sum() * spectrum.frequencies[1])).eval();
    };
    one.series.push_back(densityLine("before cleaning", before.frequencies,
                                     share(before, before.density.col(0)), 0));
    one.series.back().faint = true;
    one.series.push_back(densityLine("after", after.frequencies,
                                     share(after, after.density.col(Eigen::Index(region))), 1));
    PanelSpec all = one;
    all.title = "Mean of all regions, cleaned";
    all.series.clear();
    Eigen::VectorXd mean = Eigen::VectorXd::Zero(after.density.rows());
    for (Eigen::Index column = 0; column < after.density.cols(); ++column)
        if (after.density.col(column).sum() > 0)
            mean += share(after, after.density.col(column));
    mean /= double(after.density.cols());
    all.series.push_back(densityLine("", after.frequencies, mean, 2));
    figure.panels = {std::move(one), std::move(all)};
    return figure;
}

FigureSpec filterFigure(const CleaningOptions& options, double repetitionTime)
{
    FigureSpec figure;
    if (options.filter == "cosine" || (options.highPass == 0.0 && options.lowPass == 0.0))
        return figure;
    PassBand band;
    if (options.highPass > 0)
        band.low = options.highPass;
    if (options.lowPass > 0)
        band.high = options.lowPass;
    const ButterworthFilter filter(band, 1.0 / repetitionTime);
    const bool twice = options.filter == "zero_phase";
    PanelSpec panel;
    panel.title =
        twice ? "Butterworth, order 5, forward and backward" : "Butterworth, order 5, forward";
    panel.x = {"f (Hz)", false, 0.0, 0.5 / repetitionTime};
    panel.y = {"amplitude", false, 0.0, 1.05};
    SeriesSpec line;
    line.colour = 1;
    constexpr int kPoints = 400;
    for (int k = 0; k <= kPoints; ++k) {
        const double frequency = 0.5 / repetitionTime * k / kPoints;
        const double amplitude = std::abs(filter.response(frequency));
        line.x.push_back(frequency);
        line.y.push_back(twice ? amplitude * amplitude : amplitude);
    }
    panel.series.push_back(std::move(line));
    for (const auto& [name, edge] :
         {std::pair("high_pass", band.low), std::pair("low_pass", band.high)})
        if (edge)
            panel.bands.push_back({fmt::format("{} {:g} Hz", name, *edge), *edge, *edge});
    figure.panels.push_back(std::move(panel));
    return figure;
}

}  // namespace nie
