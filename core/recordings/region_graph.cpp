#include "core/recordings/region_graph.h"

#include "core/base/error.h"
#include "core/recordings/recording_connectivity.h"
#include "core/recordings/recording_figure_parts.h"
#include "core/signals/connectivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace nie {

namespace {

void requireSquare(const Eigen::MatrixXd& matrix, std::size_t regions, const char* name)
{
    const auto count = static_cast<Eigen::Index>(regions);
    if (matrix.rows() != count || matrix.cols() != count || count < 2)
        throw InputError("region graph", std::string(name) + " has another size",
                         fmt::format("{} x {}", matrix.rows(), matrix.cols()),
                         fmt::format("{} x {}, at least 2", count, count));
}

/// All entries but those of the diagonal, row by row.
Eigen::VectorXd offDiagonal(const Eigen::MatrixXd& matrix)
{
    Eigen::VectorXd result(matrix.rows() * (matrix.rows() - 1));
    Eigen::Index next = 0;
    for (Eigen::Index row = 0; row < matrix.rows(); ++row)
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            if (row != column)
                result[next++] = matrix(row, column);
    return result;
}

struct CirclePlaces {
    std::vector<double> x;  ///< of each region
    std::vector<double> y;

    explicit CirclePlaces(const RegionGraph& graph)
        : x(graph.regions.size()),
          y(graph.regions.size())
    {
        const auto order = orderBySimilarity(graph.connectivity);
        for (std::size_t k = 0; k < order.size(); ++k) {
            // From the top, clockwise.
            const double angle = 2.0 * std::numbers::pi * double(k) / double(order.size());
            x[static_cast<std::size_t>(order[k])] = std::sin(angle);
            y[static_cast<std::size_t>(order[k])] = std::cos(angle);
        }
    }
};

PanelSpec circlePanel(const RegionGraph& graph, Eigen::Index chosen)
{
    const CirclePlaces places(graph);
    PanelSpec panel;
    panel.equalAspect = true;
    for (AxisSpec* axis : {&panel.x, &panel.y}) {
        axis->bare = true;
        axis->from = -1.15;
        axis->to = 1.15;
    }
    SeriesSpec nodes;
    nodes.style = SeriesSpec::Style::Points;
    nodes.widthPoints = 3.0;
    nodes.x = places.x;
    nodes.y = places.y;
    panel.series.push_back(std::move(nodes));
    std::size_t drawn = 0;
    // An arrow ends before the point, so that its head is seen.
    constexpr double kShare = 0.94;
    for (const RegionEdge& edge : graph.edges) {
        if (chosen >= 0 && edge.from != chosen && edge.to != chosen)
            continue;
        const auto from = static_cast<std::size_t>(edge.from);
        const auto to = static_cast<std::size_t>(edge.to);
        panel.arrows.push_back({places.x[from], places.y[from],
                                kShare * (places.x[to] - places.x[from]),
                                kShare * (places.y[to] - places.y[from])});
        ++drawn;
    }
    panel.title = fmt::format("{} of {} edges, from the region attended to", drawn,
                              graph.regions.size() * (graph.regions.size() - 1));
    if (chosen >= 0) {
        SeriesSpec mark;
        mark.style = SeriesSpec::Style::Points;
        mark.widthPoints = 6.0;
        mark.colour = 1;
        mark.label = graph.regions[static_cast<std::size_t>(chosen)];
        mark.x = {places.x[static_cast<std::size_t>(chosen)]};
        mark.y = {places.y[static_cast<std::size_t>(chosen)]};
        panel.series.push_back(std::move(mark));
    }
    return panel;
}

PanelSpec squarePanel(const RegionGraph& graph, const Eigen::MatrixXd& matrix,
                      const std::string& title, const std::string& label, bool isSigned)
{
    PanelSpec panel;
    panel.title = title;
    panel.equalAspect = true;
    panel.y.reversed = true;
    panel.x.label = "region";
    if (graph.regions.size() <= kMostNamedRegions)
        for (const std::string& region : graph.regions)
            panel.y.names.push_back(shortRegionName(region));
    else
        panel.y.label = "region";
    ImageSpec image;
    image.label = label;
    image.rows = image.columns = graph.regions.size();
    image.symmetric = isSigned;
    if (isSigned)
        image.colourMap = "blue_red";
    for (Eigen::Index row = 0; row < matrix.rows(); ++row)
        for (Eigen::Index column = 0; column < matrix.cols(); ++column)
            image.values.push_back(matrix(row, column));
    panel.image = std::move(image);
    return panel;
}

/// Every ordered pair of different regions a point.
PanelSpec pairsPanel(const RegionGraph& graph)
{
    PanelSpec panel;
    panel.title = fmt::format("Every pair of regions; r of both {:.3f}", graph.correlation);
    panel.x.label = "connectivity (r)";
    panel.y.label = "attention (weight)";
    SeriesSpec points;
    points.style = SeriesSpec::Style::Points;
    points.widthPoints = 1.5;
    const Eigen::VectorXd x = offDiagonal(graph.connectivity);
    const Eigen::VectorXd y = offDiagonal(graph.attention);
    points.x.assign(x.begin(), x.end());
    points.y.assign(y.begin(), y.end());
    panel.series.push_back(std::move(points));
    return panel;
}

}  // namespace

