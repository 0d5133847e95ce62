#include "app/panels/model_inspector.h"

#include "app/run_draft.h"
#include "core/io/numeric_array.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace nie {

namespace {

constexpr int kCountDelay = 300;  // ms: a value typed in several strokes is counted once

enum ModelColumn { kNameColumn, kShapeColumn, kCountColumn, kShareColumn };

QString shareText(std::int64_t part, std::int64_t whole)
{
    const double share = whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
    return QString::number(100.0 * share, 'f', 1) + QStringLiteral(" %");
}

/// Data, model and batch size; neither seed nor learning rate change what is counted.
std::string decisiveOf(const RunConfig& config)
{
    return config.dataset.dump() + config.model.dump() +
           config.training.value("batch_size", Json()).dump();
}

QTreeWidgetItem* makeRow(const QString& name, const QString& shape, std::int64_t count,
                         std::int64_t total)
{
    auto* row = new QTreeWidgetItem({name, shape, formatCount(count), shareText(count, total)});
    for (const int column : {kCountColumn, kShareColumn})
        row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

}  // namespace

ModelInspector::ModelInspector(RunDraft& draft, const Engine& engine, QWidget* parent)
    : QDialog(parent),
      m_draft(draft),
      m_engine(engine),
      m_head(new QLabel),
      m_note(new QLabel),
      m_tree(new QTreeWidget)
{
    setObjectName(QStringLiteral("modelInspector"));
    setAccessibleName(tr("Model inspector"));
    setWindowTitle(tr("Model inspector"));
    m_head->setObjectName(QStringLiteral("modelHead"));
    m_head->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setObjectName(QStringLiteral("modelNote"));
    m_note->setWordWrap(true);
    m_tree->setObjectName(QStringLiteral("modelTree"));
    m_tree->setAccessibleName(tr("Modules and parameters"));
    m_tree->setHeaderLabels(
        {tr("Module, parameter"), tr("Type, shape"), tr("Parameters"), tr("Share")});
    m_tree->headerItem()->setTextAlignment(kCountColumn, Qt::AlignRight | Qt::AlignVCenter);
    m_tree->headerItem()->setTextAlignment(kShareColumn, Qt::AlignRight | Qt::AlignVCenter);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(kNameColumn, QHeaderView::Stretch);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("modelCloseButton"));
    QPushButton* copyButton = buttons->addButton(tr("&Copy table"), QDialogButtonBox::ActionRole);
    copyButton->setObjectName(QStringLiteral("modelCopyButton"));
    copyButton->setToolTip(tr("Copy the rows, separated by tabs"));
    connect(copyButton, &QPushButton::clicked, this, &ModelInspector::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(m_head);
    layout->addWidget(m_note);
    layout->addWidget(m_tree, 1);
    layout->addWidget(buildMemory());
    layout->addWidget(buttons);
    resize(720, 640);
    m_delay.setSingleShot(true);
    m_delay.setInterval(kCountDelay);
    connect(&m_delay, &QTimer::timeout, this, &ModelInspector::refresh);
    connect(&m_draft, &RunDraft::changed, this, &ModelInspector::refreshSoon);
    connect(&m_worker, &BackgroundWorker::failed, this, [this](const QString& problem) {
        m_shownFor.clear();  // to be tried again
        m_tree->clear();
        m_note->setText(problem);
        m_note->show();
    });
}

QWidget* ModelInspector::buildMemory()
{
    auto* box = new QWidget;
    auto* both = new QHBoxLayout(box);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(24);
    auto* left = new QFormLayout;
    auto* right = new QFormLayout;
    for (QFormLayout* rows : {left, right}) {
        rows->setHorizontalSpacing(12);
        rows->setVerticalSpacing(4);
        both->addLayout(rows, 1);
    }
    m_parameters = addMemoryRow(*left, tr("Parameters"), "model.memory.parameters");
    m_gradients = addMemoryRow(*left, tr("Gradients"), "model.memory.gradients");
    m_optimizer = addMemoryRow(*left, tr("Optimiser state"), "model.memory.optimizer");
    m_buffers = addMemoryRow(*left, tr("Buffers"), "model.memory.buffers");
    m_activations = addMemoryRow(*right, tr("Activations (estimate)"), "model.memory.activations");
    m_total = addMemoryRow(*right, tr("Memory of a training"), "model.memory.total");
    m_stepTime = addMemoryRow(*right, tr("Time of a step"), "model.stepTime");
    m_stepTime->setText(tr("not measured yet"));
    m_activations->setToolTip(tr("What a forward pass of one batch holds at most, extrapolated "
                                 "from passes of one and of two samples"));
    return box;
}

QLabel* ModelInspector::addMemoryRow(QFormLayout& rows, const QString& title, const char* name)
{
    auto* value = new QLabel(QStringLiteral("–"));
    value->setObjectName(QLatin1String(name));
    value->setAccessibleName(title);
    value->setFont(tabularFont(value->font()));
    rows.addRow(title, value);
    return value;
}

void ModelInspector::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    refresh();
}

