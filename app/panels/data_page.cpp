#include "app/panels/data_page.h"

#include "app/equivalent_command.h"
#include "app/panels/dataset_view.h"
#include "app/panels/generator_form.h"
#include "app/panels/import_form.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kListWidth = 300;

}  // namespace

DataPage::DataPage(DataSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_list(new DataList(session)),
      m_stack(new QStackedWidget),
      m_generator(new GeneratorForm),
      m_view(new DatasetView(QStringLiteral("data."))),
      m_import(new ImportForm),
      m_preview(new DatasetView(QStringLiteral("preview."))),
      m_makingText(new QLabel),
      m_progress(new QProgressBar),
      m_stop(button("stopMakingButton", tr("Cancel"), tr("Stop; nothing is kept of it"))),
      m_delete(button("deleteDataButton", tr("Delete…"), tr("Move this data set to the trash"))),
      m_train(button("trainOnDataButton", tr("Train on this"),
                     tr("Open an experiment with this data set on the Train page")))
{
    setObjectName(QStringLiteral("dataPage"));
    setAccessibleName(tr("Data page"));
    m_hint = makeHint();
    m_setPage = makeSetPage();
    m_importPage = makeImportPage();
    for (QWidget* page : {m_hint, static_cast<QWidget*>(m_generator), m_setPage, m_importPage})
        m_stack->addWidget(page);
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("dataSplitter"));
    splitter->setAccessibleName(tr("List and data set"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeSide());
    splitter->addWidget(m_stack);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kListWidth, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(splitter);
    connect(m_list, &DataList::chosen, this, &DataPage::onChosen);
    connect(m_generator, &GeneratorForm::edited, this, &DataPage::changed);
    connect(m_generator, &GeneratorForm::generateRequested, this, &DataPage::generate);
    connect(m_generator, &GeneratorForm::copyRequested, this, &DataPage::copyRequested);
    connect(m_import, &ImportForm::edited, this, &DataPage::planImport);
    connect(m_import, &ImportForm::importRequested, this, &DataPage::import);
    connect(m_import, &ImportForm::cancelRequested, this, &DataPage::endImport);
    connectSession();
    onMaking(false);
}

void DataPage::connectSession()
{
    connect(&m_session, &DataSession::opened, this, &DataPage::onOpened);
    connect(&m_session, &DataSession::sampleRead, this, [this](const DatasetSample& sample) {
        (m_stack->currentWidget() == m_importPage ? m_preview : m_view)->showSample(sample);
    });
    connect(&m_session, &DataSession::planned, this, &DataPage::onPlanned);
    connect(&m_session, &DataSession::lookFailed, this, &DataPage::onLookFailed);
    connect(&m_session, &DataSession::makingChanged, this, &DataPage::onMaking);
    connect(&m_session, &DataSession::progressed, this, &DataPage::onProgress);
    connect(&m_session, &DataSession::made, this, &DataPage::onMade);
    connect(&m_session, &DataSession::makeFailed, this, &DataPage::problem);
    for (DatasetView* view : {m_view, m_preview})
        connect(view, &DatasetView::sampleWanted, this, [this, view](std::int64_t index) {
            if (view->dataset())
                m_session.showSample(view->dataset(), index);
        });
}

QPushButton* DataPage::button(const char* name, const QString& text, const QString& tip)
{
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(text);
    made->setToolTip(tip);
    return made;
}

QWidget* DataPage::makeSide()
{
    auto* side = new QWidget;
    side->setMinimumWidth(240);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_list, 1);
    QPushButton* import =
        button("importDataButton", tr("Import…"),
               tr("Read arrays from a file (NPY, NPZ, CSV, MATLAB, HDF5); or drop one here"));
    connect(import, &QPushButton::clicked, this, &DataPage::importRequested);
    column->addWidget(import);
    m_makingText->setObjectName(QStringLiteral("makingText"));
    m_makingText->setWordWrap(true);
    m_progress->setObjectName(QStringLiteral("makingBar"));
    m_progress->setAccessibleName(tr("Progress of the data set being made"));
    m_progress->setTextVisible(false);
    m_progress->setMaximumHeight(8);
    connect(m_stop, &QPushButton::clicked, this, &DataPage::stopMaking);
    auto* row = new QHBoxLayout;
    row->addWidget(m_progress, 1);
    row->addWidget(m_stop);
    for (QWidget* kept : {static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_stop)}) {
        QSizePolicy policy = kept->sizePolicy();
        policy.setRetainSizeWhenHidden(true);  // nothing jumps when a set is begun
        kept->setSizePolicy(policy);
    }
    column->addWidget(m_makingText);
    column->addLayout(row);
    return side;
}

