#include "widgets/figures/panel_painter.h"

#include "widgets/figures/figure_text.h"
#include "widgets/style/application_style.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kGap = 2 * kUnitsPerPoint;

AxisTicks ticksOf(const AxisSpec& axis, const AxisRange& range, double length, double perTick)
{
    if (axis.bare)
        return {};
    if (!axis.names.empty())
        return namedTicks(axis.names, range.from, range.to);
    const int wanted = std::max(2, static_cast<int>(length / perTick));
    if (axis.logarithmic)
        return logarithmicTicks(range.from, range.to, wanted);
    AxisTicks ticks = linearTicks(range.from, range.to, wanted);
    // One number alone says nothing of the scale.
    for (int more = wanted + 1; ticks.major.size() < 2 && length > perTick && more <= 4 * wanted;
         ++more)
        ticks = linearTicks(range.from, range.to, more);
    return ticks;
}

}  // namespace

QString exponentText(int exponent)
{
    return exponent < 0 ? QString(QChar(0x2212)) + QString::number(-exponent)
                        : QString::number(exponent);
}

PanelPainter::PanelPainter(const PanelSpec& panel, QSizeF cell, double fontPoints,
                           const FigureLook& look)
    : m_panel(panel),
      m_cell(cell),
      m_fontPoints(fontPoints),
      m_look(look),
      m_font(figureFont(fontPoints))
{
    assignDashes();
    const double em = QFontMetricsF(m_font).height();
    const QSizeF plot(std::max(10.0, cell.width() - 5 * em),
                      std::max(10.0, cell.height() - 4 * em));
    prepare(plot);
    const auto entries = legendEntries();
    m_legendInside =
        entries.empty() || legendSpot(QRectF(QPointF(0, 0), plot), legendSize(entries), nullptr);
}

void PanelPainter::prepare(QSizeF plot)
{
    m_ranges = panelRanges(m_panel);
    if (m_panel.equalAspect && !m_panel.image)
        m_ranges = withEqualAspect(m_ranges, plot.width(), plot.height());
    m_x = {m_ranges.x, m_panel.x.logarithmic, 0, plot.width()};
    m_y = {m_ranges.y, m_panel.y.logarithmic, plot.height(), 0};
    if (m_panel.x.reversed)
        std::swap(m_x.start, m_x.end);
    if (m_panel.y.reversed)
        std::swap(m_y.start, m_y.end);
    const double em = QFontMetricsF(m_font).height();
    m_xTicks = ticksOf(m_panel.x, m_ranges.x, plot.width(), 4.5 * em);
    if (m_panel.x.names.empty())
        thinXLabels();
    m_yTicks = ticksOf(m_panel.y, m_ranges.y, plot.height(), 2.5 * em);
    if (hasColourBar()) {
        m_values = valueRange(*m_panel.image);
        const AxisSpec bar{.label = {}, .logarithmic = m_panel.image->logarithmic};
        m_barTicks = ticksOf(bar, {m_values.from, m_values.to}, plot.height(), 2.5 * em);
    }
}

void PanelPainter::thinXLabels()
{
    std::vector<double> places;
    std::vector<double> widths;
    for (std::size_t i = 0; i < m_xTicks.major.size(); ++i) {
        places.push_back(m_x.toDrawing(m_xTicks.major[i]));
        widths.push_back(tickLabelWidth(m_xTicks, i));
    }
    thinLabels(m_xTicks, places, widths, QFontMetricsF(m_font).averageCharWidth());
}

double PanelPainter::lineWidth(double points) const
{
    return std::max(points, m_look.leastLinePoints) * kUnitsPerPoint;
}

double PanelPainter::tickLabelWidth(const AxisTicks& ticks, std::size_t index) const
{
    const QString label = QString::fromStdString(ticks.labels[index]);
    return ticks.powers ? powerOfTenWidth(m_font, label)
                        : QFontMetricsF(m_font).horizontalAdvance(label);
}

