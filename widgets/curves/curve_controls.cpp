#include "widgets/curves/curve_controls.h"

#include "widgets/curves/curve_plot.h"
#include "widgets/style/icons.h"
#include "widgets/style/number_format.h"

#include <QAction>
#include <QActionGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <array>
#include <cmath>

namespace nie {

namespace {

constexpr int kSliderEnd = 100;
constexpr std::array kFollowedSteps{0, 200, 1000, 5000, 20000};  ///< 0: all

/// The slider is even in the number of points averaged over, 1 to 1000 on a logarithmic scale.
double weightAt(int position)
{
    return position == 0 ? 0.0 : 1.0 - std::pow(10.0, -3.0 * position / kSliderEnd);
}

int positionOf(double weight)
{
    return weight <= 0
               ? 0
               : static_cast<int>(std::lround(-std::log10(1.0 - weight) * kSliderEnd / 3.0));
}

QToolButton* iconButton(const char* name, Icon which, const QString& text, const QString& tip,
                        QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(icon(which));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setAutoRaise(true);
    button->setMinimumSize(28, 28);
    return button;
}

}  // namespace

CurveControls::CurveControls(CurvePlot* plot, QWidget* parent) : QWidget(parent), m_plot(plot)
{
    setObjectName("curves.controls");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 0);
    row->setSpacing(8);
    buildScales();
    row->addStretch(1);
    buildNavigation();
    buildMenu();
}

void CurveControls::buildScales()
{
    auto* axis = new QComboBox(this);
    axis->setObjectName("curves.xAxis");
    axis->setAccessibleName(tr("Horizontal axis"));
    axis->addItems(
        {tr("Step"), tr("Epoch"), tr("Training time"), tr("Time since start"), tr("Samples seen")});
    axis->setCurrentIndex(static_cast<int>(m_plot->xAxis()));
    auto* logX = new QCheckBox(tr("Log x"), this);
    logX->setObjectName("curves.logX");
    logX->setChecked(m_plot->isLogarithmicX());
    auto* logY = new QCheckBox(tr("Log y"), this);
    logY->setObjectName("curves.logY");
    logY->setChecked(m_plot->isLogarithmicY(CurveSide::Left));
    auto* label = new QLabel(tr("&Smoothing"), this);
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setObjectName("curves.smoothing");
    slider->setAccessibleName(tr("Smoothing"));
    slider->setToolTip(tr("Weight of the moving average; the raw curve stays behind it"));
    slider->setRange(0, kSliderEnd);
    slider->setFixedWidth(120);
    slider->setMinimumHeight(24);
    slider->setValue(positionOf(m_plot->smoothing()));
    label->setBuddy(slider);
    auto* value = new QLabel(this);
    value->setObjectName("curves.smoothingValue");
    value->setMinimumWidth(value->fontMetrics().horizontalAdvance("0.9999"));
    const auto showWeight = [value](double weight) {
        value->setText(weight > 0 ? formatNumber(weight) : tr("off"));
    };
    showWeight(m_plot->smoothing());
    for (QWidget* part : {static_cast<QWidget*>(axis), static_cast<QWidget*>(logX),
                          static_cast<QWidget*>(logY), static_cast<QWidget*>(label),
                          static_cast<QWidget*>(slider), static_cast<QWidget*>(value)})
        layout()->addWidget(part);

    connect(axis, &QComboBox::activated, m_plot,
            [this](int i) { m_plot->setXAxis(static_cast<CurveX>(i)); });
    connect(logX, &QCheckBox::toggled, m_plot, &CurvePlot::setLogarithmicX);
    connect(logY, &QCheckBox::toggled, m_plot,
            [this](bool on) { m_plot->setLogarithmicY(CurveSide::Left, on); });
    connect(slider, &QSlider::valueChanged, m_plot,
            [this](int at) { m_plot->setSmoothing(weightAt(at)); });
    connect(m_plot, &CurvePlot::xAxisChanged, axis,
            [axis](CurveX x) { axis->setCurrentIndex(static_cast<int>(x)); });
    connect(m_plot, &CurvePlot::scalesChanged, this, [this, logX, logY] {
        logX->setChecked(m_plot->isLogarithmicX());
        logY->setChecked(m_plot->isLogarithmicY(CurveSide::Left));
    });
    connect(m_plot, &CurvePlot::smoothingChanged, this, [slider, showWeight](double weight) {
        const QSignalBlocker quiet(slider);
        slider->setValue(positionOf(weight));
        showWeight(weight);
    });
}

