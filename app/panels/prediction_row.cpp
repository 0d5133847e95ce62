#include "app/panels/prediction_row.h"

#include "app/engine.h"
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

constexpr int kMostSamples = 9999;

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
      m_sample(new QSpinBox),
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
    m_sample->setAccessibleName(tr("Validation sample"));
    m_sample->setToolTip(tr("Which sample of the validation set is looked at; after the last comes "
                            "the first again"));
    m_sample->setRange(1, kMostSamples);
    m_sample->setKeyboardTracking(false);
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
    row->addWidget(m_sample);
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
        if (m_checkpoint.empty())
            fetch();
    });
    connect(m_sample, &QSpinBox::valueChanged, this,
            [this](int number) { m_run.setSample(number - 1); });
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
    m_shownCheckpoint.clear();
    m_shown.reset();
    m_note->clear();
    fillCheckpoints();
    Q_EMIT arrived(nullptr);
    onSample();
}

void PredictionRow::onSample()
{
    const QSignalBlocker quiet(m_sample);
    m_sample->setValue(static_cast<int>(m_run.sample()) + 1);
    // A training that has ended predicts no other sample: its checkpoint does.
    if (m_checkpoint.empty() && m_shown && hasEnded())
        m_checkpoint = m_run.firstCheckpoint();
    choose(m_checkpoint);
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
    m_source->setCurrentIndex(m_source->findData(QString::fromStdString(checkpoint)));
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
        show(m_run.prediction(), {});
}

void PredictionRow::predict()
{
    m_note->setText(tr("Predicting with checkpoint %1 …").arg(checkpointTitle(m_checkpoint)));
    m_worker.start(
        [this, &engine = m_engine, folder = m_run.folder(), name = m_checkpoint,
         sample = m_run.sample()](const std::stop_token& stop, const BackgroundWorker::Post&) {
            const auto prediction = engine.predictionOf(folder, name, sample, stop);
            return BackgroundWorker::Step([this, prediction, name] { show(prediction, name); });
        });
}

void PredictionRow::show(const std::shared_ptr<const PredictionSnapshot>& prediction,
                         const std::string& checkpoint)
{
    m_shown = prediction;
    m_shownCheckpoint = checkpoint;
    m_note->setText(shownText(*prediction, checkpoint));
    Q_EMIT arrived(prediction);
}

/// What was asked for does not come: the row says again what is on show.
void PredictionRow::backToShown()
{
    m_note->clear();
    if (!m_shown)
        return;
    m_checkpoint = m_shownCheckpoint;
    m_source->setCurrentIndex(m_source->findData(QString::fromStdString(m_checkpoint)));
    m_note->setText(shownText(*m_shown, m_shownCheckpoint));
}

void PredictionRow::showBusy(bool busy)
{
    m_cancel->setVisible(busy);
}

}  // namespace nie
