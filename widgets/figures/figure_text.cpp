#include "widgets/figures/figure_text.h"

#include <QFontDatabase>
#include <QPainter>

#include <cmath>

namespace nie {

namespace {

QFont raised(const QFont& font)
{
    QFont small = font;
    small.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * 0.75)));
    return small;
}

double shiftX(Qt::Alignment alignment, double width)
{
    if (alignment & Qt::AlignRight)
        return -width;
    return alignment & Qt::AlignHCenter ? -width / 2 : 0;
}

/// From the anchor to the baseline. Centring is about half the height of a capital: digits stand
/// level with their tick, whatever the font's descent.
double shiftY(Qt::Alignment alignment, const QFontMetricsF& metrics)
{
    if (alignment & Qt::AlignTop)
        return metrics.ascent();
    if (alignment & Qt::AlignBottom)
        return -metrics.descent();
    return alignment & Qt::AlignVCenter ? metrics.capHeight() / 2 : 0;
}

}  // namespace

QFont figureFont(double points, bool bold)
{
    QString family;
    for (const char* wanted : {"Arial", "Helvetica", "Liberation Sans", "DejaVu Sans"})
        if (family.isEmpty() && QFontDatabase::hasFamily(QString::fromLatin1(wanted)))
            family = QString::fromLatin1(wanted);
    QFont font;
    if (!family.isEmpty())
        font = QFont(family);
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(points * kUnitsPerPoint))));
    font.setBold(bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

void drawAnchoredText(QPainter& painter, const QFont& font, QPointF anchor, Qt::Alignment alignment,
                      const QString& text)
{
    if (text.isEmpty())
        return;
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    painter.drawText(anchor + QPointF(shiftX(alignment, metrics.horizontalAdvance(text)),
                                      shiftY(alignment, metrics)),
                     text);
}

double powerOfTenWidth(const QFont& font, const QString& exponent, const QString& prefix)
{
    return QFontMetricsF(font).horizontalAdvance(prefix + "10") +
           QFontMetricsF(raised(font)).horizontalAdvance(exponent);
}

void drawPowerOfTen(QPainter& painter, const QFont& font, QPointF anchor, Qt::Alignment alignment,
                    const QString& exponent, const QString& prefix)
{
    const QFontMetricsF metrics(font);
    const QPointF start =
        anchor + QPointF(shiftX(alignment, powerOfTenWidth(font, exponent, prefix)),
                         shiftY(alignment, metrics));
    painter.setFont(font);
    painter.drawText(start, prefix + "10");
    painter.setFont(raised(font));
    painter.drawText(
        start + QPointF(metrics.horizontalAdvance(prefix + "10"), -0.5 * metrics.capHeight()),
        exponent);
}

}  // namespace nie
