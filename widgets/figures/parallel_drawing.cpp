// How ParallelCoordinates draws itself.
#include "core/results/colour_map.h"
#include "widgets/figures/axis_mapping.h"
#include "widgets/figures/axis_ticks.h"
#include "widgets/figures/parallel_coordinates.h"
#include "widgets/style/application_style.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

constexpr double kTick = 5.0;  ///< px
constexpr double kBrushWidth = 14.0;
constexpr double kMostNames = 14.0;  ///< that fit beside an axis before they are thinned
/// The ends of viridis are too pale on white and too dark on black.
constexpr double kFirstShade = 0.05;
constexpr double kLastShade = 0.88;
constexpr double kFirstShadeInDark = 0.25;

/// "10^-3" as plain text, for a label beside a tick.
QString tickText(const AxisTicks& ticks, std::size_t i)
{
    const QString label = QString::fromStdString(ticks.labels[i]);
    if (ticks.powers)
        return QStringLiteral("1e") + QString(label).replace(QChar(0x2212), '-');
    return ticks.exponent == 0 ? label : label + "e" + QString::number(ticks.exponent);
}

void drawOutlined(QPainter& painter, const QRectF& box, int flags, const QString& text,
                  const QColor& ink, const QColor& ground)
{
    // Lines run behind the numbers: a halo keeps them readable.
    painter.setPen(ground);
    for (const QPointF shift : {QPointF(-1, 0), QPointF(1, 0), QPointF(0, -1), QPointF(0, 1)})
        painter.drawText(box.translated(shift), flags, text);
    painter.setPen(ink);
    painter.drawText(box, flags, text);
}

}  // namespace

QRectF ParallelCoordinates::plotArea() const
{
    const QFontMetricsF metrics(font());
    const double side = 7.0 * metrics.averageCharWidth();
    return QRectF(rect()).adjusted(side + metrics.height(), 2.4 * metrics.height(),
                                   -side - 2.0 * metrics.height(), -1.2 * metrics.height());
}

/// Of an axis, from 0 at its lower end to 1.
double ParallelCoordinates::shareOf(std::size_t axis, double value) const
{
    const Scale& scale = m_scales[axis];
    const AxisMapping mapping{{scale.from, scale.to}, scale.logarithmic, 0.0, 1.0};
    return mapping.toDrawing(value);
}

QColor ParallelCoordinates::colourOf(const ParallelLine& line, bool dark) const
{
    if (!hasScore(line))
        return themeColours(palette()).mutedText;
    double share = std::clamp(shareOf(m_scales.size() - 1, line.values.back()), 0.0, 1.0);
    // Good runs stand out from the background: dark on light, light on dark.
    const bool goodIsLow = m_lowIsGood != dark;
    if (!goodIsLow)
        share = 1.0 - share;
    const double first = dark ? kFirstShadeInDark : kFirstShade;
    const double last = dark ? 1.0 : kLastShade;
    static const std::vector<RgbColour>& map = colourMap("viridis");
    const RgbColour colour = colourAt(map, first + share * (last - first));
    return {colour.red, colour.green, colour.blue};
}

void ParallelCoordinates::paintLine(QPainter& painter, std::size_t line, double width) const
{
    const ParallelLine& run = m_lines[line];
    QPen pen(colourOf(run, isDark(palette())), width, hasScore(run) ? Qt::SolidLine : Qt::DashLine,
             Qt::FlatCap, Qt::RoundJoin);
    painter.setPen(pen);
    painter.drawPolyline(pathOf(run));
}

void ParallelCoordinates::paintLines(QPainter& painter) const
{
    // Those put aside first, then the kept from the worst to the best.
    const QColor aside = themeColours(palette()).border;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (isKept(i)) {
            kept.push_back(i);
            continue;
        }
        painter.setPen(QPen(aside, 1.0));
        painter.drawPolyline(pathOf(m_lines[i]));
    }
    std::stable_sort(kept.begin(), kept.end(), [this](std::size_t a, std::size_t b) {
        const double first = m_lines[a].values.back();
        const double second = m_lines[b].values.back();
        if (!std::isfinite(first) || !std::isfinite(second))
            return !std::isfinite(first) && std::isfinite(second);
        return m_lowIsGood ? first > second : first < second;
    });
    for (const std::size_t line : kept)
        paintLine(painter, line, 1.6);
    if (m_hovered)
        paintLine(painter, *m_hovered, 3.5);
}

