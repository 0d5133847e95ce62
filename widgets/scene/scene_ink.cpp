#include "widgets/scene/scene_ink.h"

#include "widgets/style/application_style.h"

namespace nie {

namespace {

QColor mixedInk(const QColor& one, const QColor& other, double share)
{
    const auto between = [share](int a, int b) {
        return static_cast<int>(a + share * (b - a) + 0.5);
    };
    return {between(one.red(), other.red()), between(one.green(), other.green()),
            between(one.blue(), other.blue())};
}

}  // namespace

SceneInk sceneInk(const QPalette& palette, const QFont& font)
{
    const ThemeColours theme = themeColours(palette);
    SceneInk ink;
    ink.background = palette.color(QPalette::Base);
    ink.pane = mixedInk(ink.background, theme.border, 0.18);
    ink.grid = mixedInk(ink.background, theme.border, 0.7);
    ink.axis = theme.axis;
    ink.text = palette.color(QPalette::Text);
    ink.mutedText = theme.mutedText;
    ink.band = theme.band;
    ink.font = font;
    return ink;
}

}  // namespace nie
