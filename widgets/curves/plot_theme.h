#pragma once

#include <QPalette>
#include <QSharedPointer>

class QCPAxis;
class QCPAxisRect;
class QCPAxisTicker;
class QCustomPlot;

namespace nie {

/// Colours, fonts and ticks of every plot of the program, from the widget's palette and font; to be
/// called again on QEvent::PaletteChange and FontChange.
void stylePlot(QCustomPlot& plot);
/// The same for one axis rectangle; stylePlot does it for all.
void styleAxisRect(QCPAxisRect& rect, const QPalette& palette, const QFont& font);

enum class TickKind { Number, Whole, Duration };

/// Ticks at round values, with powers of ten as 10^k and durations as 1:39; Whole never marks
/// fractions.
QSharedPointer<QCPAxisTicker> plotTicker(TickKind kind = TickKind::Number);

/// Switches an axis between linear and logarithmic, ticks included.
void setLogarithmic(QCPAxis& axis, bool logarithmic);

}  // namespace nie