QMarginsF PanelPainter::margins() const
{
    const QFontMetricsF metrics(m_font);
    const double tick = m_look.tickPoints * kUnitsPerPoint;
    double yLabels = 0;
    for (std::size_t i = 0; i < m_yTicks.labels.size(); ++i)
        yLabels = std::max(yLabels, tickLabelWidth(m_yTicks, i));
    QMarginsF margins;
    margins.setLeft(tick + kGap + yLabels +
                    (m_panel.y.label.empty() ? 0 : metrics.height() + kGap));
    margins.setBottom(tick + kGap / 2 + metrics.height() +
                      (m_panel.x.label.empty() ? 0 : metrics.height() + kGap / 2));
    // The last label under the x axis is centred on its tick and may stand out by half its width.
    const double lastLabel =
        m_xTicks.labels.empty() ? 0 : tickLabelWidth(m_xTicks, m_xTicks.labels.size() - 1);
    margins.setRight(std::max({lastLabel / 2, kGap, colourBarWidth()}) + 0.5 * kUnitsPerPoint);
    double top = metrics.capHeight() / 2 + kUnitsPerPoint;
    if (!m_panel.title.empty())
        top += metrics.height() + kGap / 2;
    if (m_yTicks.exponent != 0 || m_barTicks.exponent != 0)
        top += metrics.height();
    if (!m_legendInside) {
        auto entries = legendEntries();
        top += legendRows(m_cell.width() - margins.left() - margins.right(), &entries) + kGap;
    }
    margins.setTop(top);
    return margins;
}

QRectF PanelPainter::imageArea(const QRectF& plot) const
{
    if (!m_panel.equalAspect || !m_panel.image)
        return plot;
    const PanelRanges ranges = panelRanges(m_panel);
    const QSizeF units(ranges.x.to - ranges.x.from, ranges.y.to - ranges.y.from);
    QRectF area(plot.topLeft(), units.scaled(plot.size(), Qt::KeepAspectRatio));
    area.moveCenter(plot.center());
    return area;
}

void PanelPainter::paint(QPainter& painter, const QRectF& available, bool legend, double top)
{
    m_top = top;
    const QRectF plot = imageArea(available);
    prepare(plot.size());
    painter.save();
    painter.translate(plot.topLeft());
    const QRectF area(QPointF(0, 0), plot.size());
    paintData(painter, area);
    paintAxes(painter, area);
    if (hasColourBar())
        paintColourBar(painter, area);
    if (legend)
        paintLegend(painter, area);
    painter.restore();
}

void PanelPainter::paintInside(QPainter& painter, const QRectF& available)
{
    const QRectF plot = imageArea(available);
    prepare(plot.size());
    m_dashes.clear();
    assignDashes();
    painter.save();
    painter.translate(plot.topLeft());
    const QRectF area(QPointF(0, 0), plot.size());
    paintData(painter, area);
    paintAxisLines(painter, area);
    painter.restore();
}

void PanelPainter::paintData(QPainter& painter, const QRectF& plot) const
{
    if (m_panel.image)
        paintImage(painter, plot);
    else
        paintBands(painter, plot);
    paintFills(painter, plot);
    paintSeries(painter);
    if (m_panel.image)
        paintBandsOverImage(painter, plot);
    paintArrows(painter, plot);
}

PanelPlace PanelPainter::placeIn(const QRectF& available)
{
    const QRectF plot = imageArea(available);
    prepare(plot.size());
    PanelPlace place{plot, m_x, m_y};
    for (double* end : {&place.x.start, &place.x.end})
        *end += plot.left();
    for (double* end : {&place.y.start, &place.y.end})
        *end += plot.top();
    return place;
}

void PanelPainter::assignDashes()
{
    std::map<int, int> used;
    for (const SeriesSpec& series : m_panel.series) {
        const std::pair key{static_cast<int>(series.style), series.colour};
        if (!series.faint && !m_dashes.contains(key))
            m_dashes[key] = used[key.first]++;
    }
}

QColor PanelPainter::colourOf(const SeriesSpec& series) const
{
    const QColor colour = series.exactColour.empty()
                              ? seriesColour(series.colour, m_look.dark)
                              : QColor(QString::fromStdString(series.exactColour));
    if (!series.faint)
        return colour;
    // Mixed with the background rather than transparent: the same in every format.
    const auto mix = [](int a, int b) { return a + static_cast<int>(0.65 * (b - a)); };
    return QColor(mix(colour.red(), m_look.background.red()),
                  mix(colour.green(), m_look.background.green()),
                  mix(colour.blue(), m_look.background.blue()));
}

