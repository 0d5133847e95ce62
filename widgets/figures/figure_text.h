#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QPointF>
#include <QString>

class QPainter;

namespace nie {

/// Drawing units of a figure per point (1/72 inch): fine enough for fonts of tenths of a point, as
/// QFont takes whole numbers only.
constexpr double kUnitsPerPoint = 10.0;

constexpr double kPointsPerInch = 72.0;
constexpr double kMillimetresPerInch = 25.4;

/// The first sans serif of the journals' lists that is installed, `points` high, without hinting so
/// that widths are the same on the screen and in every file.
QFont figureFont(double points, bool bold = false);

/// Draws text with one of its nine anchor points (as in Qt::Alignment) at `anchor`.
void drawAnchoredText(QPainter& painter, const QFont& font, QPointF anchor, Qt::Alignment alignment,
                      const QString& text);

/// Ten to a power, the exponent raised and smaller.
void drawPowerOfTen(QPainter& painter, const QFont& font, QPointF anchor, Qt::Alignment alignment,
                    const QString& exponent, const QString& prefix = {});
double powerOfTenWidth(const QFont& font, const QString& exponent, const QString& prefix = {});

}  // namespace nie
