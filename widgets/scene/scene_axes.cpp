#include "widgets/scene/scene_axes.h"

#include "widgets/figures/figure_text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kTickLength = 4.0;
constexpr double kTickGap = 3.0;
constexpr double kLeastEdge = 24.0;      ///< shorter ones bear no numbers
constexpr double kLengthOfATick = 45.0;  ///< of an edge, for each tick
constexpr double kLevel = 1e-9;          ///< a side seen from its edge

/// The side of the box on which a point lies that is `share` along an axis.
SceneVector pointOf(const SceneVector& extent, std::size_t axis, double share,
                    const std::array<int, 3>& side)
{
    SceneVector point;
    for (std::size_t i = 0; i < 3; ++i)
        point[i] = extent[i] * (i == axis ? share : side[i]);
    return point;
}

/// Where text goes that lies in a direction from its anchor.
Qt::Alignment anchoredBeyond(QPointF direction)
{
    constexpr double kSlant = 0.35;
    const Qt::Alignment across = direction.x() > kSlant    ? Qt::AlignLeft
                                 : direction.x() < -kSlant ? Qt::AlignRight
                                                           : Qt::AlignHCenter;
    const Qt::Alignment down = direction.y() > kSlant    ? Qt::AlignTop
                               : direction.y() < -kSlant ? Qt::AlignBottom
                                                         : Qt::AlignVCenter;
    return across | down;
}

/// Where drawAnchoredText() puts a line of text.
QRectF anchoredBox(const QFontMetricsF& metrics, QPointF anchor, Qt::Alignment alignment,
                   const QString& text)
{
    QRectF box(anchor, QSizeF(metrics.horizontalAdvance(text), metrics.height()));
    if (alignment & Qt::AlignRight)
        box.moveRight(anchor.x());
    else if (alignment & Qt::AlignHCenter)
        box.moveLeft(anchor.x() - box.width() / 2);
    if (alignment & Qt::AlignBottom)
        box.moveBottom(anchor.y());
    else if (alignment & Qt::AlignVCenter)
        box.moveTop(anchor.y() - box.height() / 2);
    return box;
}

/// As many as an edge of this length bears, and three where it bears any.
AxisTicks sceneTicks(const SceneAxis& axis, double length)
{
    int wanted = std::clamp(static_cast<int>(length / kLengthOfATick), 3, 40);
    AxisTicks ticks = linearTicks(axis.from, axis.to, wanted);
    while (ticks.major.size() < 3 && wanted < 9)
        ticks = linearTicks(axis.from, axis.to, ++wanted);
    return ticks;
}

double lengthOf(QPointF vector)
{
    return std::hypot(vector.x(), vector.y());
}

}  // namespace

QString withPowerOfTen(const QString& label, int exponent)
{
    if (exponent == 0)
        return label;
    static const QString digits = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString text = label + QStringLiteral(" × 10");
    for (const QChar character : QString::number(exponent))
        text += character == u'-' ? QChar(u'⁻') : digits[character.digitValue()];
    return text;
}

SceneAxes::SceneAxes(const SceneBox& box, const SceneProjection& projection, const SceneInk& ink)
    : m_box(box),
      m_projection(projection),
      m_ink(ink)
{
    for (std::size_t axis = 0; axis < 3; ++axis) {
        m_edges[axis] = markedEdge(axis);
        const EdgeOnPicture edge = onPicture(m_edges[axis]);
        m_ticks[axis] = sceneTicks(box.axes[axis], lengthOf(edge.to - edge.from));
    }
}

QMarginsF SceneAxes::margins(const QFont& font)
{
    // The upright axis stands on the left, the titles of the others lie below.
    const double line = QFontMetricsF(font).height();
    return {4.2 * line, 0.8 * line, 2.4 * line, 2.9 * line};
}

