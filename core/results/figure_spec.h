#pragma once

#include "core/results/image_spec.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nie {

/// A line or a cloud of points of a panel.
struct SeriesSpec {
    enum class Style { Solid, Dashed, Dotted, Points };
    std::string label;  ///< empty: not in the legend
    std::vector<double> x;
    std::vector<double> y;  ///< as long as x; NaN interrupts the line
    int colour = 0;         ///< index into the colour-blind-safe order (Wong 2011)
    Style style = Style::Solid;
    double widthPoints = 1.0;
    bool faint = false;  ///< raw data behind a smoothed line
    /// As long as y: what lies between is shaded, such as a band about a mean or the bars of a
    /// histogram; empty: nothing.
    std::vector<double> fill = {};
    std::string exactColour = {};  ///< "#rrggbb" in place of `colour`; empty: that
};

/// A vertical band over x, such as the points given to the model; from == to: a thin line.
struct BandSpec {
    std::string label;
    double from = 0.0;
    double to = 0.0;
};

/// An arrow from (x, y) to (x + dx, y + dy), in the units of the axes.
struct ArrowSpec {
    double x = 0.0;
    double y = 0.0;
    double dx = 0.0;
    double dy = 0.0;
};

struct AxisSpec {
    std::string label;  ///< with its unit in parentheses
    bool logarithmic = false;
    double from = std::numeric_limits<double>::quiet_NaN();  ///< NaN: as the data need
    double to = std::numeric_limits<double>::quiet_NaN();
    bool reversed = false;  ///< larger values to the left, or below: matrices with row 0 on top
    std::vector<std::string> names = {};  ///< written at 0, 1, 2, ... in place of numbers
    bool bare = false;  ///< no ticks and no numbers
};

/// Axes with a heat map, lines, points and arrows over it, and bands behind the lines; over a heat
/// map a band is a strip along its upper edge.
struct PanelSpec {
    std::string title;
    AxisSpec x;
    AxisSpec y;
    std::vector<SeriesSpec> series;
    std::vector<BandSpec> bands;
    std::optional<ImageSpec> image;  ///< behind the series, with its colour bar beside the plot
    bool equalAspect = false;  ///< phase planes, maps of space: one unit is as long on x as on y
    std::vector<ArrowSpec> arrows = {};  ///< those that begin inside the axes
    double arrowLength = 1.0;  ///< in the units of the axes, of an arrow that stands for 1
    std::string arrowLabel = {};         ///< in the legend; empty: not there
};

/// A drawing in space that stands in place of a figure's panels; who draws figures knows how to
/// paint it (widgets/figures/painted_scene.h).
class FigureScene {
public:
    virtual ~FigureScene() = default;
};

/// What a figure shows, as data: the screen and the file draw the same one.
struct FigureSpec {
    std::string title;
    double widthMillimetres = 183.0;
    double heightMillimetres = 80.0;
    int columns = 1;  ///< panels fill rows of so many
    /// Plot areas are equally wide, in place of plot areas with their labels and colour bars.
    bool evenPlots = false;
    double fontPoints = 7.0;
    std::vector<PanelSpec> panels;
    std::vector<std::pair<std::string, std::string>> provenance;  ///< run, seed, version, ...

    double leastLinePoints = 0.0;  ///< thinner lines are drawn so thick
    std::string letter = {};       ///< bold in the upper left corner: "a" of a sheet
    /// Of a sheet: whole figures in place of panels, in rows of `columns`, each scaled into its cell
    /// (core/results/figure_sheet.h); letters and lines are the sheet's.
    std::vector<FigureSpec> parts = {};
    /// Drawn in place of the panels, which then hold its numbers alone.
    std::shared_ptr<const FigureScene> scene = {};
    /// The words of a shell line that draws the same figure, without size and file; empty: there is
    /// none. Not written into files.
    std::vector<std::string> command = {};

    bool isEmpty() const { return panels.empty() && parts.empty(); }
};

}  // namespace nie
