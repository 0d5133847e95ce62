// What the window does with the run that is looked at: fields, attention, figures of it.
#include "app/main_window.h"
#include "app/panels/attention_page.h"
#include "app/panels/fields_page.h"
#include "app/panels/loss_panel.h"
#include "app/panels/train_page.h"
#include "core/results/run_folder.h"
#include "widgets/curves/curve_plot.h"
#include "widgets/figures/figure_origin.h"

#include <QAction>

#include <algorithm>

namespace nie {

namespace fs = std::filesystem;

void MainWindow::connectShownRun()
{
    connect(&m_session, &TrainingSession::started, this, [this](const QString& folder) {
        m_shownRun.showLive(folder.toStdString(), m_session.config());
        m_shownRun.setSample(kWatchedSplit, m_session.watchedSample());
        m_train->setRun(folder.toStdString());
    });
    // While it trains, every page is about the sample that the training predicts.
    connect(m_train, &TrainPage::sampleChosen, this, [this](std::int64_t sample) {
        m_session.watchSample(sample);
        if (m_shownRun.isLive())
            m_shownRun.setSample(kWatchedSplit, sample);
    });
    connect(m_train, &TrainPage::evaluatedSampleWanted, this, &MainWindow::openEvaluatedSample);
    connect(&m_shownRun, &ShownRun::sampleChanged, this, [this] {
        if (m_shownRun.isLive() && m_shownRun.split() == kWatchedSplit)
            m_train->chooseSample(m_shownRun.sample());
    });
    connect(&m_session, &TrainingSession::batchReady, &m_shownRun, &ShownRun::showBatch);
    const auto trigger = [this](auto* page, auto signal, const char* action) {
        connect(page, signal, m_actions->find(QLatin1String(action)), &QAction::trigger);
    };
    trigger(m_fields, &FieldsPage::startPageRequested, "action.page.start");
    trigger(m_fields, &FieldsPage::runsPageRequested, "action.page.runs");
    trigger(m_attention, &AttentionPage::startPageRequested, "action.page.start");
    trigger(m_attention, &AttentionPage::runsPageRequested, "action.page.runs");
    trigger(m_attention, &AttentionPage::exportMapsRequested, "action.attention.export");
}

void MainWindow::openRun(const fs::path& folder)
{
    try {
        const RunConfig config = m_engine->findExperiment(RunFolder{folder}.config().string());
        m_shownRun.open(folder, config);
        clearMessage();
        // A training keeps its page; the old run is looked at beside it.
        if (isTraining(m_session.state())) {
            showPage(Page::Fields);
            return;
        }
        openConfig(config);
        m_reopener.open(folder);
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void MainWindow::openFigure(const fs::path& file)
{
    try {
        const auto origin = readFigureOrigin(file);
        if (!origin) {
            showMessage(
                MessageKind::Warning,
                tr("%1 does not say which run it shows: it was not written by this program.")
                    .arg(QString::fromStdString(file.filename().string())));
            return;
        }
        openRun(runOfFigure(*origin, file, m_session.runsRoot()));
        if (!origin->views.empty())
            showView(origin->views.front());
    } catch (const std::exception& error) {
        showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
}

void MainWindow::showView(const RunView& view)
{
    if (view.isOfTraining()) {
        showPage(Page::Train);
        setLossShown(true);
        for (const std::string& curve : view.name == "loss"
                                            ? std::vector<std::string>{"train", "validation"}
                                            : std::vector<std::string>{"residual"})
            m_loss->plot().setSeriesVisible(curve, true);
        return;
    }
    const std::string checkpoint = checkpointFor(view);
    if (!view.kind() && !view.isInSpace()) {
        m_attention->showView(view, checkpoint);
        showPage(Page::Attention);
        return;
    }
    m_shownRun.setSample(view.split, view.sample);
    m_fields->setLook(view.look);
    m_fields->showScene(sceneOfView(view.name), view.scene);
    m_fields->showCheckpoint(checkpoint);
    showPage(Page::Fields);
}

/// Fields are looked at on their page, curves on the Train page.
void MainWindow::openEvaluatedSample(PredictionTarget target)
{
    target.folder = m_shownRun.folder();
    const auto showFields = [this, target] {
        m_shownRun.setSample(target.split, target.sample);
        m_fields->showCheckpoint(target.checkpoint);
        showPage(Page::Fields);
    };
    if (m_train->isOfFields()) {
        showFields();
        return;
    }
    m_checkpointReader.start(
        [this, target, showFields](const std::stop_token& stop,
                                   const BackgroundWorker::Post&) -> BackgroundWorker::Step {
            const auto prediction = m_engine->predictionOf(target, stop).snapshot;
            return [this, prediction, showFields] {
                if (prediction->space.empty())
                    m_train->showEvaluatedSample(prediction);
                else
                    showFields();
            };
        });
}

/// The one that the view is of, or, where that is gone, the one to look at first.
std::string MainWindow::checkpointFor(const RunView& view)
{
    const std::vector<std::string> kept = m_shownRun.checkpoints();
    if (std::find(kept.begin(), kept.end(), view.checkpoint) != kept.end())
        return view.checkpoint;
    const std::string first = m_shownRun.firstCheckpoint();
    const QString other = QString::fromStdString(first);
    if (!first.empty() && view.checkpoint.empty())
        showMessage(MessageKind::Note, tr("The figure shows what a training predicted on its way; "
                                          "the checkpoint %1 predicts the same sample.")
                                           .arg(other));
    else if (!first.empty())
        showMessage(MessageKind::Warning,
                    tr("The run does not have the checkpoint %1 of the figure any more; %2 is "
                       "shown in its place.")
                        .arg(QString::fromStdString(view.checkpoint), other));
    return first;
}

std::optional<MovieSource> MainWindow::movieSource() const
{
    if (page() != Page::Fields || !m_fields->sample())
        return std::nullopt;
    MovieSource source;
    source.sample = m_fields->sample();
    source.look = m_fields->look();
    source.provenance = m_fields->figure().provenance;
    source.name = m_fields->name();
    source.run = m_shownRun.folder();
    source.checkpoint = m_fields->checkpoint();
    source.split = source.sample->split;
    source.number = m_fields->shownTarget().sample;
    source.predict = [engine = m_engine.get(), target = m_fields->shownTarget()](
                         const CheckpointEntry& checkpoint, const std::stop_token& stop) {
        PredictionTarget then = target;
        then.checkpoint = checkpoint.name;
        return engine->predictionOf(then, stop).snapshot;
    };
    return source;
}

}  // namespace nie
