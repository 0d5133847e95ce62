#include "core/results/kernel/kernel_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// "(s)" of "time (s)", with a space before it; empty where there is none.
std::string unitOf(const std::string& label)
{
    const auto begin = label.rfind(" (");
    return begin == std::string::npos ? std::string() : label.substr(begin);
}

PanelSpec kernelGridPanel(const KernelMap& map, const std::vector<double>& values,
                          const std::vector<std::uint8_t>& mask, const std::string& title,
                          const std::string& label)
{
    PanelSpec panel;
    panel.title = title;
    panel.x.label = "local time s" + unitOf(map.timeLabel);
    panel.y.label = "global time t" + unitOf(map.timeLabel);
    panel.equalAspect = true;
    ImageSpec image;
    image.label = label;
    image.rows = image.columns = map.times.size();
    image.x = image.y = map.times;
    image.values = values;
    image.mask = mask;
    panel.image = std::move(image);
    return panel;
}

double greatestWithin(const std::vector<double>& values, const std::vector<std::uint8_t>& outside)
{
    double greatest = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (outside.empty() || !outside[i])
            greatest = std::max(greatest, std::abs(values[i]));
    return greatest;
}

/// Equal colours are equal values.
void shareRange(PanelSpec& one, PanelSpec& other, bool isSigned)
{
    const double most = std::max(greatestWithin(one.image->values, one.image->mask),
                                 greatestWithin(other.image->values, other.image->mask));
    for (PanelSpec* panel : {&one, &other}) {
        ImageSpec& image = *panel->image;
        image.symmetric = isSigned;
        image.colourMap = isSigned ? "blue_red" : "viridis";
        image.to = most > 0.0 ? most : 1.0;
        image.from = isSigned ? -image.to : 0.0;
    }
}

/// Learned above, true below: the integrand's strength, then entry by entry.
void addComparison(FigureSpec& figure, const KernelMap& map)
{
    const KernelComparison& known = *map.known;
    const auto& determined = known.undetermined.empty() ? map.outside : known.undetermined;
    std::vector<PanelSpec> above{
        kernelGridPanel(map, map.strength, map.outside, "Learned integrand", "strength")};
    std::vector<PanelSpec> below{
        kernelGridPanel(map, known.knownStrength, map.outside, "True integrand", "strength")};
    shareRange(above[0], below[0], false);
    for (const KernelEntry& entry : known.entries) {
        above.push_back(kernelGridPanel(
            map, entry.learned, determined,
            fmt::format("{} learned, r = {:.2f}", entry.name, entry.correlation), entry.name));
        below.push_back(
            kernelGridPanel(map, entry.known, determined, entry.name + " true", entry.name));
        shareRange(above.back(), below.back(), true);
    }
    figure.columns = static_cast<int>(above.size());
    figure.panels = std::move(above);
    for (PanelSpec& panel : below)
        figure.panels.push_back(std::move(panel));
}

}  // namespace

FigureSpec kernelFigure(const KernelMap& map, const Provenance& provenance)
{
    FigureSpec figure;
    figure.provenance = provenance;
    figure.title = fmt::format("{}: {} integrand, {} limits", map.model, map.form, map.limits);
    figure.columns = 2;
    figure.evenPlots = true;
    if (map.known) {
        figure.title +=
            fmt::format("; correlation with the true one {:.3f}", map.known->correlation);
        addComparison(figure, map);
    } else {
        if (!map.strength.empty())
            figure.panels.push_back(
                kernelGridPanel(map, map.strength, map.outside, "Learned integrand", "strength"));
        if (!map.norm.empty())
            figure.panels.push_back(
                kernelGridPanel(map, map.norm, map.outside, "Learned kernel K(t, s)", "norm"));
        for (PanelSpec& panel : figure.panels)
            panel.image->from = 0.0;
    }
    const int rows = (static_cast<int>(figure.panels.size()) + figure.columns - 1) / figure.columns;
    figure.widthMillimetres = figure.columns > 2 ? 183.0 : 120.0;
    // Square plots beside their colour bars.
    figure.heightMillimetres = 8.0 + rows * (figure.widthMillimetres / figure.columns - 4.0);
    figure.fontPoints = figure.columns > 2 ? 6.0 : 7.0;
    return figure;
}

Json kernelToJson(const KernelMap& map)
{
    Json json = {{"model", map.model},
                 {"form", map.form},
                 {"limits", map.limits},
                 {"split", map.split},
                 {"curves", map.curves}};
    if (!map.known)
        return json;
    const KernelComparison& known = *map.known;
    json["formula"] = known.formula;
    json["correlation"] = known.correlation;
    json["strength_correlation"] = known.strengthCorrelation;
    json["kernel_correlation"] = known.entryCorrelation;
    for (const KernelEntry& entry : known.entries)
        json["entries"][entry.name] = entry.correlation;
    json["factor"] = known.factor;
    json["error"] = known.error;
    json["scaled_error"] = known.scaledError;
    json["linear_share"] = known.linearShare;
    return json;
}

std::string kernelSummary(const KernelMap& map)
{
    if (!map.known)
        return fmt::format(
            "The true kernel of these data is not known. Strength: how much the learned integrand "
            "G(y(s), t, s) varies over {} curves of the {} set. K itself is unique only up to a "
            "matrix that F takes back.",
            map.curves, map.split);
    const KernelComparison& known = *map.known;
    return fmt::format(
        "{}. Integrands G(y(s), t, s) of {} curves of the {} set, without their mean over the "
        "curves: correlation {:.3f}, relative difference {:.3f}, scaled by the best factor {:.2f} "
        "{:.3f}. Effective learned kernel: G fitted as c + K F(y(s)) with the true F, for every t "
        "and s by itself; {:.1f} % of the variance is linear in F. Its correlation with the true "
        "kernel is {:.3f}, where F varies enough to tell. The data determine integrals along the "
        "curves, no more.",
        known.formula, map.curves, map.split, known.correlation, known.error, known.factor,
        known.scaledError, 100.0 * known.linearShare, known.entryCorrelation);
}

}  // namespace nie
