#include "app/panels/shown_figure.h"

#include "widgets/curves/curve_plot.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/curves/trajectory_view.h"
#include "widgets/figures/figure_view.h"
#include "widgets/figures/parallel_coordinates.h"
#include "widgets/scene/phase_space_view.h"
#include "widgets/scene/surface_view.h"

namespace nie {

namespace {

template <class... Views>
struct ViewKinds {
    static bool contain(const QWidget& widget)
    {
        return (qobject_cast<const Views*>(&widget) || ...);
    }
    static FigureSpec figureOf(const QWidget& widget)
    {
        FigureSpec figure;
        const auto take = [&figure](const auto* view) {
            if (view)
                figure = view->figure();
            return view != nullptr;
        };
        static_cast<void>((take(qobject_cast<const Views*>(&widget)) || ...));
        return figure;
    }
};

using DrawnViews = ViewKinds<FigureView, CurvePlot, TrajectoryView, ResidualPlot,
                             ParallelCoordinates, SurfaceView, PhaseSpaceView>;

bool isView(const QWidget& widget)
{
    // Who owns bars of samples knows their figure.
    return DrawnViews::contain(widget) || qobject_cast<const SampleBars*>(&widget) != nullptr;
}

}  // namespace

QWidget* viewAround(QWidget* part)
{
    for (QWidget* widget = part; widget; widget = widget->parentWidget()) {
        if (isView(*widget))
            return widget;
        if (widget->isWindow())
            break;
    }
    return nullptr;
}

FigureSpec shownFigure(const QWidget& view)
{
    return DrawnViews::figureOf(view);
}

}  // namespace nie
