#include "widgets/attention/head_grid.h"

#include "core/results/attention/figure_parts.h"
#include "core/results/colour_map.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr int kCellGap = 8;
constexpr int kLeastCell = 48;
constexpr int kMostCell = 120;
constexpr int kLabelRoom = 4;

/// Transparent where the limits exclude everything.
QImage thumbnailOf(const AttentionMap& map, bool distributions)
{
    // As the matrix is coloured.
    const double greatest = attentionColourEnd(map).value;
    const auto& colours = colourMap(distributions ? "viridis" : "blue_red");
    QImage image(static_cast<int>(map.columns.size()), static_cast<int>(map.rows.size()),
                 QImage::Format_ARGB32);
    for (std::size_t i = 0; i < map.rows.size(); ++i)
        for (std::size_t j = 0; j < map.columns.size(); ++j) {
            const double share = map.at(i, j) / greatest;
            const RgbColour c = colourAt(colours, distributions ? share : 0.5 + 0.5 * share);
            const bool outside = !map.outside.empty() && map.outside[i * map.columns.size() + j];
            image.setPixel(static_cast<int>(j), static_cast<int>(i),
                           outside ? qRgba(0, 0, 0, 0) : qRgb(c.red, c.green, c.blue));
        }
    return image;
}

}  // namespace

