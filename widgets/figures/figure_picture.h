#pragma once

#include "widgets/figures/figure_layout.h"

#include <QPixmap>

#include <optional>
#include <vector>

namespace nie {

/// How a figure stands on a widget.
struct FigurePlacement {
    FigureSpec figure;
    QRectF target;  ///< in device-independent pixels
    FigureLook look;
    QSize size;       ///< of the widget
    qreal ratio = 1;  ///< device pixels a pixel
};

/// A figure on the screen, drawn once and kept. Of a figure that differs from the last one only in
/// what its heat maps hold, and in its title, that alone is drawn anew: a frame of a playing field.
/// The picture is the same as if all of it had been, up to the rounding of scaled images (3 of 255).
class FigurePicture {
public:
    FigurePicture() = default;
    FigurePicture(const FigurePicture&) = delete;  ///< the layout refers to the figure beside it
    FigurePicture& operator=(const FigurePicture&) = delete;

    /// Not a sheet.
    void show(FigurePlacement placement);
    /// The next figure is drawn as a whole.
    void forget();

    const QPixmap& pixmap() const { return m_pixmap; }
    /// Where the panels lie, one a panel.
    const std::vector<PanelPlace>& places() const { return m_places; }
    /// How many figures have been drawn as a whole.
    int wholeDrawings() const { return m_wholeDrawings; }

private:
    bool keepsFrame(const FigurePlacement& next) const;
    void drawWhole();
    void drawInside(bool title);
    void clear(QPainter& painter, const QRectF& area) const;

    FigurePlacement m_placement;
    std::optional<FigureLayout> m_layout;  ///< of the placement's figure
    std::vector<PanelPlace> m_places;
    QPixmap m_pixmap;
    int m_wholeDrawings = 0;
};

}  // namespace nie
