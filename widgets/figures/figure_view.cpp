#include "widgets/figures/figure_view.h"

#include "widgets/figures/figure_text.h"
#include "widgets/style/application_style.h"

#include <QFontInfo>
#include <QPainter>

#include <algorithm>

namespace nie {

namespace {

constexpr double kFillMargin = 4;

}  // namespace

FigureView::FigureView(QWidget* parent) : QWidget(parent)
{
    setObjectName("figureView");
    setAccessibleName(tr("Figure"));
    setMinimumSize(160, 100);
}

void FigureView::setFigure(const FigureSpec& figure)
{
    for (const PanelSpec& panel : figure.panels)
        if (panel.image)
            validate(*panel.image);
    const QSize before = sizeHint();
    m_figure = figure;
    describe();
    if (sizeHint() != before)
        updateGeometry();
    update();
}

/// What a person who does not see it is told.
void FigureView::describe()
{
    QStringList panels;
    for (const FigureSpec& part : m_figure.parts)
        panels << QString::fromStdString(part.letter + " " + part.title).trimmed();
    for (const PanelSpec& panel : m_figure.panels) {
        const QString name =
            QString::fromStdString(panel.title.empty() ? panel.y.label : panel.title);
        panels << (panel.image ? tr("%1: heat map of %2 by %3 cells")
                                     .arg(name)
                                     .arg(panel.image->rows)
                                     .arg(panel.image->columns)
                               : tr("%1: %n curves", nullptr, static_cast<int>(panel.series.size()))
                                     .arg(name));
    }
    setAccessibleDescription(QString::fromStdString(m_figure.title) + " " + panels.join("; "));
}

void FigureView::setPaperColours(bool paper)
{
    m_paper = paper;
    update();
}

void FigureView::setFilling(bool filling)
{
    m_filling = filling;
    update();
}

void FigureView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    update();
}

QSize FigureView::sizeHint() const
{
    const double pixelsPerMillimetre = logicalDpiX() / kMillimetresPerInch;
    return (QSizeF(m_figure.widthMillimetres, m_figure.heightMillimetres) * pixelsPerMillimetre)
        .toSize();
}

void FigureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    draw(painter);
}

void FigureView::draw(QPainter& painter) const
{
    const FigurePlacement shown = placement();
    if (m_filling)
        painter.fillRect(rect(), shown.look.background);
    if (shown.target.isEmpty()) {
        paintEmptyText(painter);
        return;
    }
    if (!m_filling)
        painter.fillRect(shown.target, shown.look.background);
    paintFigure(painter, shown.figure, shown.target, shown.look);
}

FigureLook FigureView::look() const
{
    if (m_paper)
        return {};
    FigureLook look;
    look.dark = isDark(palette());
    look.background = palette().color(QPalette::Base);
    look.foreground = palette().color(QPalette::Text);
    look.band = themeColours(palette()).band;
    return look;
}

FigurePlacement FigureView::placement() const
{
    FigurePlacement placement;
    placement.figure = m_figure;
    placement.target = placeOf(placement.figure);
    placement.look = look();
    placement.size = size();
    placement.ratio = devicePixelRatioF();
    return placement;
}

QRectF FigureView::placeOf(FigureSpec& figure) const
{
    QSizeF wanted(figure.widthMillimetres, figure.heightMillimetres);
    if (figure.isEmpty() || wanted.isEmpty())
        return {};
    QRectF target(rect());
    if (!m_filling) {
        target.setSize(wanted.scaled(QSizeF(size()), Qt::KeepAspectRatio));
        target.moveCenter(QRectF(rect()).center());
        return target;
    }
    target.adjust(kFillMargin, kFillMargin, -kFillMargin, -kFillMargin);
    const double pixelsPerPoint = QFontInfo(font()).pixelSize() / figure.fontPoints;
    wanted = target.size() / pixelsPerPoint * (kMillimetresPerInch / kPointsPerInch);
    figure.widthMillimetres = wanted.width();
    figure.heightMillimetres = wanted.height();
    return wanted.isEmpty() ? QRectF() : target;
}

std::optional<FigurePoint> FigureView::pointAt(QPointF place) const
{
    FigureSpec shown = m_figure;
    const QRectF target = placeOf(shown);
    return target.isEmpty() ? std::nullopt : figurePointAt(shown, target, place);
}

std::vector<PanelPlace> FigureView::panelPlaces() const
{
    FigureSpec shown = m_figure;
    const QRectF target = placeOf(shown);
    return target.isEmpty() ? std::vector<PanelPlace>() : figurePlaces(shown, target);
}

void FigureView::paintEmptyText(QPainter& painter) const
{
    painter.setPen(themeColours(palette()).mutedText);
    painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                     m_emptyText);
}

}  // namespace nie