QPen PanelPainter::penOf(const SeriesSpec& series) const
{
    QPen pen(colourOf(series));
    pen.setWidthF(lineWidth(series.widthPoints * (series.faint ? 0.6 : 1.0)));
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    if (series.faint)
        return pen;
    // Lengths in line widths. One list a style, so that colour is never the only difference.
    static const QList<qreal> kSolid[] = {{}, {14, 2}, {14, 2, 2, 2}, {14, 2, 2, 2, 2, 2}, {24, 4}};
    static const QList<qreal> kDashed[] = {
        {4, 2}, {4, 2, 1, 2}, {7, 3}, {4, 2, 1, 2, 1, 2}, {2.5, 1.5}};
    static const QList<qreal> kDotted[] = {{1, 2}, {1, 3.5}, {1, 1}, {1, 2, 1, 5}, {2, 5}};
    const auto found = m_dashes.find({static_cast<int>(series.style), series.colour});
    const int order = found == m_dashes.end() ? 0 : found->second % 5;
    const QList<qreal>& dashes = series.style == SeriesSpec::Style::Dashed   ? kDashed[order]
                                 : series.style == SeriesSpec::Style::Dotted ? kDotted[order]
                                                                             : kSolid[order];
    if (!dashes.isEmpty() && series.style != SeriesSpec::Style::Points)
        pen.setDashPattern(dashes);
    return pen;
}

void PanelPainter::paintMark(QPainter& painter, const SeriesSpec& series, QPointF at) const
{
    const double r = std::max(0.6, 1.3 * series.widthPoints) * kUnitsPerPoint;
    const auto found = m_dashes.find({static_cast<int>(series.style), series.colour});
    switch (found == m_dashes.end() ? 0 : found->second % 4) {
    case 1:
        painter.drawRect(QRectF(at.x() - 0.85 * r, at.y() - 0.85 * r, 1.7 * r, 1.7 * r));
        break;
    case 2:
        painter.drawPolygon(QPolygonF({at + QPointF(0, -1.2 * r), at + QPointF(1.1 * r, 0.8 * r),
                                       at + QPointF(-1.1 * r, 0.8 * r)}));
        break;
    case 3:
        painter.drawPolygon(QPolygonF({at + QPointF(0, -1.2 * r), at + QPointF(1.2 * r, 0),
                                       at + QPointF(0, 1.2 * r), at + QPointF(-1.2 * r, 0)}));
        break;
    default:
        painter.drawEllipse(at, r, r);
    }
}

void PanelPainter::paintSeries(QPainter& painter) const
{
    for (bool faint : {true, false})
        for (const SeriesSpec& series : m_panel.series) {
            if (series.faint != faint)
                continue;
            if (series.style == SeriesSpec::Style::Points) {
                painter.setPen(Qt::NoPen);
                painter.setBrush(colourOf(series));
                for (const QPointF& point : visiblePoints(series, m_x, m_y))
                    paintMark(painter, series, point);
                continue;
            }
            painter.setPen(penOf(series));
            painter.setBrush(Qt::NoBrush);
            for (const QPolygonF& line : visibleLines(series, m_x, m_y, 0.25 * kUnitsPerPoint))
                painter.drawPolyline(line);
        }
}

void PanelPainter::paintAxes(QPainter& painter, const QRectF& plot) const
{
    paintAxisLines(painter, plot);
    paintXTexts(painter, plot);
    paintYTexts(painter, plot);
    const QFontMetricsF metrics(m_font);
    double above = plot.top() - metrics.capHeight() / 2 - kUnitsPerPoint;
    if (m_yTicks.exponent != 0) {
        drawPowerOfTen(painter, m_font, QPointF(plot.left(), above),
                       Qt::AlignLeft | Qt::AlignBottom, exponentText(m_yTicks.exponent), "×");
        above -= metrics.height();
    }
    // Titles stand over their plot area; an outside legend lies between the two.
    if (!m_panel.title.empty()) {
        drawAnchoredText(painter, m_font, QPointF(plot.center().x(), plot.top() - m_top),
                         Qt::AlignHCenter | Qt::AlignTop, QString::fromStdString(m_panel.title));
    }
}

