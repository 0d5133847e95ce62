#include "widgets/curves/series_pen.h"

#include "widgets/style/application_style.h"

#include <QList>

#include <array>

namespace nie {

namespace {

constexpr int kPatterns = 4;
using Dashes = std::array<QList<qreal>, kPatterns>;

/// How often the colours have come round before this one.
int patternOf(int colour)
{
    return colour < 0 ? 0 : colour / kSeriesColours % kPatterns;
}

/// Lengths in line widths; empty: unbroken. Solid ones are broken in long parts.
QList<qreal> dashesOf(SeriesSpec::Style style, int pattern)
{
    static const Dashes kSolid{{{}, {7, 2}, {7, 2, 1.5, 2}, {7, 2, 1.5, 2, 1.5, 2}}};
    static const Dashes kDashed{{{5, 3}, {3, 2}, {3, 2, 1, 2}, {3, 2, 1, 2, 1, 2}}};
    static const Dashes kDotted{{{1.5, 2}, {1, 3}, {1, 1}, {1, 2, 1, 4}}};
    const auto at = static_cast<std::size_t>(pattern);
    if (style == SeriesSpec::Style::Dashed)
        return kDashed[at];
    return style == SeriesSpec::Style::Dotted ? kDotted[at] : kSolid[at];
}

QPen penOf(QColor line, const QList<qreal>& dashes, const QPalette& palette, double width,
           bool faint)
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
    if (!faint && !dashes.isEmpty())
        pen.setDashPattern(dashes);
    return pen;
}

}  // namespace

double affordableWidth(SeriesSpec::Style style, std::size_t points, double width)
{
    constexpr std::size_t kManyPoints = 500;
    return style == SeriesSpec::Style::Solid || points <= kManyPoints ? width : 1.0;
}

double affordableWidth(const CurveSeries& series, std::size_t points, double width)
{
    const bool broken = !series.exactColour && patternOf(series.colour) > 0;
    return affordableWidth(broken ? SeriesSpec::Style::Dashed : series.style, points, width);
}

QPen seriesPen(int colour, SeriesSpec::Style style, const QPalette& palette, double width,
               bool faint)
{
    return penOf(seriesColour(colour, isDark(palette)), dashesOf(style, patternOf(colour)), palette,
                 width, faint);
}

QColor lineColour(const CurveSeries& series, const QPalette& palette)
{
    return series.exactColour ? *series.exactColour : seriesColour(series.colour, isDark(palette));
}

QPen seriesPen(const CurveSeries& series, const QPalette& palette, double width, bool faint)
{
    const int pattern = series.exactColour ? 0 : patternOf(series.colour);
    return penOf(lineColour(series, palette), dashesOf(series.style, pattern), palette, width,
                 faint);
}

}  // namespace nie
