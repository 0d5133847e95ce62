// The legend of a panel: inside a corner that holds no data, else in rows above the plot area.
#include "widgets/figures/figure_text.h"
#include "widgets/figures/panel_painter.h"

#include <QPainter>

#include <algorithm>

namespace nie {

namespace {

constexpr double kSampleWidth = 16 * kUnitsPerPoint;  ///< of the line before a label
constexpr double kSampleGap = 3 * kUnitsPerPoint;
constexpr double kPadding = 2 * kUnitsPerPoint;

/// How many points, and ends of pieces of at most `reach`, of a line lie in the box.
bool touches(const QPolygonF& line, const QRectF& box)
{
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (box.contains(line[i]))
            return true;
        if (i == 0)
            continue;
        const QPointF d = line[i] - line[i - 1];
        const int pieces =
            static_cast<int>(std::max(std::abs(d.x()), std::abs(d.y())) / (4 * kUnitsPerPoint));
        for (int k = 1; k < pieces; ++k)
            if (box.contains(line[i - 1] + d * (double(k) / pieces)))
                return true;
    }
    return false;
}

}  // namespace

std::vector<PanelPainter::LegendEntry> PanelPainter::legendEntries() const
{
    std::vector<LegendEntry> entries;
    for (const SeriesSpec& series : m_panel.series)
        if (!series.label.empty())
            entries.push_back({&series, QString::fromStdString(series.label), {}});
    for (const BandSpec& band : m_panel.bands)
        if (!band.label.empty() && band.from != band.to)
            entries.push_back({nullptr, QString::fromStdString(band.label), {}});
    if (!m_panel.arrows.empty() && !m_panel.arrowLabel.empty())
        entries.push_back({nullptr, QString::fromStdString(m_panel.arrowLabel), {}, true});
    // One series alone with a title on its axis needs no legend.
    if (entries.size() == 1 && entries[0].series && m_panel.bands.empty() &&
        m_panel.series.size() == 1)
        entries.clear();
    return entries;
}

std::string PanelPainter::legendKey() const
{
    std::string key;
    for (const LegendEntry& entry : legendEntries())
        key += entry.label.toStdString() +
               (entry.series ? std::to_string(entry.series->colour) : "band") +
               (entry.series ? std::to_string(static_cast<int>(entry.series->style)) : "") + "\n";
    return key;
}

QSizeF PanelPainter::legendSize(const std::vector<LegendEntry>& entries) const
{
    const QFontMetricsF metrics(m_font);
    double width = 0;
    for (const LegendEntry& entry : entries)
        width = std::max(width, metrics.horizontalAdvance(entry.label));
    return {kSampleWidth + kSampleGap + width + 2 * kPadding,
            metrics.height() * static_cast<double>(entries.size()) + 2 * kPadding};
}

bool PanelPainter::legendSpot(const QRectF& plot, QSizeF size, QPointF* corner) const
{
    if (m_panel.image || size.width() > 0.7 * plot.width() || size.height() > 0.7 * plot.height())
        return false;
    const QPointF corners[] = {{plot.right() - size.width(), plot.top()},
                               plot.topLeft(),
                               {plot.right() - size.width(), plot.bottom() - size.height()},
                               {plot.left(), plot.bottom() - size.height()}};
    for (QPointF at : corners) {
        const QRectF box(at, size);
        const bool taken = std::any_of(
            m_panel.series.begin(), m_panel.series.end(), [&](const SeriesSpec& series) {
                if (series.style == SeriesSpec::Style::Points)
                    return touches(visiblePoints(series, m_x, m_y), box);
                const auto lines = visibleLines(series, m_x, m_y, kUnitsPerPoint);
                return std::any_of(lines.begin(), lines.end(),
                                   [&](const QPolygonF& line) { return touches(line, box); });
            });
        if (!taken) {
            if (corner)
                *corner = at;
            return true;
        }
    }
    return false;
}

double PanelPainter::legendRows(double width, std::vector<LegendEntry>* entries) const
{
    const QFontMetricsF metrics(m_font);
    double x = 0, y = 0;
    for (LegendEntry& entry : *entries) {
        const double needed = kSampleWidth + kSampleGap + metrics.horizontalAdvance(entry.label);
        if (x > 0 && x + needed > width) {
            x = 0;
            y += metrics.height();
        }
        entry.box = QRectF(x, y, needed, metrics.height());
        x += needed + 3 * kSampleGap;
    }
    return entries->empty() ? 0 : y + metrics.height();
}

void PanelPainter::paintLegend(QPainter& painter, const QRectF& plot) const
{
    auto entries = legendEntries();
    if (entries.empty())
        return;
    const QFontMetricsF metrics(m_font);
    QPointF corner;
    if (m_legendInside && legendSpot(plot, legendSize(entries), &corner)) {
        QPointF at = corner + QPointF(kPadding, kPadding);
        for (LegendEntry& entry : entries) {
            entry.box =
                QRectF(at, QSizeF(legendSize(entries).width() - 2 * kPadding, metrics.height()));
            at.ry() += metrics.height();
        }
    } else {
        const double height = legendRows(plot.width(), &entries);
        const double exponent = m_yTicks.exponent != 0 ? metrics.height() : 0;
        for (LegendEntry& entry : entries)
            entry.box.translate(0, plot.top() - height - exponent - metrics.capHeight() / 2 -
                                       kUnitsPerPoint);
    }
    for (const LegendEntry& entry : entries)
        paintEntry(painter, entry);
}

void PanelPainter::paintEntry(QPainter& painter, const LegendEntry& entry) const
{
    const double middle = entry.box.center().y();
    const QPointF left(entry.box.left(), middle), right(entry.box.left() + kSampleWidth, middle);
    if (entry.arrows) {
        paintArrow(painter, left, right);
    } else if (!entry.series) {
        const double half = 0.3 * entry.box.height();
        // With an outline: it may lie on the band itself.
        painter.setPen(QPen(m_look.foreground, lineWidth(m_look.axisPoints / 2)));
        painter.setBrush(m_look.band);
        painter.drawRect(QRectF(left.x(), middle - half, kSampleWidth, 2 * half));
    } else if (entry.series->style == SeriesSpec::Style::Points) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colourOf(*entry.series));
        paintMark(painter, *entry.series, (left + right) / 2);
    } else {
        // Long dashes are shown from near their end, so that the gaps after them are seen.
        constexpr double kFirstDash = 5;
        QPen pen = penOf(*entry.series);
        if (pen.style() == Qt::CustomDashLine)
            pen.setDashOffset(std::max(0.0, pen.dashPattern().first() - kFirstDash));
        painter.setPen(pen);
        painter.drawLine(left, right);
    }
    painter.setPen(m_look.foreground);
    drawAnchoredText(painter, m_font, right + QPointF(kSampleGap, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, entry.label);
}

}  // namespace nie
