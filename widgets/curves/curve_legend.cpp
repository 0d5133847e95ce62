#include "widgets/curves/curve_legend.h"

#include "widgets/curves/flow_layout.h"
#include "widgets/curves/series_pen.h"
#include "widgets/style/application_style.h"

#include <QEvent>
#include <QIcon>
#include <QMenu>
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
        QPen pen = seriesPen(series, palette, 2.0);
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
    // Not at once: the change may come from a menu of one of them.
    for (QToolButton* button : m_buttons) {
        button->hide();
        layout()->removeWidget(button);
        button->setObjectName(QString());
        button->deleteLater();
    }
    m_buttons.clear();
    Q_EMIT hovered({});  // a button that goes does not tell that the mouse has left it
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
    const QString label =
        series.run.isEmpty() ? series.label : tr("%1: %2").arg(series.run, series.label);
    button->setAccessibleName(tr("Show %1").arg(label));
    button->setToolTip(tr("Show or hide this curve; right click: its axis, or only this one"));
    button->setText(label);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setIconSize(QSize(22, 12));
    button->setMinimumHeight(24);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setChecked(series.visible);
    layout()->addWidget(button);
    markHidden(*button, !series.visible);
    button->installEventFilter(this);
    button->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(
        button, &QWidget::customContextMenuRequested, this,
        [this, button, series](const QPoint& at) { showMenu(series, button->mapToGlobal(at)); });
    connect(button, &QToolButton::toggled, this, [this, button, id = series.id](bool visible) {
        markHidden(*button, !visible);
        Q_EMIT visibilityToggled(id, visible);
    });
    return button;
}

bool CurveLegend::eventFilter(QObject* watched, QEvent* event)
{
    const bool enter = event->type() == QEvent::Enter;
    if (enter || event->type() == QEvent::Leave)
        for (std::size_t i = 0; i < m_buttons.size(); ++i)
            if (m_buttons[i] == watched)
                Q_EMIT hovered(enter ? m_series[i].id : std::string());
    return QWidget::eventFilter(watched, event);
}

void CurveLegend::showMenu(const CurveSeries& series, const QPoint& global)
{
    auto* menu = new QMenu(this);
    menu->setObjectName("curves.legend.menu");
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, const char* name, auto act) {
        QAction* action = menu->addAction(text, this, act);
        action->setObjectName(name);
        return action;
    };
    const auto toSide = [this, id = series.id](CurveSide side) {
        return [this, id, side] { Q_EMIT sideChosen(id, side); };
    };
    QAction* left = add(tr("&Left axis"), "curves.legend.left", toSide(CurveSide::Left));
    QAction* right = add(tr("&Right axis"), "curves.legend.right", toSide(CurveSide::Right));
    left->setCheckable(true);
    right->setCheckable(true);
    (series.side == CurveSide::Left ? left : right)->setChecked(true);
    menu->addSeparator();
    add(tr("&Only this curve"), "curves.legend.only",
        [this, id = series.id] { Q_EMIT onlyChosen(id); });
    add(tr("&All curves"), "curves.legend.all", [this] { Q_EMIT onlyChosen(std::string()); });
    menu->popup(global);
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