int SceneAxes::farSide(std::size_t axis) const
{
    const double towardsEye = m_projection.basis().back[axis];
    // Seen from the edge: the floor for z, and for the others the sides that put numbers left and
    // below.
    if (std::abs(towardsEye) < kLevel)
        return axis == 1 ? 1 : -1;
    return towardsEye > 0 ? -1 : 1;
}

bool SceneAxes::isOutline(const Edge& edge) const
{
    double product = 1;
    for (std::size_t i = 0; i < 3; ++i)
        if (i != edge.axis)
            product *= edge.side[i] * m_projection.basis().back[i];
    return product < kLevel;
}

QPointF SceneAxes::place(std::size_t axis, double share, const std::array<int, 3>& side) const
{
    return m_projection.toPicture(pointOf(m_box.extent, axis, share, side));
}

SceneAxes::Edge SceneAxes::markedEdge(std::size_t axis) const
{
    const std::size_t b = (axis + 1) % 3, c = (axis + 2) % 3;
    Edge best{axis, {}};
    double bestScore = -1e300;
    for (const int sideB : {-1, 1})
        for (const int sideC : {-1, 1}) {
            Edge edge{axis, {}};
            edge.side[b] = sideB;
            edge.side[c] = sideC;
            if (!isOutline(edge))
                continue;
            // The vertical axis stands on the left, the others lie below and, if level, on the
            // left.
            const QPointF middle = place(axis, 0, edge.side);
            const double score =
                axis == 2 ? -middle.x() + 1e-3 * middle.y() : middle.y() - 1e-3 * middle.x();
            if (score > bestScore + 1e-6) {
                bestScore = score;
                best = edge;
            }
        }
    return best;
}

SceneAxes::EdgeOnPicture SceneAxes::onPicture(const Edge& edge) const
{
    EdgeOnPicture found{place(edge.axis, -1, edge.side), place(edge.axis, 1, edge.side), {0, 1}};
    const QPointF along = found.to - found.from;
    const double length = lengthOf(along);
    QPointF away = (found.from + found.to) / 2 - m_projection.toPicture({0, 0, 0});
    if (length > 0)
        away -= along * QPointF::dotProduct(away, along) / (length * length);
    if (lengthOf(away) > 1e-6)
        found.outwards = away / lengthOf(away);
    return found;
}

void SceneAxes::paintBehind(QPainter& painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(m_projection.area(), Qt::IntersectClip);
    for (std::size_t normal = 0; normal < 3; ++normal)
        if (std::abs(m_projection.basis().back[normal]) >= kLevel)
            paintPane(painter, normal);
    painter.restore();
}

void SceneAxes::paintPane(QPainter& painter, std::size_t normal) const
{
    const std::size_t b = (normal + 1) % 3, c = (normal + 2) % 3;
    std::array<int, 3> side{};
    side[normal] = farSide(normal);
    QPolygonF corners;
    for (const auto& [sideB, sideC] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
        side[b] = sideB;
        side[c] = sideC;
        corners << place(b, sideB, side);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_ink.pane);
    painter.drawPolygon(corners);
    paintBands(painter, normal);
    painter.setPen(QPen(m_ink.grid, 1));
    painter.setBrush(Qt::NoBrush);
    for (const auto& [along, across] : {std::pair{b, c}, {c, b}})
        for (const double value : m_ticks[along].major) {
            const double share = m_box.toScene(along, value) / m_box.extent[along];
            side[across] = -1;
            const QPointF from = place(along, share, side);
            side[across] = 1;
            painter.drawLine(from, place(along, share, side));
        }
    painter.drawPolygon(corners);
}

void SceneAxes::paintBands(QPainter& painter, std::size_t normal) const
{
    for (const SceneBand& band : m_box.bands) {
        if (band.axis == normal)
            continue;
        const std::size_t across = 3 - band.axis - normal;
        std::array<int, 3> side{};
        side[normal] = farSide(normal);
        QPolygonF corners;
        for (const auto& [value, end] :
             {std::pair{band.from, -1}, {band.from, 1}, {band.to, 1}, {band.to, -1}}) {
            const SceneAxis& axis = m_box.axes[band.axis];
            const double kept = std::clamp(value, axis.from, axis.to);
            side[across] = end;
            corners << place(band.axis, m_box.toScene(band.axis, kept) / m_box.extent[band.axis],
                             side);
        }
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_ink.band);
        painter.drawPolygon(corners);
    }
}

