#include "app/panels/rate_preview.h"

#include "core/training/schedule.h"
#include "widgets/figures/figure_view.h"
#include "widgets/style/number_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kHeight = 112;
constexpr std::int64_t kMostSteps = 200'000;
/// A run whose number of steps nobody knows is drawn in hundredths.
constexpr std::int64_t kShares = 100;

/// 0: not known before the start.
std::int64_t plannedSteps(const TrainingOptions& options, std::int64_t stepsPerEpoch)
{
    const std::int64_t byEpochs = options.epochs * stepsPerEpoch;
    if (options.steps > 0 && byEpochs > 0)
        return std::min(options.steps, byEpochs);
    if (options.epochs > 0 && stepsPerEpoch == 0)
        return 0;
    return std::max(options.steps, byEpochs);
}

}  // namespace

RatePreview::RatePreview(QWidget* parent) : QWidget(parent),
      m_rate(new QLabel),
      m_view(new FigureView)
{
    setObjectName(QStringLiteral("ratePreview"));
    setAccessibleName(tr("Planned learning rate"));
    setToolTip(tr("The learning rate over the run as it is planned: warm-up, then the schedule. A "
                  "plateau schedule falls when validations stop improving, which nobody knows "
                  "beforehand."));
    m_view->setFilling(true);
    m_view->setPaperColours(false);
    m_view->setFixedHeight(kHeight);
    m_rate->setObjectName(QStringLiteral("rateLabel"));
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_rate, 1);
    addFactor(*row, "halveRateButton", QStringLiteral("\u00f7 2"), tr("Halve the learning rate"), 0.5);
    addFactor(*row, "doubleRateButton", QStringLiteral("\u00d7 2"), tr("Double the learning rate"), 2.0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 4);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_view);
}

QToolButton* RatePreview::addFactor(QLayout& row, const char* name, const QString& text,
                                    const QString& tip, double factor)
{
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setAccessibleName(tip);
    button->setToolTip(tip + tr(", also while the training runs"));
    connect(button, &QToolButton::clicked, this, [this, factor] { Q_EMIT factorChosen(factor); });
    row.addWidget(button);
    return button;
}

void RatePreview::showPlan(const TrainingOptions& options, std::int64_t stepsPerEpoch)
{
    const std::int64_t planned = plannedSteps(options, stepsPerEpoch);
    const bool known = planned > 0 && planned <= kMostSteps;
    if (known) {
        m_rates = plannedRates(options, planned);
    } else {
        // Warm-up counts steps, which a run limited by time does not plan.
        TrainingOptions shape = options;
        shape.warmUpSteps = 0;
        m_rates = plannedRates(shape, kShares);
    }
    m_rate->setText(tr("Largest learning rate %1").arg(formatNumber(options.learningRate)));
    SeriesSpec course;
    course.y = m_rates;
    for (std::size_t i = 0; i < m_rates.size(); ++i)
        course.x.push_back(static_cast<double>(i + 1));
    course.widthPoints = 1.2;
    PanelSpec panel;
    panel.x.label = known ? "Step" : "Share of the run (%)";
    panel.y.label = "Rate";
    panel.y.from = 0.0;
    panel.series.push_back(std::move(course));
    FigureSpec figure;
    figure.panels.push_back(std::move(panel));
    m_view->setFigure(figure);
}

}  // namespace nie