RegionGraph RegionGraph::of(std::vector<std::string> regions, Eigen::MatrixXd attention,
                            Eigen::MatrixXd connectivity, double percent)
{
    requireSquare(attention, regions.size(), "the attention");
    requireSquare(connectivity, regions.size(), "the connectivity");
    if (!(percent > 0 && percent <= 100))
        throw InputError("region graph", "percent", fmt::format("{}", percent),
                         "above 0, up to 100");
    RegionGraph graph;
    graph.regions = std::move(regions);
    graph.attention = std::move(attention);
    graph.connectivity = std::move(connectivity);
    graph.correlation =
        pearsonCorrelation(offDiagonal(graph.attention), offDiagonal(graph.connectivity));
    for (Eigen::Index to = 0; to < graph.attention.rows(); ++to)
        for (Eigen::Index from = 0; from < graph.attention.cols(); ++from)
            if (from != to)
                graph.edges.push_back({from, to, graph.attention(to, from)});
    const auto kept =
        std::max<std::size_t>(1, static_cast<std::size_t>(std::llround(
                                     percent / 100.0 * static_cast<double>(graph.edges.size()))));
    std::stable_sort(graph.edges.begin(), graph.edges.end(),
                     [](const RegionEdge& a, const RegionEdge& b) {
                         return std::abs(a.weight) > std::abs(b.weight);
                     });
    graph.edges.resize(std::min(kept, graph.edges.size()));
    return graph;
}

FigureSpec regionGraphFigure(const RegionGraph& graph, Eigen::Index chosen)
{
    FigureSpec figure;
    figure.title = "Attention between regions";
    figure.columns = 2;
    figure.heightMillimetres = 150.0;
    figure.panels.push_back(circlePanel(graph, chosen));
    figure.panels.push_back(squarePanel(graph, graph.attention, "Attention: row attends to column",
                                        "weight", graph.attention.minCoeff() < 0));
    figure.panels.push_back(
        squarePanel(graph, graph.connectivity, "Functional connectivity", "r", true));
    figure.panels.back().image->from = -1.0;
    figure.panels.back().image->to = 1.0;
    figure.panels.push_back(pairsPanel(graph));
    figure.provenance.emplace_back("correlation of attention and connectivity",
                                   fmt::format("{:.6g}", graph.correlation));
    return figure;
}

Eigen::Index regionOnCircle(const RegionGraph& graph, double x, double y)
{
    const CirclePlaces places(graph);
    constexpr double kReach = 0.1;
    Eigen::Index nearest = -1;
    double least = kReach;
    for (std::size_t k = 0; k < graph.regions.size(); ++k)
        if (const double distance = std::hypot(places.x[k] - x, places.y[k] - y);
            distance < least) {
            least = distance;
            nearest = static_cast<Eigen::Index>(k);
        }
    return nearest;
}

}  // namespace nie
