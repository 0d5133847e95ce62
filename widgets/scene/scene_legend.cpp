#include "widgets/scene/scene_legend.h"

#include "widgets/figures/axis_ticks.h"
#include "widgets/figures/figure_text.h"
#include "widgets/scene/scene_axes.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPolygonF>

#include <algorithm>

namespace nie {

namespace {

constexpr double kBarThickness = 12.0;
constexpr double kBarTick = 4.0;
constexpr double kSpace = 8.0;
constexpr double kMarkWidth = 18.0;

AxisTicks barTicks(const SceneColourBar& bar, double height)
{
    return linearTicks(bar.from, bar.to, std::clamp(static_cast<int>(height / 50), 2, 8));
}

double widestNumber(const AxisTicks& ticks, const QFontMetricsF& metrics)
{
    double widest = 0;
    for (const std::string& label : ticks.labels)
        widest = std::max(widest, metrics.horizontalAdvance(QString::fromStdString(label)));
    return widest;
}

QColor toQColor(RgbColour colour)
{
    return {colour.red, colour.green, colour.blue};
}

QImage pixelsOf(const std::vector<RgbColour>& colours)
{
    const int count = static_cast<int>(colours.size());
    QImage pixels(1, count, QImage::Format_RGB32);
    for (int i = 0; i < count; ++i)
        pixels.setPixelColor(0, count - 1 - i, toQColor(colours[static_cast<std::size_t>(i)]));
    return pixels;
}

/// Ends in a point where values lie beyond.
QPolygonF paintBody(QPainter& painter, const QRectF& body, const SceneColourBar& bar)
{
    painter.drawImage(body, pixelsOf(bar.colours));
    painter.setPen(Qt::NoPen);
    QPolygonF outline{body.topLeft(), body.topRight(), body.bottomRight(), body.bottomLeft()};
    const double point = kBarThickness / 2;
    if (bar.clipsAbove) {
        const QPointF tip(body.center().x(), body.top() - point);
        painter.setBrush(toQColor(bar.colours.back()));
        painter.drawPolygon(QPolygonF{body.topLeft(), tip, body.topRight()});
        outline.insert(1, tip);
    }
    if (bar.clipsBelow) {
        const QPointF tip(body.center().x(), body.bottom() + point);
        painter.setBrush(toQColor(bar.colours.front()));
        painter.drawPolygon(QPolygonF{body.bottomLeft(), tip, body.bottomRight()});
        outline.insert(outline.size() - 1, tip);
    }
    return outline;
}

double keyWidth(const SceneKey& key, const QFontMetricsF& metrics)
{
    return kMarkWidth + kSpace / 2 + metrics.horizontalAdvance(key.text) + 2 * kSpace;
}

void paintMark(QPainter& painter, QPointF from, const SceneKey& key)
{
    const QPointF to = from + QPointF(kMarkWidth, 0);
    if (key.mark == SceneKey::Mark::Dot) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(key.colour);
        painter.drawEllipse((from + to) / 2, 4, 4);
        return;
    }
    const double width = key.mark == SceneKey::Mark::BroadLine ? 6 : 2;
    painter.setPen(QPen(key.colour, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(from, to);
}

}  // namespace

double colourBarWidth(const SceneColourBar& bar, const SceneInk& ink)
{
    if (bar.colours.empty())
        return 0;
    const QFontMetricsF metrics(ink.font);
    return kBarThickness + kBarTick + widestNumber(barTicks(bar, 300), metrics) + metrics.height() +
           4 * kSpace;
}

void paintSceneColourBar(QPainter& painter, const QRectF& area, const SceneColourBar& bar,
                         const SceneInk& ink)
{
    if (bar.colours.empty() || area.height() < 40)
        return;
    const QFontMetricsF metrics(ink.font);
    const QRectF body(area.left() + kSpace, area.top() + 2 * kSpace, kBarThickness,
                      area.height() - 4 * kSpace);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPolygonF outline = paintBody(painter, body, bar);
    painter.setPen(QPen(ink.axis, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(outline);
    const AxisTicks ticks = barTicks(bar, body.height());
    for (std::size_t i = 0; i < ticks.major.size(); ++i) {
        const double share = (ticks.major[i] - bar.from) / (bar.to - bar.from);
        const QPointF at(body.right(), body.bottom() - share * body.height());
        painter.setPen(QPen(ink.axis, 1));
        painter.drawLine(at, at + QPointF(kBarTick, 0));
        painter.setPen(ink.text);
        drawAnchoredText(painter, ink.font, at + QPointF(kBarTick + 3, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, QString::fromStdString(ticks.labels[i]));
    }
    painter.setPen(ink.text);
    painter.translate(body.right() + kBarTick + widestNumber(ticks, metrics) + kSpace,
                      body.center().y());
    painter.rotate(-90);
    drawAnchoredText(painter, ink.font, {0, 0}, Qt::AlignHCenter | Qt::AlignTop,
                     withPowerOfTen(bar.label, ticks.exponent));
    painter.restore();
}

double headerHeight(const QString& title, const std::vector<SceneKey>& keys, const SceneInk& ink)
{
    return title.isEmpty() && keys.empty() ? 0 : QFontMetricsF(ink.font).height() + kSpace;
}

void paintSceneHeader(QPainter& painter, const QRectF& area, const QString& title,
                      const std::vector<SceneKey>& keys, const SceneInk& ink)
{
    const QFontMetricsF metrics(ink.font);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    double legend = 0;
    for (const SceneKey& key : keys)
        legend += keyWidth(key, metrics);
    QPointF at(area.right() - legend, area.center().y());
    for (const SceneKey& key : keys) {
        paintMark(painter, at, key);
        painter.setPen(ink.text);
        drawAnchoredText(painter, ink.font, at + QPointF(kMarkWidth + kSpace / 2, 0),
                         Qt::AlignLeft | Qt::AlignVCenter, key.text);
        at.rx() += keyWidth(key, metrics);
    }
    painter.setPen(ink.text);
    const double room = area.width() - legend - 2 * kSpace;
    drawAnchoredText(painter, ink.font, {area.left() + kSpace, area.center().y()},
                     Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(title, Qt::ElideRight, std::max(room, 0.0)));
    painter.restore();
}

}  // namespace nie
