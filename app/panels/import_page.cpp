#include "app/panels/import_page.h"

#include "app/panels/dataset_view.h"
#include "app/panels/import_form.h"

#include <QHBoxLayout>
#include <QScrollArea>

namespace nie {

ImportPage::ImportPage(DataSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_form(new ImportForm),
      m_preview(new DatasetView(QStringLiteral("preview.")))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(16);
    row->addWidget(m_form, 0);
    // Card and preview side by side need more width than the smallest window has.
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("importPreview"));
    scroll->setAccessibleName(tr("Preview of the import"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_preview);
    row->addWidget(scroll, 1);
    connect(m_form, &ImportForm::edited, this, &ImportPage::plan);
    connect(m_form, &ImportForm::importRequested, this, &ImportPage::import);
    connect(m_form, &ImportForm::cancelRequested, this, &ImportPage::cancelRequested);
    connect(m_preview, &DatasetView::sampleWanted, this, [this](std::int64_t index) {
        if (m_preview->dataset())
            m_session.showSample(m_preview->dataset(), index);
    });
}

void ImportPage::begin(const std::filesystem::path& file)
{
    m_form->setFile(file, m_session.library().freeName(file.stem().string()));
    plan();
}

void ImportPage::plan()
{
    m_preview->clear(tr("Reading…"));
    m_session.plan(m_form->section());
    Q_EMIT changed();
}

void ImportPage::showCard(const ImportCard& card)
{
    m_form->showCard(card);
    if (m_form->isReadyToPreview())
        m_session.open(m_form->section());
    else
        m_preview->clear(tr("Nothing to preview"));
}

void ImportPage::showOpened(const std::shared_ptr<const OpenDataset>& dataset,
                            const DatasetSample& first)
{
    m_preview->showDataset(dataset, first);
    if (dataset->study().training == 0)
        m_form->showRemark(tr("Too few samples to train on: set a window that cuts the "
                              "recording into samples."));
}

void ImportPage::showSample(const DatasetSample& sample)
{
    m_preview->showSample(sample);
}

void ImportPage::showProblem(const QString& problem)
{
    m_form->showProblem(problem);
    m_preview->clear(tr("Nothing to preview"));
}

void ImportPage::import()
{
    try {
        m_session.import(m_form->section(), m_form->name());
        Q_EMIT begun(QString::fromStdString(m_form->name()));
    } catch (const std::exception& error) {
        m_form->showRemark(QString::fromUtf8(error.what()));
    }
}

void ImportPage::setBusy(bool busy)
{
    m_form->setBusy(busy);
}

std::string ImportPage::command() const
{
    return m_form->command();
}

FigureSpec ImportPage::figure() const
{
    return m_preview->figure();
}

Provenance ImportPage::provenance() const
{
    return m_preview->provenance();
}

}  // namespace nie
