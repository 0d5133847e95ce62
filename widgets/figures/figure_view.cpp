#include "widgets/figures/figure_view.h"

#include "widgets/figures/figure_painter.h"
#include "widgets/style/application_style.h"

#include <QPainter>

#include <algorithm>

namespace nie {

FigureView::FigureView(QWidget* parent) : QWidget(parent)
{
    setObjectName("figureView");
    setAccessibleName(tr("Figure"));
    setMinimumSize(160, 100);
}

void FigureView::setFigure(const FigureSpec& figure)
{
    m_figure = figure;
    QStringList panels;
    for (const PanelSpec& panel : figure.panels)
        panels << tr("%1: %n curves", nullptr, static_cast<int>(panel.series.size()))
                      .arg(QString::fromStdString(panel.title.empty() ? panel.y.label
                                                                      : panel.title));
    setAccessibleDescription(QString::fromStdString(figure.title) + " " + panels.join("; "));
    updateGeometry();
    update();
}

void FigureView::setPaperColours(bool paper)
{
    m_paper = paper;
    update();
}

QSize FigureView::sizeHint() const
{
    const double pixelsPerMillimetre = logicalDpiX() / 25.4;
    return QSizeF(m_figure.widthMillimetres, m_figure.heightMillimetres)
        .
        operator*=(pixelsPerMillimetre)
        .toSize();
}

void FigureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QSizeF wanted(m_figure.widthMillimetres, m_figure.heightMillimetres);
    if (m_figure.panels.empty() || wanted.isEmpty())
        return;
    QRectF target(QPointF(0, 0), wanted.scaled(QSizeF(size()), Qt::KeepAspectRatio));
    target.moveCenter(QRectF(rect()).center());
    FigureLook look;
    if (!m_paper) {
        const ThemeColours colours = themeColours(palette());
        look = {isDark(palette()), palette().color(QPalette::Base), palette().color(QPalette::Text),
                colours.band};
    }
    painter.fillRect(target, look.background);
    paintFigure(painter, m_figure, target, look);
}

}  // namespace nie
