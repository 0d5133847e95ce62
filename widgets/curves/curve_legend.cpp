#include "widgets/curves/curve_legend.h"

#include "widgets/curves/flow_layout.h"
#include "widgets/curves/series_pen.h"
#include "widgets/style/application_style.h"

#include <QEvent>
#include <QIcon>
#include <QPainter>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

namespace nie {

namespace {

/// A piece of the line as it is drawn; hollow when the series is hidden.
QIcon lineIcon(const CurveSeries& series, const QPalette& palette, double ratio)
{
    const auto draw = [&](bool shown) {
        QPixmap pixmap(QSize(22, 12) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen = seriesPen(series.colour, series.style, palette, 2.0);
        if (!shown)
            pen.setColor(themeColours(palette).border);
        painter.setPen(pen);
        painter.drawLine(QPointF(1, 6), QPointF(21, 6));
        return pixmap;
    };
    QIcon icon;
    icon.addPixmap(draw(true), QIcon::Normal, QIcon::On);
    icon.addPixmap(draw(false), QIcon::Normal, QIcon::Off);
    return icon;
}

/// A name in the legend: no frame, and no pressed look while its curve is shown, only one for
/// focus.
class LegendButton : public QToolButton {
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.state &= ~(QStyle::State_On | QStyle::State_Sunken);
        option.icon = icon().pixmap(iconSize(), devicePixelRatioF(), QIcon::Normal,
                                    isChecked() ? QIcon::On : QIcon::Off);
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

void markHidden(QToolButton& button, bool hidden)
{
    QFont font = button.font();
    font.setStrikeOut(hidden);
    button.setFont(font);
}

}  // namespace

CurveLegend::CurveLegend(QWidget* parent) : QWidget(parent)
{
    setObjectName("curves.legend");
    setAccessibleName(tr("Curves shown"));
    setLayout(new FlowLayout(4));
    // Not Fixed: that is the height of one row, and a second one would be cut off.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CurveLegend::setSeries(const std::vector<CurveSeries>& series)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_series = series;
    for (const CurveSeries& one : m_series)
        m_buttons.push_back(addButton(one));
    refreshIcons();
    updateGeometry();
}

QToolButton* CurveLegend::addButton(const CurveSeries& series)
{
    auto* button = new LegendButton(this);
    button->setObjectName(QString("curves.legend.%1").arg(QString::fromStdString(series.id)));
    button->setAccessibleName(tr("Show %1").arg(series.label));
    button->setToolTip(tr("Show or hide this curve"));
    button->setText(series.label);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(22, 12));
    button->setMinimumHeight(24);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setChecked(series.visible);
    layout()->addWidget(button);
    markHidden(*button, !series.visible);
    connect(button, &QToolButton::toggled, this, [this, button, id = series.id](bool visible) {
        markHidden(*button, !visible);
        Q_EMIT visibilityToggled(id, visible);
    });
    return button;
}

void CurveLegend::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshIcons();
}

void CurveLegend::refreshIcons()
{
    for (std::size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setIcon(lineIcon(m_series[i], palette(), devicePixelRatioF()));
}

}  // namespace nie