void CurveControls::buildNavigation()
{
    auto* back = iconButton("curves.back", Icon::Back, tr("Previous view"),
                            tr("Back to the previous view"), this);
    auto* forward =
        iconButton("curves.forward", Icon::Forward, tr("Next view"), tr("Forward again"), this);
    auto* fit =
        iconButton("curves.fit", Icon::Fit, tr("Fit"), tr("Show all points (double click)"), this);
    for (QToolButton* button : {back, forward, fit})
        layout()->addWidget(button);
    connect(back, &QToolButton::clicked, m_plot, &CurvePlot::zoomBack);
    connect(forward, &QToolButton::clicked, m_plot, &CurvePlot::zoomForward);
    connect(fit, &QToolButton::clicked, m_plot, &CurvePlot::fit);
    const auto update = [this, back, forward] {
        back->setEnabled(m_plot->canZoomBack());
        forward->setEnabled(m_plot->canZoomForward());
    };
    update();
    connect(m_plot, &CurvePlot::zoomHistoryChanged, this, update);
}

void CurveControls::buildMenu()
{
    auto* button =
        iconButton("curves.more", Icon::Settings, tr("More"),
                   tr("Right axis, envelope, outliers, table of values, what is followed"), this);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    menu->setObjectName("curves.more.menu");
    menu->setToolTipsVisible(true);
    const auto add = [&](const QString& text, const char* name, const QString& tip, bool on) {
        QAction* action = menu->addAction(text);
        action->setObjectName(name);
        action->setToolTip(tip);
        action->setCheckable(true);
        action->setChecked(on);
        return action;
    };
    QAction* logRight = add(tr("&Log right axis"), "curves.logRight",
                            tr("Logarithmic scale of the axis on the right"),
                            m_plot->isLogarithmicY(CurveSide::Right));
    QAction* envelope = add(tr("&Envelope"), "curves.envelope",
                            tr("Shade the range of the raw values behind the smoothed curve"),
                            m_plot->isEnvelopeShown());
    QAction* outliers =
        add(tr("&Ignore outliers"), "curves.outliers",
            tr("Vertical ranges from the 1 to the 99 % quantile"), m_plot->isOutlierTolerant());
    QAction* table = add(tr("&Values as a table"), "curves.tableAction",
                         tr("Values under the mouse, or between the cursors A and B (Ctrl+click)"),
                         m_plot->isTableShown());
    buildFollow(*menu);
    button->setMenu(menu);
    layout()->addWidget(button);
    connect(logRight, &QAction::toggled, m_plot,
            [this](bool on) { m_plot->setLogarithmicY(CurveSide::Right, on); });
    connect(envelope, &QAction::toggled, m_plot, &CurvePlot::setEnvelopeShown);
    connect(outliers, &QAction::toggled, m_plot, &CurvePlot::setOutlierTolerant);
    connect(table, &QAction::toggled, m_plot, &CurvePlot::setTableShown);
    connect(m_plot, &CurvePlot::scalesChanged, logRight,
            [this, logRight] { logRight->setChecked(m_plot->isLogarithmicY(CurveSide::Right)); });
    connect(m_plot, &CurvePlot::envelopeShownChanged, envelope, &QAction::setChecked);
    connect(m_plot, &CurvePlot::outlierTolerantChanged, outliers, &QAction::setChecked);
    connect(m_plot, &CurvePlot::tableShownChanged, table, &QAction::setChecked);
}

void CurveControls::buildFollow(QMenu& menu)
{
    QMenu* follow = menu.addMenu(tr("&Follow"));
    follow->setObjectName("curves.follow.menu");
    follow->setToolTipsVisible(true);
    auto* choice = new QActionGroup(follow);
    for (const int steps : kFollowedSteps) {
        QAction* action = follow->addAction(
            steps == 0 ? tr("The whole run") : tr("The last %1 steps").arg(formatCount(steps)));
        action->setObjectName(QStringLiteral("curves.follow.%1").arg(steps));
        action->setToolTip(steps == 0 ? tr("While it trains the plot shows every step")
                                      : tr("While it trains the plot shows the newest steps"));
        action->setCheckable(true);
        action->setChecked(m_plot->followWindow() == steps);
        choice->addAction(action);
        connect(action, &QAction::triggered, m_plot, [this, steps] {
            m_plot->setFollowWindow(steps);
            m_plot->setFollowing(true);
        });
        connect(m_plot, &CurvePlot::followWindowChanged, action,
                [action, steps](double now) { action->setChecked(now == steps); });
    }
}

void CurveControls::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        update();
}

}  // namespace nie
