#include "widgets/style/application_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyle>
#include <QStyleFactory>
#include <QVariant>

#include <cmath>

namespace nie {

namespace {

struct Shades {
    QRgb window, base, alternate, text, muted, button, border, accent, accentText, disabled, tip;
};

// Neutral greys with a breath of the accent's hue; text on window is at least 7:1, muted 4.5:1.
constexpr Shades kLight{0xFFF4F6F6, 0xFFFFFFFF, 0xFFF0F3F3, 0xFF1B2222, 0xFF566262, 0xFFFBFCFC,
                        0xFFC9D1D1, 0xFF0B6E6E, 0xFFFFFFFF, 0xFF738080, 0xFFFFFFFF};
constexpr Shades kDark{0xFF1F2424, 0xFF171B1B, 0xFF1C2121, 0xFFE3E8E8, 0xFF9DAAAA, 0xFF2A3030,
                       0xFF3C4545, 0xFF127878, 0xFFFFFFFF, 0xFF879393, 0xFF2A3030};

QPalette paletteOf(const Shades& shades)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, QRgb colour) {
        palette.setColor(role, QColor::fromRgb(colour));
    };
    set(QPalette::Window, shades.window);
    set(QPalette::WindowText, shades.text);
    set(QPalette::Base, shades.base);
    set(QPalette::AlternateBase, shades.alternate);
    set(QPalette::Text, shades.text);
    set(QPalette::PlaceholderText, shades.muted);
    set(QPalette::Button, shades.button);
    set(QPalette::ButtonText, shades.text);
    set(QPalette::BrightText, shades.accentText);
    set(QPalette::ToolTipBase, shades.tip);
    set(QPalette::ToolTipText, shades.text);
    set(QPalette::Highlight, shades.accent);
    set(QPalette::HighlightedText, shades.accentText);
    set(QPalette::Link, shades.accent);
    set(QPalette::LinkVisited, shades.muted);
    const QColor window = QColor::fromRgb(shades.window);
    palette.setColor(QPalette::Light, window.lighter(112));
    palette.setColor(QPalette::Midlight, window.lighter(105));
    palette.setColor(QPalette::Mid, QColor::fromRgb(shades.border));
    palette.setColor(QPalette::Dark, QColor::fromRgb(shades.border).darker(115));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0, 90));
    for (auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(shades.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(shades.border));
    palette.setColor(QPalette::Disabled, QPalette::Base, window);
    return palette;
}

/// Property of the application: whether the desktop's palette was dark before ours replaced it.
constexpr char kDesktopIsDark[] = "nieDesktopIsDark";

}  // namespace

QPalette lightPalette()
{
    return paletteOf(kLight);
}

QPalette darkPalette()
{
    return paletteOf(kDark);
}

bool isDark(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

bool systemPrefersDark()
{
    const QByteArray gtk = qgetenv("GTK_THEME").toLower();
    if (!gtk.isEmpty())
        return gtk.endsWith(":dark") || gtk.endsWith("-dark");
    if (qgetenv("QT_QPA_PLATFORMTHEME").toLower().contains("dark"))
        return true;
    if (!qApp)
        return false;
    const QVariant before = qApp->property(kDesktopIsDark);
    return before.isValid() ? before.toBool() : isDark(QApplication::palette());
}

void applyApplicationStyle(QApplication& application, Appearance appearance)
{
    if (!application.property(kDesktopIsDark).isValid())
        application.setProperty(kDesktopIsDark, isDark(QApplication::palette()));
    const bool dark =
        appearance == Appearance::System ? systemPrefersDark() : appearance == Appearance::Dark;
    if (!application.style() ||
        application.style()->objectName().compare("fusion", Qt::CaseInsensitive) != 0)
        QApplication::setStyle(QStyleFactory::create("Fusion"));
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

ThemeColours themeColours(const QPalette& palette)
{
    const bool dark = isDark(palette);
    const Shades& shades = dark ? kDark : kLight;
    ThemeColours colours;
    colours.accent = QColor::fromRgb(dark ? 0xFF3DB8B0 : shades.accent);
    colours.warning = QColor::fromRgb(dark ? 0xFFE5A93B : 0xFF8F5A00);
    colours.error = QColor::fromRgb(dark ? 0xFFF0776B : 0xFFB3261E);
    colours.mutedText = QColor::fromRgb(shades.muted);
    colours.axis = QColor::fromRgb(dark ? 0xFF9DAAAA : 0xFF4A5555);
    colours.band = QColor::fromRgb(dark ? 0xFF253233 : 0xFFE6EFEF);
    colours.border = QColor::fromRgb(shades.border);
    return colours;
}

QFont tabularFont(const QFont& font)
{
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance('0');
    bool equal = true;
    for (char digit = '1'; digit <= '9'; ++digit)
        equal = equal && std::abs(metrics.horizontalAdvance(digit) - width) < 0.01;
    if (equal)
        return font;
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (font.pixelSize() > 0)
        fixed.setPixelSize(font.pixelSize());
    else
        fixed.setPointSizeF(font.pointSizeF());
    return fixed;
}

}  // namespace nie
