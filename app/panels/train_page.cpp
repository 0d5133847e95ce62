#include "app/panels/train_page.h"

#include "app/figure_provenance.h"
#include "app/panels/diagnostics_tabs.h"
#include "app/panels/score_panel.h"
#include "app/panels/solver_panel.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/curves/trajectory_view.h"
#include "widgets/style/number_format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace nie {

namespace {

constexpr int kLeastSideWidth = 250;

}  // namespace

TrainPage::TrainPage(QWidget* parent)
    : WorkPage(parent),
      m_sample(new QSpinBox),
      m_sampleCount(new QLabel),
      m_evaluatedNote(new QLabel),
      m_backToLive(new QToolButton),
      m_trajectory(new TrajectoryView),
      m_solver(new SolverPanel),
      m_score(new ScorePanel)
{
    setObjectName(QStringLiteral("trainPage"));
    setAccessibleName(tr("Train page"));
    m_trajectory->setObjectName(QStringLiteral("trajectoryView"));
    m_trajectory->setAccessibleName(tr("Truth against prediction"));
    setLivePictures(LivePictures::Full);
    connect(m_solver, &SolverPanel::iterateSelected, m_trajectory, &TrajectoryView::showIterate);

    auto* left = new QWidget;
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 8, 0, 0);
    leftColumn->setSpacing(8);
    leftColumn->addWidget(makeSampleRow());
    leftColumn->addWidget(m_trajectory, 1);
    m_tabs = new DiagnosticsTabs(left, tr("Prediction"));
    connect(m_tabs, &DiagnosticsTabs::sampleChosen, this, &TrainPage::chooseEvaluatedSample);
    connect(m_tabs, &QTabWidget::currentChanged, this, &TrainPage::changed);
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
    splitter->addWidget(m_tabs);
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
    m_evaluatedNote->setObjectName(QStringLiteral("evaluatedSampleNote"));
    m_evaluatedNote->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // It comes and goes and must not push the window wider.
    m_evaluatedNote->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_backToLive->setObjectName(QStringLiteral("backToValidationButton"));
    m_backToLive->setText(tr("Back"));
    m_backToLive->setAccessibleName(tr("Back to the validation sample"));
    m_backToLive->setToolTip(m_backToLive->accessibleName());
    connect(m_backToLive, &QAbstractButton::clicked, this, &TrainPage::backToLive);
    layout->addWidget(m_evaluatedNote, 1);
    layout->addWidget(m_backToLive);
    return row;
}

void TrainPage::clear()
{
    m_trajectory->setSnapshot(nullptr);
    m_solver->clear();
    m_score->clear();
    m_tabs->clear();
    m_live = nullptr;
    m_run.clear();
    m_checkpointShown = false;
    m_isOfFields = false;
    m_evaluation = {};
    m_evaluatedNote->clear();
    m_backToLive->hide();
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
    if (!batch.validations.empty())
        m_solver->showValidation(batch.validations.back());
    if (batch.prediction && m_checkpointShown)
        m_live = batch.prediction;
    else if (batch.prediction)
        showSnapshot(batch.prediction);
}

void TrainPage::chooseSample(std::int64_t index)
{
    m_sample->setValue(static_cast<int>(index) + 1);
}

void TrainPage::setLivePictures(LivePictures pictures)
{
    const QString what = tr("Truth and prediction of one validation sample appear here, over time "
                            "and in the phase plane.");
    const QString how =
        pictures == LivePictures::None
            ? tr("View > Live pictures is set to None: choose \"Open the model at this step\" on "
                 "the loss curve to see what a checkpoint predicts.")
            : tr("Press Start to train.");
    m_trajectory->setEmptyText(what + QLatin1Char('\n') + how);
}

void TrainPage::showCheckpoint(const std::shared_ptr<const PredictionSnapshot>& snapshot,
                               const QString& name)
{
    m_tabs->setCurrentIndex(0);
    m_checkpointShown = true;
    drawSnapshot(snapshot);
    m_evaluatedNote->setText(tr("Checkpoint %1, after step %2")
                                 .arg(name, formatCount(snapshot->step)));
    m_backToLive->setVisible(m_live != nullptr);
    Q_EMIT changed();
}