/// Frame and ticks; nothing where both axes are bare and hold no heat map.
void PanelPainter::paintAxisLines(QPainter& painter, const QRectF& plot) const
{
    painter.setPen(
        QPen(m_look.foreground, lineWidth(m_look.axisPoints), Qt::SolidLine, Qt::SquareCap));
    painter.setBrush(Qt::NoBrush);
    if (m_panel.image)
        painter.drawRect(plot);
    else if (!m_panel.x.bare || !m_panel.y.bare)
        painter.drawPolyline(QPolygonF({plot.topLeft(), plot.bottomLeft(), plot.bottomRight()}));
    const double tick = m_look.tickPoints * kUnitsPerPoint;
    const auto tickX = [&](double value, double length) {
        const double x = m_x.toDrawing(value);
        painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + length));
    };
    const auto tickY = [&](double value, double length) {
        const double y = m_y.toDrawing(value);
        painter.drawLine(QPointF(-length, y), QPointF(0, y));
    };
    for (double value : m_xTicks.minor)
        tickX(value, tick / 2);
    for (double value : m_xTicks.major)
        tickX(value, tick);
    for (double value : m_yTicks.minor)
        tickY(value, tick / 2);
    for (double value : m_yTicks.major)
        tickY(value, tick);
}

void PanelPainter::paintXTexts(QPainter& painter, const QRectF& plot) const
{
    const double below = plot.bottom() + m_look.tickPoints * kUnitsPerPoint + kGap / 2;
    const QFontMetricsF metrics(m_font);
    for (std::size_t i = 0; i < m_xTicks.major.size(); ++i) {
        const double x = m_x.toDrawing(m_xTicks.major[i]);
        const QString label = QString::fromStdString(m_xTicks.labels[i]);
        if (label.isEmpty())
            continue;
        if (m_xTicks.powers)
            drawPowerOfTen(painter, m_font, QPointF(x, below), Qt::AlignHCenter | Qt::AlignTop,
                           label);
        else
            drawAnchoredText(painter, m_font, QPointF(x, below), Qt::AlignHCenter | Qt::AlignTop,
                             label);
    }
    const double labelTop = below + metrics.height() + kGap / 2;
    drawAnchoredText(painter, m_font, QPointF(plot.center().x(), labelTop),
                     Qt::AlignHCenter | Qt::AlignTop, QString::fromStdString(m_panel.x.label));
    if (m_xTicks.exponent != 0)
        drawPowerOfTen(painter, m_font, QPointF(plot.right(), labelTop),
                       Qt::AlignRight | Qt::AlignTop, exponentText(m_xTicks.exponent), "×");
}

void PanelPainter::paintYTexts(QPainter& painter, const QRectF& plot) const
{
    const double tick = m_look.tickPoints * kUnitsPerPoint;
    double widest = 0;
    for (std::size_t i = 0; i < m_yTicks.major.size(); ++i) {
        const QString label = QString::fromStdString(m_yTicks.labels[i]);
        const QPointF end(-tick - kGap / 2, m_y.toDrawing(m_yTicks.major[i]));
        if (m_yTicks.powers)
            drawPowerOfTen(painter, m_font, end, Qt::AlignRight | Qt::AlignVCenter, label);
        else
            drawAnchoredText(painter, m_font, end, Qt::AlignRight | Qt::AlignVCenter, label);
        widest = std::max(widest, tickLabelWidth(m_yTicks, i));
    }
    if (m_panel.y.label.empty())
        return;
    painter.save();
    painter.translate(-tick - kGap - widest - kGap / 2, plot.center().y());
    painter.rotate(-90);
    drawAnchoredText(painter, m_font, QPointF(0, 0), Qt::AlignHCenter | Qt::AlignBottom,
                     QString::fromStdString(m_panel.y.label));
    painter.restore();
}

}  // namespace nie
