#pragma once

#include <QPalette>

class QCPAxis;
class QCPAxisRect;
class QCustomPlot;
class QWidget;

namespace nie {

/// Colours, fonts and ticks of every plot of the program, from the widget's palette and font; to be
/// called again on QEvent::PaletteChange and FontChange. `owner`: the widget whose palette and font
/// hold (a child hears of a change later than its parent).
void stylePlot(QCustomPlot& plot, const QWidget& owner);
/// The same for one axis rectangle; stylePlot does it for all.
void styleAxisRect(QCPAxisRect& rect, const QPalette& palette, const QFont& font);

enum class TickKind { Number, Whole, Duration };

/// Gives a linear axis ticks at round values, as many as its length bears, with powers of ten as
/// 10^k and durations as 1:39; Whole never marks fractions.
void setTicks(QCPAxis& axis, TickKind kind);

/// Switches an axis between linear and logarithmic, ticks included.
void setLogarithmic(QCPAxis& axis, bool logarithmic);

/// `palette` with text in `colour`, for a label on a window or on a plot's background.
QPalette withTextColour(QPalette palette, const QColor& colour);

}  // namespace nie