HeadGrid::HeadGrid(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("attention.headGrid"));
    setAccessibleName(tr("Maps of all heads"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void HeadGrid::setHeads(const AttentionOrigin& origin)
{
    m_layers = origin.layers;
    m_heads = origin.heads;
    m_distributions = origin.distributions;
    m_images.assign(static_cast<std::size_t>(m_layers * m_heads), {});
    m_layer = std::clamp<std::int64_t>(m_layer, 0, m_layers - 1);
    m_head = std::clamp<std::int64_t>(m_head, 0, m_heads - 1);
    describe();
    updateGeometry();
    update();
}

void HeadGrid::clear()
{
    m_layers = m_heads = 0;
    m_images.clear();
    m_changes.clear();
    describe();
    update();
}

void HeadGrid::setThumbnail(const AttentionMap& map)
{
    if (map.layer >= m_layers || map.head >= m_heads)
        return;
    m_images[indexOf(map.layer, map.head)] = thumbnailOf(map, m_distributions);
    update();
}

void HeadGrid::setChanges(const std::vector<double>& percent)
{
    m_changes = percent;
    update();
}

/// "+12.3 %", or empty.
QString HeadGrid::changeText(std::int64_t layer, std::int64_t head) const
{
    const std::size_t number = indexOf(layer, head);
    if (number >= m_changes.size())
        return {};
    const double change = m_changes[number];
    return QStringLiteral("%1%2 %").arg(change >= 0.0 ? "+" : "", formatNumber(change, 3));
}

void HeadGrid::setChosen(std::int64_t layer, std::int64_t head)
{
    m_layer = layer;
    m_head = head;
    describe();
    update();
}

int HeadGrid::thumbnailCount() const
{
    return static_cast<int>(std::count_if(m_images.begin(), m_images.end(),
                                          [](const QImage& image) { return !image.isNull(); }));
}

std::size_t HeadGrid::indexOf(std::int64_t layer, std::int64_t head) const
{
    return static_cast<std::size_t>(layer * m_heads + head);
}

int HeadGrid::cellSize() const
{
    if (m_heads == 0)
        return kLeastCell;
    const int label = fontMetrics().height() + kLabelRoom;
    const int across = (width() - kCellGap) / static_cast<int>(m_heads) - kCellGap;
    const int down = (height() - kCellGap) / static_cast<int>(m_layers) - kCellGap - label;
    return std::clamp(std::min(across, down), kLeastCell, kMostCell);
}

QRect HeadGrid::cellOf(std::int64_t layer, std::int64_t head) const
{
    const int label = fontMetrics().height() + kLabelRoom;
    const int size = cellSize();
    return {kCellGap + static_cast<int>(head) * (size + kCellGap),
            kCellGap + static_cast<int>(layer) * (size + kCellGap + label), size, size + label};
}

std::int64_t HeadGrid::numberAt(QPoint place) const
{
    for (std::int64_t layer = 0; layer < m_layers; ++layer)
        for (std::int64_t head = 0; head < m_heads; ++head)
            if (cellOf(layer, head).contains(place))
                return layer * m_heads + head;
    return -1;
}

void HeadGrid::choose(std::int64_t layer, std::int64_t head)
{
    if (layer < 0 || layer >= m_layers || head < 0 || head >= m_heads)
        return;
    setChosen(layer, head);
    Q_EMIT headChosen(layer, head);
}

void HeadGrid::describe()
{
    setAccessibleDescription(m_heads == 0 ? tr("No heads")
                                          : tr("%1 layers of %2 heads; chosen: layer %3, head %4")
                                                .arg(m_layers)
                                                .arg(m_heads)
                                                .arg(m_layer)
                                                .arg(m_head));
}

QSize HeadGrid::sizeHint() const
{
    const int label = fontMetrics().height() + kLabelRoom;
    const int wanted = 72;
    return {kCellGap + static_cast<int>(m_heads) * (wanted + kCellGap),
            kCellGap + static_cast<int>(m_layers) * (wanted + kCellGap + label)};
}

QSize HeadGrid::minimumSizeHint() const
{
    const int label = fontMetrics().height() + kLabelRoom;
    return {kCellGap + static_cast<int>(m_heads) * (kLeastCell + kCellGap),
            kCellGap + static_cast<int>(m_layers) * (kLeastCell + kCellGap + label)};
}

bool HeadGrid::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto number = numberAt(help->pos());
    if (number < 0) {
        QToolTip::hideText();
        return true;
    }
    QString text = tr("Layer %1, head %2").arg(number / m_heads).arg(number % m_heads);
    const QString change = changeText(number / m_heads, number % m_heads);
    if (!change.isEmpty())
        text += tr("\nMSE of the set without it: %1").arg(change);
    QToolTip::showText(help->globalPos(), text + tr("\nClick: show its map"), this);
    return true;
}

void HeadGrid::paintHead(QPainter& painter, std::int64_t layer, std::int64_t head) const
{
    const QRect cell = cellOf(layer, head);
    const QRect picture(cell.left(), cell.bottom() - cell.width() + 1, cell.width(), cell.width());
    const bool chosen = layer == m_layer && head == m_head;
    const ThemeColours colours = themeColours(palette());
    painter.setPen(chosen ? palette().color(QPalette::WindowText) : colours.mutedText);
    const QRect label(cell.topLeft(), QSize(cell.width(), fontMetrics().height()));
    const QString name = QStringLiteral("%1.%2").arg(layer).arg(head);
    const QString change = changeText(layer, head);
    const bool both =
        !change.isEmpty() && fontMetrics().horizontalAdvance(name + "  " + change) <= label.width();
    painter.drawText(label, both ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignCenter, name);
    if (both)
        painter.drawText(label, Qt::AlignRight | Qt::AlignVCenter, change);
    painter.fillRect(picture, palette().color(QPalette::Base));
    painter.fillRect(picture, QBrush(colours.border, Qt::BDiagPattern));
    const QImage& image = m_images[indexOf(layer, head)];
    if (!image.isNull())
        painter.drawImage(picture, image);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(chosen ? colours.accent : colours.border, chosen ? 3 : 1));
    painter.drawRect(QRectF(picture).adjusted(0.5, 0.5, -0.5, -0.5));
    if (chosen && hasFocus()) {
        painter.setPen(QPen(colours.accent, 1, Qt::DotLine));
        painter.drawRect(QRectF(cell).adjusted(-2.5, -1.5, 2.5, 2.5));
    }
}

void HeadGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_heads == 0) {
        painter.setPen(themeColours(palette()).mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("The maps of all heads appear here."));
        return;
    }
    for (std::int64_t layer = 0; layer < m_layers; ++layer)
        for (std::int64_t head = 0; head < m_heads; ++head)
            paintHead(painter, layer, head);
}

void HeadGrid::mousePressEvent(QMouseEvent* event)
{
    event->setAccepted(event->button() == Qt::LeftButton);
}

void HeadGrid::mouseReleaseEvent(QMouseEvent* event)
{
    const auto number = numberAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && number >= 0)
        choose(number / m_heads, number % m_heads);
}

void HeadGrid::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        return choose(m_layer, m_head - 1);
    case Qt::Key_Right:
        return choose(m_layer, m_head + 1);
    case Qt::Key_Up:
        return choose(m_layer - 1, m_head);
    case Qt::Key_Down:
        return choose(m_layer + 1, m_head);
    default:
        QWidget::keyPressEvent(event);
    }
}

}  // namespace nie