QWidget* DataPage::makeHint()
{
    auto* hint = new QLabel(
        tr("Choose a sample to look at it, or a generator to make a data set of your own.\n"
           "Drop a file of arrays here to import it."));
    hint->setObjectName(QStringLiteral("dataHint"));
    hint->setAlignment(Qt::AlignCenter);
    hint->setWordWrap(true);
    return hint;
}

QWidget* DataPage::makeSetPage()
{
    auto* page = new QWidget;
    QPushButton* copy = button("copyDataCommandButton", tr("Copy command"),
                               tr("Copy the nie line that tells the same"));
    connect(m_train, &QPushButton::clicked, this, &DataPage::trainRequested);
    connect(m_delete, &QPushButton::clicked, this, &DataPage::deleteRequested);
    connect(copy, &QPushButton::clicked, this, &DataPage::copyRequested);
    auto* row = new QHBoxLayout;
    row->addWidget(m_train);
    row->addWidget(copy);
    row->addStretch();
    row->addWidget(m_delete);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_view, 1);
    column->addLayout(row);
    return page;
}

QWidget* DataPage::makeImportPage()
{
    auto* page = new QWidget;
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_import, 0);
    // Card and preview side by side need more width than the smallest window has.
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("importPreview"));
    scroll->setAccessibleName(tr("Preview of the import"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_preview);
    row->addWidget(scroll, 1);
    return page;
}

DataItem DataPage::current() const
{
    return m_list->current();
}

bool DataPage::choose(DataItem::Kind kind, const std::string& name)
{
    return m_list->choose(kind, name);
}

void DataPage::onChosen()
{
    const DataItem item = current();
    m_session.stopLooking();
    if (item.kind == DataItem::Kind::Generator) {
        for (const DatasetGenerator& generator : m_session.engine().generators())
            if (generator.name == item.name)
                m_generator->showGenerator(generator, m_session.library().freeName(item.name));
        m_stack->setCurrentWidget(m_generator);
    } else {
        m_view->clear(tr("Reading %1…").arg(QString::fromStdString(item.name)));
        m_delete->setEnabled(item.kind == DataItem::Kind::Own);
        m_delete->setToolTip(item.kind == DataItem::Kind::Own
                                 ? tr("Move this data set to the trash")
                                 : tr("Samples that come with the program stay"));
        m_train->setEnabled(false);
        m_stack->setCurrentWidget(m_setPage);
        m_session.open({{"name", "file"}, {"path", item.file.string()}});
    }
    Q_EMIT changed();
}

void DataPage::onOpened(const std::shared_ptr<const OpenDataset>& dataset,
                        const DatasetSample& first)
{
    if (m_stack->currentWidget() == m_importPage) {
        m_preview->showDataset(dataset, first);
        if (dataset->study().training == 0)
            m_import->showRemark(tr("Too few samples to train on: set a window that cuts the "
                                    "recording into samples."));
    } else {
        m_view->showDataset(dataset, first);
        m_train->setEnabled(dataset->study().training > 0);
    }
    Q_EMIT changed();
}

void DataPage::onLookFailed(const QString& text)
{
    if (m_stack->currentWidget() == m_importPage) {
        m_import->showProblem(text);
        m_preview->clear(tr("Nothing to preview"));
        return;
    }
    m_view->clear(tr("It could not be read."));
    Q_EMIT problem(text);
    Q_EMIT changed();
}

void DataPage::beginImport(const std::filesystem::path& file)
{
    m_import->setFile(file, m_session.library().freeName(file.stem().string()));
    m_stack->setCurrentWidget(m_importPage);
    planImport();
    Q_EMIT changed();
}

void DataPage::planImport()
{
    m_preview->clear(tr("Reading…"));
    m_session.plan(m_import->section());
    Q_EMIT changed();
}

void DataPage::onPlanned(const ImportCard& card)
{
    if (m_stack->currentWidget() != m_importPage)
        return;
    m_import->showCard(card);
    if (m_import->isReadyToPreview())
        m_session.open(m_import->section());
    else
        m_preview->clear(tr("Nothing to preview"));
}

