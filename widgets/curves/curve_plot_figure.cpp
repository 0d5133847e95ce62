// What a CurvePlot shows, as a figure.
#include "widgets/curves/curve_plot_private.h"

namespace nie {

void CurvePlot::Private::addLines(PanelSpec& panel, const Entry& each) const
{
    SeriesSpec line{
        fullLabel(each.series).toStdString(), {}, {}, each.series.colour, each.series.style};
    if (each.series.exactColour)
        line.exactColour = each.series.exactColour->name().toStdString();
    for (std::size_t i = 0; i < each.data.points().size(); ++i) {
        line.x.push_back(each.data.x(i, x));
        line.y.push_back(each.data.points()[i].value);
    }
    if (each.data.hasRange()) {
        SeriesSpec shade = line;
        shade.label.clear();
        shade.faint = true;
        shade.y = each.data.upper();
        shade.fill = each.data.lower();
        panel.series.push_back(std::move(shade));
    }
    if (smoothing > 0 && each.series.smoothed) {
        SeriesSpec raw = line;
        raw.label.clear();
        raw.faint = true;
        if (!each.data.hasRange() || each.data.hasBand())
            panel.series.push_back(std::move(raw));
        line.y = each.data.smoothed();
    }
    panel.series.push_back(std::move(line));
}

PanelSpec CurvePlot::Private::panel(CurveSide side) const
{
    const auto spec = [](const QCPAxis& each, const QString& label) {
        return AxisSpec{label.toStdString(), each.scaleType() == QCPAxis::stLogarithmic,
                        each.range().lower, each.range().upper};
    };
    PanelSpec panel;
    panel.x =
        spec(*plot->xAxis, axisTitle(x).replace(QStringLiteral("(min:s)"), QStringLiteral("(s)")));
    panel.y = spec(*axis(side), axis(side)->label());
    for (const auto& each : entries)
        if (each->series.visible && each->series.side == side)
            addLines(panel, *each);
    for (const Marker& each : markers)
        panel.bands.push_back(
            {each.marker.text.toStdString(), markerX(each.marker), markerX(each.marker)});
    return panel;
}

FigureSpec CurvePlot::Private::figure() const
{
    FigureSpec figure;
    figure.panels.push_back(panel(CurveSide::Left));
    if (plot->yAxis2->visible()) {
        figure.panels.push_back(panel(CurveSide::Right));
        figure.heightMillimetres *= 2;
    }
    return figure;
}

}  // namespace nie
