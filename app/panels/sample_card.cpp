#include "app/panels/sample_card.h"

#include "widgets/style/application_style.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr int kMargin = 12;
constexpr int kThumbnailHeight = 150;

struct Range {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -std::numeric_limits<double>::infinity();
    double span() const { return std::max(upper - lower, 1e-12); }
};

Range rangeOf(const std::vector<std::vector<double>>& rows)
{
    Range range;
    for (const std::vector<double>& row : rows) {
        for (const double value : row) {
            if (std::isfinite(value)) {
                range.lower = std::min(range.lower, value);
                range.upper = std::max(range.upper, value);
            }
        }
    }
    return range;
}

}  // namespace

SampleCard::SampleCard(const RunConfig& config, const QString& equation, const QString& duration,
                       QWidget* parent)
    : QAbstractButton(parent),
      m_config(config),
      m_equation(equation),
      m_duration(duration)
{
    const QString title = QString::fromStdString(config.title);
    setObjectName(QStringLiteral("card.") + QString::fromStdString(config.experiment));
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(QString::fromStdString(config.description));
    setToolTip(QString::fromStdString(config.description));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SampleCard::setCurves(SampleCurves curves)
{
    m_curves = std::move(curves);
    update();
}

QSize SampleCard::sizeHint() const
{
    const int line = fontMetrics().lineSpacing();
    return {18 * line, kThumbnailHeight + 3 * kMargin + 6 * line};
}

QRectF SampleCard::thumbnailArea() const
{
    return QRectF(kMargin, kMargin, width() - 2 * kMargin, kThumbnailHeight);
}

void SampleCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColours colours = themeColours(palette());
    const bool lit = hasFocus() || underMouse() || isDown();
    painter.setPen(QPen(lit ? colours.accent : colours.border, lit ? 2.0 : 1.0));
    painter.setBrush(isDown() ? palette().color(QPalette::Midlight)
                              : palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    paintThumbnail(painter);
    paintText(painter);
}

void SampleCard::paintThumbnail(QPainter& painter) const
{
    const Range x = rangeOf(m_curves.x);
    const Range y = rangeOf(m_curves.y);
    if (m_curves.x.empty() || !(x.upper >= x.lower))
        return;
    const QRectF area = thumbnailArea().adjusted(8, 8, -8, -8);
    const bool dark = isDark(palette());
    painter.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < m_curves.x.size(); ++i) {
        QPainterPath path;
        for (std::size_t k = 0; k < m_curves.x[i].size(); ++k) {
            const QPointF point(
                area.left() + area.width() * (m_curves.x[i][k] - x.lower) / x.span(),
                area.bottom() - area.height() * (m_curves.y[i][k] - y.lower) / y.span());
            k == 0 ? path.moveTo(point) : path.lineTo(point);
        }
        painter.setPen(QPen(seriesColour(static_cast<int>(i), dark), 1.5));
        painter.drawPath(path);
    }
}

void SampleCard::paintText(QPainter& painter) const
{
    const int line = fontMetrics().lineSpacing();
    QRectF box(kMargin, kThumbnailHeight + 2 * kMargin, width() - 2 * kMargin, line + 2);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(font());
    box.translate(0, line * 1.2);
    box.setHeight(3 * line + 2);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_equation);
    painter.setPen(themeColours(palette()).mutedText);
    box.translate(0, line * 3.3);
    box.setHeight(line + 2);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, m_duration);
}

}  // namespace nie
