#include "app/panels/prediction_row.h"

#include "app/panels/split_box.h"
#include "app/shown_run.h"
#include "core/results/run_folder.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

namespace nie {

namespace {

constexpr int kMostSamples = 9999;  ///< while their number is not known

/// "best" as "Best", "step-000120" as "Step 120".
QString checkpointTitle(const std::string& name)
{
    const QString text = QString::fromStdString(name);
    if (text.startsWith(QLatin1String("step-")))
        return QObject::tr("Step %1").arg(formatCount(text.mid(5).toLongLong()));
    return text.left(1).toUpper() + text.mid(1);
}

QString shownText(const PredictionSnapshot& prediction, const std::string& checkpoint)
{
    QString text = QObject::tr("Step %1, %2 sample, number %3 of the data set")
                       .arg(formatCount(prediction.step), QString::fromStdString(prediction.split))
                       .arg(prediction.sample);
    return checkpoint.empty()
               ? text
               : QObject::tr("%1, checkpoint %2").arg(text, QString::fromStdString(checkpoint));
}

}  // namespace

PredictionRow::PredictionRow(ShownRun& run, const Engine& engine, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_engine(engine),
      m_split(makeSplitBox("fields.split")),
      m_sample(new QSpinBox),
      m_sampleCount(new QLabel),
      m_source(new QComboBox),
      m_note(new QLabel),
      m_cancel(new QToolButton)
{
    setObjectName(QStringLiteral("predictionRow"));
    setAccessibleName(tr("Prediction on show"));
    build();
    connectAll();
    onRun();
}

void PredictionRow::build()
{
    m_sample->setObjectName(QStringLiteral("fields.sample"));
    m_sample->setAccessibleName(tr("Sample"));
    m_sample->setToolTip(tr("Number of the sample in the set; after the last comes the first "
                            "again"));
    m_sample->setRange(1, kMostSamples);
    m_sample->setKeyboardTracking(false);
    m_sampleCount->setObjectName(QStringLiteral("fields.sampleCount"));
    m_sampleCount->setAccessibleName(tr("Samples in the set"));
    m_source->setObjectName(QStringLiteral("fields.checkpoint"));
    m_source->setAccessibleName(tr("Checkpoint"));
    m_source->setToolTip(tr("Who predicts: the model as it is trained, or one of its checkpoints"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_note->setObjectName(QStringLiteral("fields.step"));
    m_note->setAccessibleName(tr("Step of the prediction on show"));
    // It comes and goes and must not push the window wider.
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_cancel->setObjectName(QStringLiteral("fields.cancelPrediction"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the prediction"));
    m_cancel->hide();
    auto* sampleLabel = new QLabel(tr("Sa&mple"));
    sampleLabel->setBuddy(m_sample);
    auto* sourceLabel = new QLabel(tr("predicted &by"));
    sourceLabel->setBuddy(m_source);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(sampleLabel);
    row->addWidget(m_split);
    row->addWidget(m_sample);
    row->addWidget(m_sampleCount);
    row->addSpacing(4);
    row->addWidget(sourceLabel);
    row->addWidget(m_source);
    row->addSpacing(8);
    row->addWidget(m_note, 1);
    row->addWidget(m_cancel);
}

void PredictionRow::connectAll()
{
    connect(&m_run, &ShownRun::changed, this, &PredictionRow::onRun);
    connect(&m_run, &ShownRun::sampleChanged, this, &PredictionRow::onSample);
    connect(&m_run, &ShownRun::checkpointsChanged, this, &PredictionRow::fillCheckpoints);
    connect(&m_run, &ShownRun::predicted, this, [this] {
        // Once: a number that is being typed must not be set back.
        const auto known = m_samples.find(kWatchedSplit);
        if (m_run.validationSamples() > 0 &&
            (known == m_samples.end() || known->second != m_run.validationSamples()))
            showChosenSample();
        // The best one comes without a word.
        if (m_active && !m_split->isEnabled() && !m_run.firstCheckpoint().empty())
            fillCheckpoints();
        if (m_checkpoint.empty())
            fetch();
    });
    connect(m_sample, &QSpinBox::valueChanged, this,
            [this](int number) { m_run.setSample(m_run.split(), number - 1); });
    connect(m_split, &QComboBox::activated, this,
            [this] { m_run.setSample(m_split->currentText().toStdString(), 0); });
    connect(m_source, &QComboBox::activated, this,
            [this] { choose(m_source->currentData().toString().toStdString()); });
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_worker.stop();
        backToShown();
    });
    connect(&m_worker, &BackgroundWorker::busyChanged, this, &PredictionRow::showBusy);
    connect(&m_worker, &BackgroundWorker::failed, this, [this](const QString& text) {
        backToShown();
        Q_EMIT problem(text);
    });
}

void PredictionRow::onRun()
{
    m_worker.stop();
    m_checkpoint = m_run.isLive() ? std::string() : m_run.firstCheckpoint();
    m_shownTarget = {};
    m_shown.reset();
    m_samples.clear();
    m_note->clear();
    fillCheckpoints();
    Q_EMIT arrived(nullptr);
    onSample();
}

void PredictionRow::onSample()
{
    showChosenSample();
    // A training that has ended predicts no other sample, and none predicts one of another split:
    // its checkpoint does.
    if (m_checkpoint.empty() && (m_run.split() != kWatchedSplit || (m_shown && hasEnded())))
        m_checkpoint = m_run.firstCheckpoint();
    if (m_shown && !m_checkpoint.empty() && target() == m_shownTarget) {
        m_stale = false;
        m_worker.stop();
        backToShown();
        return;
    }
    choose(m_checkpoint);
}

void PredictionRow::showChosenSample()
{
    const QSignalBlocker quiet(m_sample);
    if (m_run.validationSamples() > 0)
        m_samples[kWatchedSplit] = m_run.validationSamples();
    const auto known = m_samples.find(m_run.split());
    const bool isKnown = known != m_samples.end();
    m_sample->setRange(1, isKnown ? static_cast<int>(known->second) : kMostSamples);
    m_sample->setWrapping(isKnown);
    m_sample->setValue(static_cast<int>(m_run.sample()) + 1);
    m_sampleCount->setText(isKnown ? tr("of %1").arg(known->second) : QString());
    m_split->setCurrentText(QString::fromStdString(m_run.split()));
}

PredictionTarget PredictionRow::target() const
{
    return {m_run.folder(), m_checkpoint, m_run.split(), m_run.sample()};
}

bool PredictionRow::hasEnded() const
{
    return std::filesystem::exists(RunFolder{m_run.folder()}.outcome());
}

void PredictionRow::fillCheckpoints()
{
    m_source->clear();
    if (m_run.isLive())
        m_source->addItem(tr("Training"), QString());
    for (const std::string& name : m_run.checkpoints())
        m_source->addItem(checkpointTitle(name), QString::fromStdString(name));
    m_source->setCurrentIndex(m_source->findData(QString::fromStdString(m_checkpoint)));
    m_source->setEnabled(m_source->count() > 0);
    m_sample->setEnabled(m_source->count() > 0);
    m_split->setEnabled(m_source->count() > (m_run.isLive() ? 1 : 0));
}

QString PredictionRow::absence() const
{
    if (m_run.folder().empty())
        return tr("No run is on show.");
    if (!m_run.isLive() && m_source->count() == 0)
        return tr("The run has no checkpoint, so nothing can be predicted with it.");
    return {};
}

void PredictionRow::choose(const std::string& checkpoint)
{
    m_checkpoint = checkpoint;
    if (checkpoint.empty() && m_run.split() != kWatchedSplit) {
        m_run.setSample(kWatchedSplit, 0);  // which comes back to here
        return;
    }
    const int known = m_source->findData(QString::fromStdString(checkpoint));
    if (known >= 0)
        m_source->setCurrentIndex(known);
    else
        fillCheckpoints();  // not every one that is written is told of
    m_stale = true;
    if (m_active)
        fetch();
}

void PredictionRow::setActive(bool active)
{
    m_active = active;
    if (active && m_stale)
        fetch();
}

void PredictionRow::fetch()
{
    m_stale = !m_active;
    if (!m_active)
        return;
    if (!m_checkpoint.empty()) {
        predict();
        return;
    }
    m_worker.stop();
    if (m_run.isLive() && m_run.prediction())
        show(m_run.prediction(), target());
}

void PredictionRow::predict()
{
    m_note->setText(tr("Predicting with checkpoint %1 …").arg(checkpointTitle(m_checkpoint)));
    m_worker.start([this, &engine = m_engine, wanted = target()](const std::stop_token& stop,
                                                                 const BackgroundWorker::Post&) {
        const PredictedSample predicted = engine.predictionOf(wanted, stop);
        return BackgroundWorker::Step([this, predicted, wanted] { take(predicted, wanted); });
    });
}

void PredictionRow::take(const PredictedSample& predicted, const PredictionTarget& wanted)
{
    m_samples[wanted.split] = predicted.samples;
    PredictionTarget shown = wanted;
    shown.sample %= predicted.samples;
    show(predicted.snapshot, shown);
    m_run.setSample(shown.split, shown.sample);  // the number may have been one too large
    showChosenSample();
}

void PredictionRow::show(const std::shared_ptr<const PredictionSnapshot>& prediction,
                         const PredictionTarget& target)
{
    m_shown = prediction;
    m_shownTarget = target;
    m_note->setText(shownText(*prediction, target.checkpoint));
    Q_EMIT arrived(prediction);
}

/// What was asked for does not come: the row says again what is on show.
void PredictionRow::backToShown()
{
    m_note->clear();
    if (!m_shown)
        return;
    m_checkpoint = m_shownTarget.checkpoint;
    m_run.setSample(m_shownTarget.split, m_shownTarget.sample);
    m_source->setCurrentIndex(m_source->findData(QString::fromStdString(m_checkpoint)));
    m_note->setText(shownText(*m_shown, m_checkpoint));
}

void PredictionRow::showBusy(bool busy)
{
    m_cancel->setVisible(busy);
}

}  // namespace nie