void ParallelCoordinates::paintAxis(QPainter& painter, std::size_t axis) const
{
    const ThemeColours colours = themeColours(palette());
    const QColor text = palette().color(QPalette::Text);
    const QColor ground = palette().color(QPalette::Base);
    const QFontMetricsF metrics(font());
    const QRectF area = plotArea();
    const double x = axisPosition(axis);
    const Scale& scale = m_scales[axis];
    painter.setPen(QPen(colours.axis, 1.0));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    if (const auto& range = m_brushes[axis]) {
        QColor fill = colours.accent;
        fill.setAlphaF(0.3F);
        const auto inside = [&scale](double value) {
            return std::clamp(value, scale.from, scale.to);
        };
        const double top = placeOf(axis, inside(range->second)).y();
        const QRectF box(x - kBrushWidth / 2, top, kBrushWidth,
                         placeOf(axis, inside(range->first)).y() - top);
        painter.fillRect(box, fill);
        painter.setPen(QPen(colours.accent, 1.0));
        painter.drawRect(box);
    }
    const int wanted = std::max(2, static_cast<int>(area.height() / (3.0 * metrics.height())));
    std::vector<std::string> names;
    for (const QString& name : m_axes[axis].names)
        names.push_back(name.toStdString());
    const AxisTicks ticks = !names.empty()      ? namedTicks(names, scale.from, scale.to)
                            : scale.logarithmic ? logarithmicTicks(scale.from, scale.to, wanted)
                                                : linearTicks(scale.from, scale.to, wanted);
    const bool last = axis + 1 == m_axes.size();
    painter.setPen(QPen(colours.axis, 1.0));
    for (const double value : ticks.minor) {
        const double y = placeOf(axis, value).y();
        painter.drawLine(QPointF(x - (last ? 0 : kTick / 2), y),
                         QPointF(x + (last ? kTick / 2 : 0), y));
    }
    const auto stride = static_cast<std::size_t>(
        std::max(1.0, std::ceil(static_cast<double>(names.size()) / kMostNames)));
    for (std::size_t i = 0; i < ticks.major.size(); i += stride) {
        const double y = placeOf(axis, ticks.major[i]).y();
        painter.setPen(QPen(colours.axis, 1.0));
        painter.drawLine(QPointF(x - (last ? 0 : kTick), y), QPointF(x + (last ? kTick : 0), y));
        const QRectF box(last ? x + kTick + 3 : x - kTick - 3 - 200, y - metrics.height() / 2, 200,
                         metrics.height());
        drawOutlined(painter, box, (last ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                     tickText(ticks, i), text, ground);
    }
    const double room =
        m_axes.size() > 1 ? area.width() / static_cast<double>(m_axes.size() - 1) : area.width();
    QRectF head(x - room / 2 + 4, area.top() - 2.2 * metrics.height(), room - 8, metrics.height());
    // The outer labels keep inside the widget.
    head.moveLeft(std::clamp(head.left(), 4.0, std::max(4.0, width() - head.width() - 4.0)));
    const int alignment = axis == 0 ? Qt::AlignLeft : last ? Qt::AlignRight : Qt::AlignHCenter;
    painter.setPen(text);
    painter.drawText(head, alignment | Qt::AlignVCenter,
                     metrics.elidedText(m_axes[axis].label, Qt::ElideMiddle, head.width()));
}

/// "width, 8 to 64": the axis with its ends, or with its names.
std::string ParallelCoordinates::titleOf(std::size_t axis) const
{
    const ParallelAxis& shown = m_axes[axis];
    const Scale& scale = m_scales[axis];
    const QString ends = shown.names.isEmpty()
                             ? tr("%1 to %2").arg(scale.from, 0, 'g', 3).arg(scale.to, 0, 'g', 3)
                             : shown.names.join(QStringLiteral(", "));
    return QStringLiteral("%1: %2").arg(shown.label, ends).toStdString();
}

FigureSpec ParallelCoordinates::figure() const
{
    FigureSpec figure;
    PanelSpec panel;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (!isKept(i) || !hasScore(m_lines[i]))
            continue;
        SeriesSpec line;
        line.exactColour = colourOf(m_lines[i], false).name().toStdString();
        for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
            line.x.push_back(static_cast<double>(axis));
            line.y.push_back(shareOf(axis, m_lines[i].values[axis]));
        }
        panel.series.push_back(std::move(line));
    }
    if (panel.series.empty())
        return figure;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        panel.x.names.push_back(titleOf(axis));
        panel.bands.push_back({{}, static_cast<double>(axis), static_cast<double>(axis)});
    }
    panel.x.from = -0.3;
    panel.x.to = static_cast<double>(m_axes.size()) - 0.7;
    panel.y = {tr("Place on the axis").toStdString(), false, 0.0, 1.0};
    figure.panels.push_back(std::move(panel));
    return figure;
}

void ParallelCoordinates::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (m_lines.empty() || m_axes.empty()) {
        painter.setPen(themeColours(palette()).mutedText);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         m_emptyText);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    paintLines(painter);
    for (std::size_t i = 0; i < m_axes.size(); ++i)
        paintAxis(painter, i);
}

}  // namespace nie