void ModelInspector::refreshSoon()
{
    if (isVisible())
        m_delay.start();
}

void ModelInspector::refresh()
{
    if (m_draft.isEmpty()) {
        m_head->setText(tr("No experiment is open"));
        m_note->setText(tr("Choose a sample on the Start page: its model is taken apart here."));
        m_note->show();
        return;
    }
    const std::string decisive = decisiveOf(m_draft.config());
    if (decisive == m_shownFor)
        return;
    m_shownFor = decisive;
    m_head->setText(QString::fromStdString(m_draft.config().title));
    m_note->setText(tr("Building the model and counting…"));
    m_note->show();
    m_worker.start([this, config = m_draft.config()](const std::stop_token& stop,
                                                     const BackgroundWorker::Post&) {
        const ModelSummary summary = m_engine.describeModel(config, stop);
        return BackgroundWorker::Step([this, summary] { showSummary(summary); });
    });
}

void ModelInspector::showSummary(const ModelSummary& summary)
{
    const std::int64_t total = summary.model.parameterCount();
    m_note->hide();
    m_head->setText(tr("%1: model %2, %3 parameters, %4")
                        .arg(QString::fromStdString(m_draft.config().title),
                             QString::fromStdString(summary.model.name), formatCount(total),
                             QString::fromStdString(summary.precision)));
    m_tree->clear();
    addModule(m_tree->invisibleRootItem(), summary.model, total);
    m_tree->expandToDepth(1);
    const auto memory = [](std::int64_t bytes) {
        return QString::fromStdString(memoryText(bytes));
    };
    m_parameters->setText(memory(summary.parameterBytes));
    m_gradients->setText(memory(summary.gradientBytes));
    m_optimizer->setText(memory(summary.optimizerBytes));
    m_buffers->setText(memory(summary.bufferBytes));
    m_activations->setText(summary.activationBytes ? tr("%1, batch of %2")
                                                         .arg(memory(*summary.activationBytes),
                                                              formatCount(summary.batchSize))
                                                   : tr("not known"));
    m_total->setText(memory(summary.totalBytes()));
}

void ModelInspector::addModule(QTreeWidgetItem* above, const ModuleSummary& module,
                               std::int64_t total)
{
    QTreeWidgetItem* row =
        makeRow(QString::fromStdString(module.name), QString::fromStdString(module.type),
                module.parameterCount(), total);
    above->addChild(row);
    for (const ParameterSummary& each : module.parameters)
        row->addChild(makeRow(QString::fromStdString(each.name),
                              QString::fromStdString(shapeText(each.shape)), each.count, total));
    for (const ModuleSummary& each : module.modules)
        addModule(row, each, total);
}

void ModelInspector::showBatch(const TrainingFeed::Batch& batch)
{
    if (batch.started)
        m_meter.begin(*batch.started);
    for (const StepReport& report : batch.steps)
        m_meter.add(report);
    const double speed = m_meter.stepsPerSecond();
    m_stepTime->setText(std::isfinite(speed) && speed > 0
                            ? tr("%1 s, in this run").arg(formatNumber(1.0 / speed))
                            : tr("not measured yet"));
}

void ModelInspector::copy() const
{
    QStringList lines;
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it) {
        int depth = 0;
        for (const QTreeWidgetItem* above = (*it)->parent(); above; above = above->parent())
            ++depth;
        lines << QString(2 * depth, ' ') + (*it)->text(kNameColumn) + '\t' +
                     (*it)->text(kShapeColumn) + '\t' + (*it)->text(kCountColumn) + '\t' +
                     (*it)->text(kShareColumn);
    }
    QGuiApplication::clipboard()->setText(lines.join('\n') + '\n');
}

}  // namespace nie
