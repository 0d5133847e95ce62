#include "app/panels/train_page.h"

#include "app/panels/score_panel.h"
#include "app/panels/solver_panel.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/curves/trajectory_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kLeastSideWidth = 250;

}  // namespace

TrainPage::TrainPage(QWidget* parent)
    : QWidget(parent),
      m_sample(new QSpinBox),
      m_sampleCount(new QLabel),
      m_trajectory(new TrajectoryView),
      m_solver(new SolverPanel),
      m_score(new ScorePanel)
{
    setObjectName(QStringLiteral("trainPage"));
    setAccessibleName(tr("Train page"));
    m_trajectory->setObjectName(QStringLiteral("trajectoryView"));
    m_trajectory->setAccessibleName(tr("Truth against prediction"));
    m_trajectory->setEmptyText(
        tr("Truth and prediction of one validation sample appear here, over time and "
           "in the phase plane.\nPress Start to train."));
    connect(m_solver, &SolverPanel::iterateSelected, m_trajectory, &TrajectoryView::showIterate);

    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(8);
    leftColumn->addWidget(makeSampleRow());
    leftColumn->addWidget(m_trajectory, 1);
    auto* side = new QWidget;
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(8, 0, 4, 0);
    sideColumn->setSpacing(16);
    sideColumn->addWidget(m_solver, 1);
    sideColumn->addWidget(m_score);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("trainSplitter"));
    splitter->setAccessibleName(tr("Prediction and solver"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("trainSideScroll"));
    scroll->setAccessibleName(tr("Solver and score"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(kLeastSideWidth);
    scroll->setWidget(side);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({740, 280});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(splitter);
    clear();
}

QWidget* TrainPage::makeSampleRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    auto* label = new QLabel(tr("Validation &sample"));
    label->setBuddy(m_sample);
    m_sample->setObjectName(QStringLiteral("sampleBox"));
    m_sample->setAccessibleName(tr("Validation sample"));
    m_sample->setToolTip(tr("Which sample of the validation set is predicted while it trains"));
    m_sample->setRange(1, 1);
    connect(m_sample, &QSpinBox::valueChanged, this,
            [this](int value) { Q_EMIT sampleChosen(value - 1); });
    layout->addWidget(label);
    layout->addWidget(m_sample);
    layout->addWidget(m_sampleCount);
    layout->addStretch();
    return row;
}

void TrainPage::clear()
{
    m_trajectory->setSnapshot(nullptr);
    m_solver->clear();
    m_score->clear();
    m_sampleCount->clear();
    m_sample->setEnabled(false);
}

void TrainPage::showBatch(const TrainingFeed::Batch& batch)
{
    if (batch.started) {
        const auto samples = static_cast<int>(batch.started->validationSamples);
        m_sample->setRange(1, std::max(1, samples));
        m_sample->setEnabled(samples > 1);
        m_sampleCount->setText(tr("of %1").arg(samples));
    }
    if (!batch.steps.empty())
        m_solver->showStep(batch.steps.back());
    if (batch.prediction)
        showSnapshot(batch.prediction);
}

void TrainPage::showSnapshot(const std::shared_ptr<const PredictionSnapshot>& snapshot)
{
    m_trajectory->setSnapshot(
        snapshot->space.empty() ? snapshot
                                : std::make_shared<const PredictionSnapshot>(snapshot->atProbes()));
    m_solver->showSnapshot(*snapshot);
    m_trajectory->showIterate(m_solver->residualPlot().selectedIterate());
}

void TrainPage::showEvaluation(const RunEvaluation& evaluation)
{
    m_score->showEvaluation(evaluation);
}

FigureSpec TrainPage::figure() const
{
    return m_trajectory->snapshot() ? m_trajectory->figure() : FigureSpec();
}

void TrainPage::fit()
{
    m_trajectory->fit();
}

}  // namespace nie
