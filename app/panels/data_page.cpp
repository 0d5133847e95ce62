#include "app/panels/data_page.h"

#include "app/panels/dataset_view.h"
#include "app/panels/generator_form.h"
#include "app/panels/import_page.h"
#include "app/panels/making_row.h"
#include "core/config/equivalent_command.h"

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kListWidth = 300;

}  // namespace

DataPage::DataPage(DataSession& session, QWidget* parent)
    : WorkPage(parent),
      m_session(session),
      m_list(new DataList(session)),
      m_stack(new QStackedWidget),
      m_generator(new GeneratorForm),
      m_view(new DatasetView(QStringLiteral("data."))),
      m_import(new ImportPage(session)),
      m_making(new MakingRow),
      m_delete(button("deleteDataButton", tr("Delete…"), tr("Move this data set to the trash"))),
      m_train(button("trainOnDataButton", tr("Train on this"),
                     tr("Open an experiment with this data set on the Train page")))
{
    setObjectName(QStringLiteral("dataPage"));
    setAccessibleName(tr("Data page"));
    m_generator->setContentsMargins(8, 0, 0, 0);  // clear of the splitter's handle, as other views
    for (QWidget* page : {makeHint(), static_cast<QWidget*>(m_generator), makeSetPage(),
                          static_cast<QWidget*>(m_import)})
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
    connect(m_import, &ImportPage::changed, this, &DataPage::changed);
    connect(m_import, &ImportPage::begun, m_making, &MakingRow::begin);
    connect(m_import, &ImportPage::cancelRequested, this, &DataPage::endImport);
    connect(m_making, &MakingRow::stopRequested, this, &DataPage::stopMaking);
    connectSession();
    onMaking(false);
}

DataPage::View DataPage::view() const
{
    return static_cast<View>(m_stack->currentIndex());
}

void DataPage::showView(View view)
{
    m_stack->setCurrentIndex(static_cast<int>(view));
}

void DataPage::connectSession()
{
    connect(&m_session, &DataSession::opened, this, &DataPage::onOpened);
    connect(&m_session, &DataSession::sampleRead, this, [this](const DatasetSample& sample) {
        if (view() == View::Import)
            m_import->showSample(sample);
        else
            m_view->showSample(sample);
    });
    connect(&m_session, &DataSession::planned, this, [this](const ImportCard& card) {
        if (view() == View::Import)
            m_import->showCard(card);
    });
    connect(&m_session, &DataSession::lookFailed, this, &DataPage::onLookFailed);
    connect(&m_session, &DataSession::makingChanged, this, &DataPage::onMaking);
    connect(&m_session, &DataSession::progressed, m_making, &MakingRow::showProgress);
    connect(&m_session, &DataSession::made, this, &DataPage::onMade);
    connect(&m_session, &DataSession::makeFailed, this, &DataPage::problem);
    connect(m_view, &DatasetView::sampleWanted, this, [this](std::int64_t index) {
        if (m_view->dataset())
            m_session.showSample(m_view->dataset(), index);
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
    column->addWidget(m_making);
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
        showView(View::Generator);
    } else {
        m_view->clear(tr("Reading %1…").arg(QString::fromStdString(item.name)));
        m_delete->setEnabled(item.kind == DataItem::Kind::Own);
        m_delete->setToolTip(item.kind == DataItem::Kind::Own
                                 ? tr("Move this data set to the trash")
                                 : tr("Samples that come with the program stay"));
        m_train->setEnabled(false);
        showView(View::Set);
        m_session.open({{"name", "file"}, {"path", item.file.string()}});
    }
    Q_EMIT changed();
}

void DataPage::onOpened(const std::shared_ptr<const OpenDataset>& dataset,
                        const DatasetSample& first)
{
    if (view() == View::Import) {
        m_import->showOpened(dataset, first);
    } else {
        m_view->showDataset(dataset, first);
        m_train->setEnabled(dataset->study().training > 0);
    }
    Q_EMIT changed();
}

void DataPage::onLookFailed(const QString& text)
{
    if (view() == View::Import) {
        m_import->showProblem(text);
        return;
    }
    m_view->clear(tr("It could not be read."));
    Q_EMIT problem(text);
    Q_EMIT changed();
}

void DataPage::beginImport(const std::filesystem::path& file)
{
    showView(View::Import);
    m_import->begin(file);
}

void DataPage::endImport()
{
    m_session.stopLooking();
    showView(View::Hint);
    if (current().kind != DataItem::Kind::None)
        onChosen();
    Q_EMIT changed();
}

bool DataPage::canGenerate() const
{
    return view() == View::Generator && m_generator->canGenerate();
}

void DataPage::generate()
{
    if (!canGenerate())
        return;
    try {
        m_session.generate(m_generator->section(), m_generator->seed(), m_generator->name());
        m_making->begin(QString::fromStdString(m_generator->name()));
    } catch (const std::exception& error) {
        Q_EMIT problem(QString::fromUtf8(error.what()));
    }
}

void DataPage::stopMaking()
{
    if (!isMaking())
        return;
    m_session.stopMaking();
    Q_EMIT note(tr("%1 was cancelled; nothing is kept of it.").arg(m_making->name()));
}

void DataPage::onMaking(bool making)
{
    m_making->setMaking(making);
    m_generator->setBusy(making);
    m_import->setBusy(making);
    Q_EMIT changed();
}

void DataPage::onMade(const std::filesystem::path& file)
{
    const bool imported = view() == View::Import;
    m_list->refresh();
    const std::string made = file.stem().string();
    if (view() == View::Generator)
        m_generator->setName(m_session.library().freeName(m_generator->generator()));
    // Whoever looks at something else meanwhile is not torn away.
    if (imported || view() == View::Generator) {
        showView(View::Hint);
        choose(DataItem::Kind::Own, made);
    }
    Q_EMIT note(tr("%1 was stored: %2")
                    .arg(QString::fromStdString(made), QString::fromStdString(file.string())));
    Q_EMIT changed();
}

bool DataPage::canDelete() const
{
    return view() == View::Set && current().kind == DataItem::Kind::Own;
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
    showView(View::Hint);
    Q_EMIT note(tr("%1 was moved to the trash.").arg(QString::fromStdString(item.name)));
    Q_EMIT changed();
}

const DatasetStudy* DataPage::study() const
{
    return view() == View::Set && m_view->dataset() ? &m_view->dataset()->study() : nullptr;
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
    if (view() == View::Generator)
        return m_generator->command();
    if (view() == View::Import)
        return m_import->command();
    const DataItem item = current();
    if (view() != View::Set)
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
    if (view() == View::Set)
        return m_view->figure();
    return view() == View::Import ? m_import->figure() : FigureSpec();
}

Provenance DataPage::provenance() const
{
    return view() == View::Import ? m_import->provenance() : m_view->provenance();
}

}  // namespace nie
