// What moves over the picture of a FieldView: the time, the cursor, a line that is being drawn.
#include "widgets/fields/field_view.h"
#include "widgets/style/application_style.h"

#include <QPainter>

namespace nie {

namespace {

constexpr double kCursorRadius = 4.0;

/// Dark with a light edge: seen on every colour of a map.
void drawSeen(QPainter& painter, const QLineF& line)
{
    painter.setPen(QPen(QColor(255, 255, 255, 150), 3));
    painter.drawLine(line);
    painter.setPen(QPen(QColor(0, 0, 0, 220), 1));
    painter.drawLine(line);
}

QLineF upright(const PanelPlace& place, double x)
{
    const double at = place.x.toDrawing(x);
    return {at, place.area.top(), at, place.area.bottom()};
}

QLineF level(const PanelPlace& place, double y)
{
    const double at = place.y.toDrawing(y);
    return {place.area.left(), at, place.area.right(), at};
}

bool isInside(const AxisMapping& axis, double value)
{
    return axis.range.from <= value && value <= axis.range.to;
}

}  // namespace

void FieldView::paintOverlay(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (!m_sample->times.empty())
        paintTime(painter);
    paintCursor(painter);
    paintDraftLine(painter);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(themeColours(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// Where the figure shows all times, the one on show.
void FieldView::paintTime(QPainter& painter) const
{
    const FieldKind kind = m_look.kind;
    if (kind != FieldKind::SpaceTime && kind != FieldKind::Curves && kind != FieldKind::Error)
        return;
    const double time = m_sample->times[static_cast<std::size_t>(m_look.time)];
    for (std::size_t i = 0; i < places().size(); ++i) {
        const PanelPlace& place = places()[i];
        if (place.area.isEmpty() || !isInside(place.x, time))
            continue;
        if (figure().panels[i].image) {
            drawSeen(painter, upright(place, time));
        } else {
            painter.setPen(QPen(palette().color(QPalette::Text), 1, Qt::DashLine));
            painter.drawLine(upright(place, time));
        }
    }
}

/// What was read lies on a grid: the cursor stands there.
QPointF FieldView::cursorPoint(std::size_t panel) const
{
    const PanelPlace& shown = places()[panel];
    const QPointF at(shown.x.toData(m_pointer->x()), shown.y.toData(m_pointer->y()));
    const bool image = figure().panels[panel].image.has_value();
    if (isPlaneImage(panel))
        return {m_reading->place[0], m_reading->place[1]};
    if (m_look.kind == FieldKind::Phase) {
        const auto row = m_reading->time * m_sample->channels.size();
        return {m_sample->truth[row + static_cast<std::size_t>(m_look.channel)],
                m_sample->truth[row + static_cast<std::size_t>(m_look.otherChannel)]};
    }
    if (!showsTimeAcross(panel))
        return at;
    const double time = m_sample->times[m_reading->time];
    if (!image)
        return {time, at.y()};
    return {time, m_reading->place.empty() ? static_cast<double>(m_reading->channel)
                                           : m_reading->place[0]};
}

void FieldView::paintCursor(QPainter& painter) const
{
    if (!m_reading || !m_panel)
        return;
    const QPointF at = cursorPoint(*m_panel);
    const PanelSpec& under = figure().panels[*m_panel];
    for (std::size_t i = 0; i < places().size(); ++i) {
        const PanelPlace& place = places()[i];
        const PanelSpec& panel = figure().panels[i];
        if (place.area.isEmpty() || panel.x.label != under.x.label || !isInside(place.x, at.x()))
            continue;
        if (m_look.kind == FieldKind::Phase) {
            const QPointF centre(place.x.toDrawing(at.x()), place.y.toDrawing(at.y()));
            painter.setPen(QPen(palette().color(QPalette::Text), 1));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(centre, kCursorRadius, kCursorRadius);
        } else if (panel.image) {
            drawSeen(painter, upright(place, at.x()));
            if (under.image)
                drawSeen(painter, level(place, at.y()));
        } else {
            painter.setPen(QPen(themeColours(palette()).mutedText, 1));
            painter.drawLine(upright(place, at.x()));
        }
    }
}

void FieldView::paintDraftLine(QPainter& painter) const
{
    if (!m_drag || !m_drag->moved || !m_pointer || !isPlaneImage(m_drag->panel))
        return;
    const QPointF from = dataAt(m_drag->panel, m_drag->start);
    const QPointF to = dataAt(m_drag->panel, *m_pointer);
    for (std::size_t i = 0; i < places().size(); ++i) {
        const PanelPlace& place = places()[i];
        if (place.area.isEmpty() || !isPlaneImage(i))
            continue;
        painter.save();
        painter.setClipRect(place.area);
        drawSeen(painter, {place.x.toDrawing(from.x()), place.y.toDrawing(from.y()),
                           place.x.toDrawing(to.x()), place.y.toDrawing(to.y())});
        painter.restore();
    }
}

}  // namespace nie