void DataPage::import()
{
    try {
        m_session.import(m_import->section(), m_import->name());
        m_makingName = QString::fromStdString(m_import->name());
        onProgress(0, 0);
    } catch (const std::exception& error) {
        m_import->showRemark(QString::fromUtf8(error.what()));
    }
}

void DataPage::endImport()
{
    m_session.stopLooking();
    m_stack->setCurrentWidget(m_hint);
    if (current().kind != DataItem::Kind::None)
        onChosen();
    Q_EMIT changed();
}

bool DataPage::canGenerate() const
{
    return m_stack->currentWidget() == m_generator && m_generator->canGenerate();
}

void DataPage::generate()
{
    if (!canGenerate())
        return;
    try {
        m_session.generate(m_generator->section(), m_generator->seed(), m_generator->name());
        m_makingName = QString::fromStdString(m_generator->name());
        onProgress(0, 0);
    } catch (const std::exception& error) {
        Q_EMIT problem(QString::fromUtf8(error.what()));
    }
}

void DataPage::stopMaking()
{
    if (!isMaking())
        return;
    m_session.stopMaking();
    Q_EMIT note(tr("%1 was cancelled; nothing is kept of it.").arg(m_makingName));
}

void DataPage::onMaking(bool making)
{
    m_progress->setVisible(making);
    m_stop->setVisible(making);
    if (!making)
        m_makingText->clear();
    m_generator->setBusy(making);
    m_import->setBusy(making);
    Q_EMIT changed();
}

void DataPage::onProgress(std::int64_t done, std::int64_t total)
{
    m_progress->setRange(0, static_cast<int>(total));
    m_progress->setValue(static_cast<int>(done));
    m_makingText->setText(total > 0 ? tr("%1: %2 of %3").arg(m_makingName).arg(done).arg(total)
                                    : tr("%1: begun").arg(m_makingName));
}

void DataPage::onMade(const std::filesystem::path& file)
{
    const bool imported = m_stack->currentWidget() == m_importPage;
    m_list->refresh();
    const std::string made = file.stem().string();
    if (m_stack->currentWidget() == m_generator)
        m_generator->setName(m_session.library().freeName(m_generator->generator()));
    // Whoever looks at something else meanwhile is not torn away.
    if (imported || m_stack->currentWidget() == m_generator) {
        m_stack->setCurrentWidget(m_hint);
        choose(DataItem::Kind::Own, made);
    }
    Q_EMIT note(tr("%1 was stored: %2")
                    .arg(QString::fromStdString(made), QString::fromStdString(file.string())));
    Q_EMIT changed();
}

bool DataPage::canDelete() const
{
    return m_stack->currentWidget() == m_setPage && current().kind == DataItem::Kind::Own;
}

void DataPage::deleteCurrent()
{
    if (!canDelete())
        return;
    const DataItem item = current();
    m_session.stopLooking();
    m_session.library().moveToTrash(item.file);
    m_list->refresh();
    m_view->clear({});
    m_stack->setCurrentWidget(m_hint);
    Q_EMIT note(tr("%1 was moved to the trash.").arg(QString::fromStdString(item.name)));
    Q_EMIT changed();
}

const DatasetStudy* DataPage::study() const
{
    return m_stack->currentWidget() == m_setPage && m_view->dataset() ? &m_view->dataset()->study()
                                                                      : nullptr;
}

Json DataPage::trainingSection() const
{
    const DatasetStudy* facts = study();
    if (!facts || facts->training == 0)
        return {};
    const DataItem item = current();
    const bool isSample = item.kind == DataItem::Kind::Sample;
    return {{"name", "file"}, {"path", isSample ? item.name : item.file.string()}};
}

std::string DataPage::command() const
{
    if (m_stack->currentWidget() == m_generator)
        return m_generator->command();
    if (m_stack->currentWidget() == m_importPage)
        return m_import->command();
    const DataItem item = current();
    if (m_stack->currentWidget() != m_setPage)
        return "nie list samples";
    return "nie info " +
           shellQuoted(item.kind == DataItem::Kind::Sample ? item.name : item.file.string());
}

std::string DataPage::name() const
{
    return current().name.empty() ? "data" : current().name;
}

FigureSpec DataPage::figure() const
{
    if (m_stack->currentWidget() == m_setPage)
        return m_view->figure();
    return m_stack->currentWidget() == m_importPage ? m_preview->figure() : FigureSpec();
}

}  // namespace nie