void SceneAxes::paintEdges(QPainter& painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    std::vector<QRectF> taken;
    for (const Edge& edge : m_edges)
        paintEdge(painter, edge, taken);
    painter.restore();
}

void SceneAxes::paintEdge(QPainter& painter, const Edge& edge, std::vector<QRectF>& taken) const
{
    const EdgeOnPicture line = onPicture(edge);
    if (lengthOf(line.to - line.from) < kLeastEdge)
        return;
    painter.save();
    painter.setClipRect(m_projection.area().adjusted(-1, -1, 1, 1), Qt::IntersectClip);
    painter.setPen(QPen(m_ink.axis, 1, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line.from, line.to);
    painter.restore();
    const double widest = paintNumbers(painter, edge, line, taken);
    const double depth = std::abs(line.outwards.x()) * widest +
                         std::abs(line.outwards.y()) * QFontMetricsF(m_ink.font).height();
    paintTitle(painter, line,
               withPowerOfTen(m_box.axes[edge.axis].label, m_ticks[edge.axis].exponent),
               kTickLength + 3 * kTickGap + depth);
}

double SceneAxes::paintNumbers(QPainter& painter, const Edge& edge, const EdgeOnPicture& line,
                               std::vector<QRectF>& taken) const
{
    const AxisTicks& ticks = m_ticks[edge.axis];
    const QFontMetricsF metrics(m_ink.font);
    const Qt::Alignment alignment = anchoredBeyond(line.outwards);
    double widest = 0;
    for (std::size_t i = 0; i < ticks.major.size(); ++i) {
        const double share = m_box.toScene(edge.axis, ticks.major[i]) / m_box.extent[edge.axis];
        const QPointF at = place(edge.axis, share, edge.side);
        if (!m_projection.area().contains(at))
            continue;
        painter.setPen(QPen(m_ink.axis, 1));
        painter.drawLine(at, at + kTickLength * line.outwards);
        const QString number = QString::fromStdString(ticks.labels[i]);
        const QPointF anchor = at + (kTickLength + kTickGap) * line.outwards;
        const QRectF box = anchoredBox(metrics, anchor, alignment, number);
        // Two axes meet at a corner: the number of the second one gives way.
        const auto isHit = [&box](const QRectF& other) { return other.intersects(box); };
        if (std::any_of(taken.begin(), taken.end(), isHit))
            continue;
        taken.push_back(box);
        widest = std::max(widest, box.width());
        painter.setPen(m_ink.text);
        drawAnchoredText(painter, m_ink.font, anchor, alignment, number);
    }
    return widest;
}

void SceneAxes::paintTitle(QPainter& painter, const EdgeOnPicture& edge, const QString& text,
                           double distance) const
{
    const QPointF middle = (edge.from + edge.to) / 2;
    if (!m_projection.area().contains(middle))
        return;
    const QPointF at = middle + distance * edge.outwards;
    painter.setPen(m_ink.text);
    const bool upright = std::abs(edge.outwards.x()) > 0.9 && text.size() > 2;
    if (!upright) {
        drawAnchoredText(painter, m_ink.font, at, anchoredBeyond(edge.outwards), text);
        return;
    }
    painter.save();
    painter.translate(at);
    painter.rotate(-90);
    drawAnchoredText(painter, m_ink.font, {0, 0},
                     Qt::AlignHCenter | (edge.outwards.x() < 0 ? Qt::AlignBottom : Qt::AlignTop),
                     text);
    painter.restore();
}

}  // namespace nie
