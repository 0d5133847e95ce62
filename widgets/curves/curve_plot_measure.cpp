// Cursors A and B of a CurvePlot, and what lies between them.
#include "widgets/curves/curve_plot_private.h"
#include "widgets/curves/curve_table.h"
#include "widgets/style/application_style.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace nie {

void CurvePlot::setCursorA(std::optional<double> x)
{
    m_d->setCursor(m_d->cursorA, x);
}

void CurvePlot::setCursorB(std::optional<double> x)
{
    m_d->setCursor(m_d->cursorB, x);
}

std::optional<double> CurvePlot::cursorA() const
{
    return m_d->cursorA.x;
}

std::optional<double> CurvePlot::cursorB() const
{
    return m_d->cursorB.x;
}

void CurvePlot::setTableShown(bool shown)
{
    if (isTableShown() == shown)
        return;
    m_d->table->setVisible(shown);
    Q_EMIT tableShownChanged(shown);
}

bool CurvePlot::isTableShown() const
{
    return !m_d->table->isHidden();
}

std::vector<CurvePlot::ComparisonRow> CurvePlot::comparison() const
{
    std::vector<ComparisonRow> rows;
    if (!m_d->cursorA.x || !m_d->cursorB.x)
        return rows;
    for (const auto& entry : m_d->entries) {
        if (!entry->series.visible || entry->data.points().empty())
            continue;
        ComparisonRow row{.id = entry->series.id, .label = entry->series.label};
        row.run = entry->series.run;
        std::tie(row.xA, row.yA) = m_d->drawnPoint(*entry, m_d->nearest(*entry, *m_d->cursorA.x));
        std::tie(row.xB, row.yB) = m_d->drawnPoint(*entry, m_d->nearest(*entry, *m_d->cursorB.x));
        row.difference = row.yB - row.yA;
        row.ratio = row.yB / row.yA;
        row.logSlope = m_d->logSlope(*entry, std::min(row.xA, row.xB), std::max(row.xA, row.xB));
        rows.push_back(row);
    }
    return rows;
}

std::pair<double, double> CurvePlot::Private::drawnPoint(const Entry& each, std::size_t index) const
{
    // Equal to the raw values where the curve is not smoothed.
    return {each.data.x(index, x), each.data.smoothed()[index]};
}

double CurvePlot::Private::logSlope(const Entry& each, double from, double to) const
{
    double count = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0;
    // The first point is the origin: sums of large logarithms would lose their digits.
    double originX = std::numeric_limits<double>::quiet_NaN(), originY = 0;
    for (std::size_t i = nearest(each, from); i < each.data.points().size(); ++i) {
        const auto [at, value] = drawnPoint(each, i);
        if (at > to)
            break;
        if (!(at > 0 && value > 0) || !std::isfinite(value))
            continue;
        if (std::isnan(originX)) {
            originX = std::log(at);
            originY = std::log(value);
        }
        const double u = std::log(at) - originX, v = std::log(value) - originY;
        count += 1;
        sumX += u;
        sumY += v;
        sumXX += u * u;
        sumXY += u * v;
    }
    const double spread = count * sumXX - sumX * sumX;
    return count >= 2 && spread > 0 ? (count * sumXY - sumX * sumY) / spread
                                    : std::numeric_limits<double>::quiet_NaN();
}

void CurvePlot::Private::buildCursors()
{
    for (const auto& [cursor, name] : {std::pair(&cursorA, "A"), std::pair(&cursorB, "B")}) {
        cursor->line = new QCPItemStraightLine(plot);
        cursor->line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
        cursor->line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
        cursor->name = new QCPItemText(plot);
        cursor->name->setText(name);
        cursor->name->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        cursor->name->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
        cursor->name->setPadding(QMargins(3, 1, 3, 1));
        cursor->line->setVisible(false);
        cursor->name->setVisible(false);
    }
}

void CurvePlot::Private::setCursor(Cursor& cursor, std::optional<double> at)
{
    if (cursor.x == at)
        return;
    cursor.x = at;
    cursor.line->setVisible(at.has_value());
    cursor.name->setVisible(at.has_value());
    if (at) {
        cursor.line->point1->setCoords(*at, 0);
        cursor.line->point2->setCoords(*at, 1);
        cursor.name->position->setCoords(*at, 0);
        // With one cursor there is nothing to compare yet, but its values.
        q->setTableShown(true);
    }
    schedule();
    Q_EMIT q->cursorsChanged();
}

void CurvePlot::Private::setNextCursor(double at)
{
    if (!cursorA.x)
        setCursor(cursorA, at);
    else if (!cursorB.x)
        setCursor(cursorB, at);
    else
        setCursor(std::abs(*cursorA.x - at) <= std::abs(*cursorB.x - at) ? cursorA : cursorB, at);
}

void CurvePlot::Private::styleCursors()
{
    const ThemeColours colours = themeColours(q->palette());
    for (const Cursor* cursor : {&cursorA, &cursorB}) {
        cursor->line->setPen(QPen(colours.accent, 1.5));
        cursor->name->setColor(q->palette().color(QPalette::Base));
        cursor->name->setBrush(colours.accent);
        cursor->name->setFont(plot->xAxis->tickLabelFont());
    }
}

}  // namespace nie
