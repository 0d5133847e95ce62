#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace nie {

/// Which of the two looks is used; System follows the desktop.
enum class Appearance { System, Light, Dark };

/// Fusion with this program's palette. May be called again at any time: every plot and icon
/// restyles itself on QEvent::PaletteChange.
void applyApplicationStyle(QApplication& application, Appearance appearance = Appearance::System);

/// What System resolves to: the desktop's own palette before ours replaced it.
/// GTK_THEME and QT_QPA_PLATFORMTHEME variants that name a dark theme count too.
bool systemPrefersDark();

QPalette lightPalette();
QPalette darkPalette();
bool isDark(const QPalette& palette);

/// Colours that QPalette has no role for.
struct ThemeColours {
    QColor accent;     ///< deep teal: running state, selection, focus; nothing else
    QColor warning;    ///< amber, always beside an icon and a word
    QColor error;      ///< red, always beside an icon and a word
    QColor mutedText;  ///< secondary text, still 4.5:1 on the window
    QColor axis;       ///< plot axes and ticks
    QColor band;       ///< shaded spans of a plot
    QColor border;     ///< hairlines between areas
};
ThemeColours themeColours(const QPalette& palette);

/// Wong's colour-blind-safe order (Nature Methods 8, 441, 2011), lightened on dark backgrounds
/// where the contrast would fall below 3:1. Any index; wraps around.
constexpr int kSeriesColours = 8;
QColor seriesColour(int index, bool dark = false);

/// The font itself where its digits are equally wide, else the fixed-width one of the same size:
/// numbers that change in place must not jump.
QFont tabularFont(const QFont& font);

}  // namespace nie