void TrainPage::showSnapshot(const std::shared_ptr<const PredictionSnapshot>& snapshot)
{
    m_live = snapshot;
    m_checkpointShown = false;
    m_evaluatedNote->clear();
    m_backToLive->hide();
    drawSnapshot(snapshot);
    m_solver->showSnapshot(*snapshot);
    m_trajectory->showIterate(m_solver->residualPlot().selectedIterate());
}

void TrainPage::drawSnapshot(const std::shared_ptr<const PredictionSnapshot>& snapshot)
{
    m_isOfFields = !snapshot->space.empty();
    m_trajectory->setSnapshot(
        snapshot->space.empty() ? snapshot
                                : std::make_shared<const PredictionSnapshot>(snapshot->atProbes()));
}

/// By its index in the data set.
void TrainPage::chooseEvaluatedSample(std::int64_t index)
{
    const auto& all = m_evaluation.diagnostics->samples;
    const auto found = std::find_if(all.begin(), all.end(),
                                    [index](const auto& sample) { return sample.index == index; });
    const PredictionTarget target{
        {}, m_evaluation.checkpoint, m_evaluation.split, std::distance(all.begin(), found)};
    const auto kept = m_evaluation.diagnostics->predictionOf(index);
    if (m_isOfFields) {
        Q_EMIT evaluatedSampleWanted(target);
    } else if (kept) {
        auto shown = std::make_shared<PredictionSnapshot>(*kept);
        shown->step = m_evaluation.step;
        showEvaluatedSample(shown);
    } else {
        m_tabs->setCurrentIndex(0);
        m_evaluatedNote->setText(
            tr("The prediction of sample %1 is not kept; the checkpoint %2 makes it again.")
                .arg(index)
                .arg(QString::fromStdString(m_evaluation.checkpoint)));
        Q_EMIT evaluatedSampleWanted(target);
    }
}

void TrainPage::showEvaluatedSample(const std::shared_ptr<const PredictionSnapshot>& sample)
{
    m_tabs->setCurrentIndex(0);
    drawSnapshot(sample);
    if (m_evaluation.diagnostics)
        for (const auto& each : m_evaluation.diagnostics->samples)
            if (each.index == sample->sample)
                m_evaluatedNote->setText(tr("Sample %1 of the %2 set, relative L2 %3")
                                             .arg(each.index)
                                             .arg(QString::fromStdString(m_evaluation.split),
                                                  formatNumber(each.relativeL2)));
    m_backToLive->setVisible(m_live != nullptr);
    Q_EMIT changed();
}

void TrainPage::backToLive()
{
    if (m_live)
        showSnapshot(m_live);
    Q_EMIT changed();
}

void TrainPage::showEvaluation(const RunEvaluation& evaluation)
{
    m_evaluation = evaluation;
    if (evaluation.diagnostics && !evaluation.diagnostics->predictions.empty())
        m_isOfFields = !evaluation.diagnostics->predictions.front()->space.empty();
    m_score->showEvaluation(evaluation);
    m_tabs->showEvaluation(evaluation);
    Q_EMIT changed();
}

FigureSpec TrainPage::figure() const
{
    if (m_tabs->currentIndex() > 0)
        return m_tabs->figure();
    return predictionFigure();
}

FigureSpec TrainPage::predictionFigure() const
{
    FigureSpec figure = m_trajectory->figure();
    if (const auto shown = m_trajectory->snapshot())
        figure.provenance = {{"step", std::to_string(shown->step)},
                             {"sample", shown->split + " " + std::to_string(shown->sample)}};
    return figure;
}

FigureSpec TrainPage::figureOf(const QWidget& view) const
{
    if (&view == m_trajectory)
        return predictionFigure();
    return qobject_cast<const SampleBars*>(&view) ? m_tabs->figure() : WorkPage::figureOf(view);
}

Provenance TrainPage::provenance() const
{
    return provenanceOfRun(m_run);
}

void TrainPage::fit()
{
    m_trajectory->fit();
}

}  // namespace nie
