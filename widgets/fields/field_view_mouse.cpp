// What the pointer reads and changes in a FieldView.
#include "core/results/fields/field_places.h"
#include "widgets/fields/field_view.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <utility>

namespace nie {

QString FieldView::readingText() const
{
    // A reading may be left of a sample that is gone.
    return m_sample && m_reading
               ? QString::fromStdString(nie::readingText(*m_sample, m_look, *m_reading))
               : QString();
}

std::optional<std::size_t> FieldView::panelAt(QPointF place) const
{
    const std::vector<PanelPlace>& all = places();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].area.contains(place))
            return i;
    return {};
}

QPointF FieldView::dataAt(std::size_t panel, QPointF place) const
{
    const PanelPlace& shown = places()[panel];
    return {shown.x.toData(place.x()), shown.y.toData(place.y())};
}

/// Reads anew what is under the pointer, which may not have moved.
void FieldView::read()
{
    const QString before = readingText();
    m_panel = m_pointer ? panelAt(*m_pointer) : std::nullopt;
    m_reading.reset();
    if (m_panel) {
        const QPointF at = dataAt(*m_panel, *m_pointer);
        m_reading = fieldReading(*m_sample, m_look, *m_panel, at.x(), at.y());
    }
    const QString text = readingText();
    if (text != before)
        Q_EMIT readingChanged(text);
    update();
}

void FieldView::mousePressEvent(QMouseEvent* event)
{
    const auto panel = panelAt(event->position());
    if (event->button() == Qt::LeftButton && panel)
        m_drag = Drag{event->position(), *panel};
    else
        FigureView::mousePressEvent(event);
}

void FieldView::mouseMoveEvent(QMouseEvent* event)
{
    m_pointer = event->position();
    if (m_drag && (event->buttons() & Qt::LeftButton)) {
        const QPointF moved = event->position() - m_drag->start;
        m_drag->moved =
            m_drag->moved || moved.manhattanLength() >= QApplication::startDragDistance();
        if (m_drag->moved && showsTimeAcross(m_drag->panel))
            goToTimeAt(event->position());
    }
    read();
}

void FieldView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !m_drag) {
        FigureView::mouseReleaseEvent(event);
        return;
    }
    m_pointer = event->position();
    const Drag drag = *m_drag;
    m_drag.reset();
    if (!drag.moved) {
        click(event->position());
    } else if (isPlaneImage(drag.panel)) {
        const QRectF area = places()[drag.panel].area;
        const QPointF end(std::clamp(event->position().x(), area.left(), area.right()),
                          std::clamp(event->position().y(), area.top(), area.bottom()));
        const QPointF a = dataAt(drag.panel, drag.start), b = dataAt(drag.panel, end);
        FieldLook look = m_look;
        look.line = std::pair(std::vector{a.x(), a.y()}, std::vector{b.x(), b.y()});
        edit(look);
    }
    read();
}

void FieldView::leaveEvent(QEvent* event)
{
    FigureView::leaveEvent(event);
    m_pointer.reset();
    read();
}

void FieldView::edit(const FieldLook& look)
{
    const FieldLook before = m_look;
    setLook(look);
    if (m_look != before)
        Q_EMIT lookEdited(m_look);
}

void FieldView::goToTimeAt(QPointF place)
{
    FieldLook look = m_look;
    look.time =
        static_cast<std::int64_t>(nearestTime(m_sample->times, dataAt(m_drag->panel, place).x()));
    edit(look);
}

void FieldView::togglePin(const std::vector<double>& place)
{
    FieldLook look = m_look;
    const auto found = std::find(look.probes.begin(), look.probes.end(), place);
    if (found == look.probes.end())
        look.probes.push_back(place);
    else
        look.probes.erase(found);
    edit(look);
}

void FieldView::click(QPointF place)
{
    m_pointer = place;
    read();
    if (!m_panel || !m_reading)
        return;
    const bool overSpace = figure().panels[*m_panel].image || !showsTimeAcross(*m_panel);
    if (overSpace && !m_reading->place.empty()) {
        togglePin(m_reading->place);
        return;
    }
    FieldLook look = m_look;
    look.time = static_cast<std::int64_t>(m_reading->time);
    edit(look);
}

}  // namespace nie
