#include "core/results/attention/figure_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr int kTokenColour = 5;  ///< stands out on both colour maps
constexpr double kPanelMillimetres = 78.0;

constexpr double kColourQuantile = 0.995;

}  // namespace

std::string mergingText(const AttentionMap& map)
{
    std::string text =
        fmt::format("{0} of {1} × {1} tokens",
                    map.merging == AttentionMerging::Mean ? "mean" : "greatest", map.merged);
    if (map.rowsEach > 0)
        text += fmt::format(" ({} of {} rows)", map.rowsEach, map.merged);
    return text;
}

std::string attentionTitle(const AttentionOrigin& origin)
{
    const bool solution = origin.iteration == origin.iterations;
    return fmt::format(
        "{} attention, {} sample {}, {}", origin.kind, origin.split, origin.sample,
        solution ? std::string("at the solution")
                 : fmt::format("at iterate {} of {}", origin.iteration, origin.iterations));
}

std::string headTitle(const AttentionMap& map)
{
    return fmt::format("layer {}, head {}", map.layer, map.head);
}

std::string attentionValueLabel(const AttentionOrigin& origin, const AttentionMap& map)
{
    std::string label = origin.distributions ? "weight" : "kernel";
    if (map.merged > 1)
        label += ", " + mergingText(map);
    if (map.part != AttentionPart::Tokens)
        label += map.part == AttentionPart::Times ? " between times" : " between cells";
    return label;
}

void colourAttention(ImageSpec& image, const AttentionOrigin& origin)
{
    image.symmetric = !origin.distributions;
    image.colourMap = image.symmetric ? "blue_red" : "viridis";
    if (origin.distributions)
        image.from = 0.0;
}

FigureSpec emptyAttentionFigure(const AttentionOrigin& origin, std::size_t columns,
                                std::size_t rows,
                                std::vector<std::pair<std::string, std::string>> provenance)
{
    FigureSpec figure;
    figure.title = attentionTitle(origin);
    figure.columns = static_cast<int>(columns);
    figure.evenPlots = true;
    figure.widthMillimetres =
        std::clamp(kPanelMillimetres * static_cast<double>(columns), 90.0, 183.0);
    const double across = figure.widthMillimetres / static_cast<double>(columns);
    figure.heightMillimetres = 10.0 + static_cast<double>(rows) * std::min(0.85 * across, 75.0);
    figure.provenance = std::move(provenance);
    return figure;
}

AttentionColourEnd attentionColourEnd(const AttentionMap& map)
{
    std::vector<double> sizes;
    for (std::size_t i = 0; i < map.values.size(); ++i)
        if (map.outside.empty() || !map.outside[i])
            sizes.push_back(std::abs(map.values[i]));
    if (sizes.empty())
        return {};
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(
                                        kColourQuantile * static_cast<double>(sizes.size() - 1));
    std::nth_element(sizes.begin(), at, sizes.end());
    const double quantile = *at;
    const double greatest = *std::max_element(at, sizes.end());
    if (greatest > 2.0 * quantile && quantile > 0.0)
        return {quantile, true};
    return {greatest > 0.0 ? greatest : 1.0, false};
}

SeriesSpec tokenMark(double x, double y)
{
    SeriesSpec mark;
    mark.x = {x};
    mark.y = {y};
    mark.style = SeriesSpec::Style::Points;
    mark.colour = kTokenColour;
    mark.widthPoints = 3.0;
    return mark;
}

}  // namespace nie
