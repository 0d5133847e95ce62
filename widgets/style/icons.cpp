#include "widgets/style/icons.h"

#include "widgets/style/icon_drawings.h"

#include <QColor>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace nie {

namespace {

/// Renders the drawing anew in the palette's colour of the moment, so that a change of palette
/// needs no new icons; pixmaps are cached by drawing, colour and size.
class LineIconEngine : public QIconEngine {
public:
    LineIconEngine(Icon which, const QColor& fixed) : m_which(which), m_fixed(fixed) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QSvgRenderer renderer(iconSvg(m_which, colour(mode)));
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QString key = QStringLiteral("nie-icon-%1-%2-%3x%4")
                                .arg(static_cast<int>(m_which))
                                .arg(colour(mode).name(QColor::HexArgb))
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        QSize square = QSize(24, 24).scaled(size, Qt::KeepAspectRatio);
        QRect rect(QPoint(0, 0), square);
        rect.moveCenter(QRect(QPoint(0, 0), size).center());
        paint(&painter, rect, mode, state);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    QIconEngine* clone() const override { return new LineIconEngine(m_which, m_fixed); }

private:
    QColor colour(QIcon::Mode mode) const
    {
        const QPalette palette = QGuiApplication::palette();
        if (mode == QIcon::Disabled)
            return palette.color(QPalette::Disabled, QPalette::WindowText);
        if (mode == QIcon::Selected)
            return palette.color(QPalette::HighlightedText);
        return m_fixed.isValid() ? m_fixed : palette.color(QPalette::WindowText);
    }

    Icon m_which;
    QColor m_fixed;
};

}  // namespace

QByteArray iconSvg(Icon which, const QColor& colour)
{
    QByteArray svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"24\" height=\"24\" viewBox=\"0 0 24 "
        "24\" "
        "fill=\"none\" stroke=\"COLOUR\" stroke-width=\"1.7\" stroke-linecap=\"round\" "
        "stroke-linejoin=\"round\">";
    svg += iconDrawing(which);
    svg += "</svg>";
    return svg.replace("COLOUR", colour.name().toLatin1());
}

QIcon icon(Icon which)
{
    return icon(which, QColor());
}

QIcon icon(Icon which, const QColor& colour)
{
    return QIcon(new LineIconEngine(which, colour));
}

}  // namespace nie
