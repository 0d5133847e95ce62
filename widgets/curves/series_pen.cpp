#include "widgets/curves/series_pen.h"

#include "widgets/style/application_style.h"

namespace nie {

double affordableWidth(SeriesSpec::Style style, std::size_t points, double width)
{
    constexpr std::size_t kManyPoints = 500;
    return style == SeriesSpec::Style::Solid || points <= kManyPoints ? width : 1.0;
}

namespace {

QPen penOf(QColor line, SeriesSpec::Style style, const QPalette& palette, double width, bool faint)
{
    if (faint) {
        const QColor base = palette.color(QPalette::Base);
        line = QColor::fromRgbF(0.35F * line.redF() + 0.65F * base.redF(),
                                0.35F * line.greenF() + 0.65F * base.greenF(),
                                0.35F * line.blueF() + 0.65F * base.blueF());
    }
    QPen pen(line, width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::BevelJoin);
    if (!faint && style == SeriesSpec::Style::Dashed)
        pen.setDashPattern({5, 3});
    if (!faint && style == SeriesSpec::Style::Dotted)
        pen.setDashPattern({1.5, 2});
    return pen;
}

}  // namespace

QPen seriesPen(int colour, SeriesSpec::Style style, const QPalette& palette, double width,
               bool faint)
{
    return penOf(seriesColour(colour, isDark(palette)), style, palette, width, faint);
}

QColor lineColour(const CurveSeries& series, const QPalette& palette)
{
    return series.exactColour ? *series.exactColour : seriesColour(series.colour, isDark(palette));
}

QPen seriesPen(const CurveSeries& series, const QPalette& palette, double width, bool faint)
{
    return penOf(lineColour(series, palette), series.style, palette, width, faint);
}

}  // namespace nie
