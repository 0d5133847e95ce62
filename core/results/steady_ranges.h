#pragma once

#include "core/results/figure_spec.h"

#include <vector>

namespace nie {

/// What the panels of several figures of the same build reach over together, so that neither axes
/// nor colours jump when the figures follow one another.
class SteadyRanges {
public:
    void include(const FigureSpec& figure);
    /// Sets the ends of colour bars and of axes without an image. A figure with other panels than
    /// those included stays as it is.
    void applyTo(FigureSpec& figure) const;

private:
    struct Extent {
        double from = std::numeric_limits<double>::infinity();
        double to = -std::numeric_limits<double>::infinity();

        void include(double value);
        bool isEmpty() const { return !(from <= to); }
    };
    struct AxisExtents {
        Extent data;
        Extent asked;  ///< ends that figures set themselves
    };
    struct PanelExtents {
        AxisExtents x;
        AxisExtents y;
        Extent colours;
    };

    static void includeAsked(AxisExtents& extents, const AxisSpec& axis);
    static void fix(AxisSpec& axis, const AxisExtents& extents);

    std::vector<PanelExtents> m_panels;
};

}  // namespace nie
