#pragma once

#include "core/results/figure_spec.h"

#include <Eigen/Dense>

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// A region that another one attends to: what it says goes from `from` to `to`.
struct RegionEdge {
    Eigen::Index from = 0;
    Eigen::Index to = 0;
    double weight = 0.0;
};

/// Attention between regions as a directed graph, beside their functional connectivity.
struct RegionGraph {
    std::vector<std::string> regions;
    Eigen::MatrixXd attention;     ///< [region that attends, region attended to]
    Eigen::MatrixXd connectivity;  ///< [region, region], symmetric
    /// Pearson's r of both over all ordered pairs of different regions; NaN where one does not
    /// vary.
    double correlation = 0.0;
    std::vector<RegionEdge> edges;  ///< the strongest ones, by falling absolute weight

    /// Keeps so many percent of the pairs of different regions as edges, at least one. Throws
    /// InputError for sizes that do not fit and percents outside 0 to 100.
    static RegionGraph of(std::vector<std::string> regions, Eigen::MatrixXd attention,
                          Eigen::MatrixXd connectivity, double percent);
};

/// The graph on a circle (similar regions side by side), the matrix of attention and that of the
/// connectivity, and both against each other. `chosen`: a region whose edges alone are drawn;
/// negative: all.
FigureSpec regionGraphFigure(const RegionGraph& graph, Eigen::Index chosen = -1);
/// The region nearest to a place of the circle; negative: none is near.
Eigen::Index regionOnCircle(const RegionGraph& graph, double x, double y);

}  // namespace nie
