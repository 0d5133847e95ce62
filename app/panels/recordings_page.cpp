#include "app/panels/recordings_page.h"

#include "app/engine.h"
#include "app/panels/recording_cleaning.h"
#include "app/panels/recording_form.h"
#include "app/panels/recording_set_form.h"
#include "app/panels/recording_views.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kCardWidth = 380;
constexpr int kCleanAfter = 300;  // ms

QPushButton* pageButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QStringLiteral("recording.") + QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

/// An image without time, dropped beside a recording, is its atlas.
bool isOneVolume(const std::filesystem::path& file)
{
    if (!NiftiFile::hasKnownEnding(file))
        return false;
    try {
        return NiftiFile(file).header().dim(4) <= 1;
    } catch (const std::exception&) {
        return false;  // reading it will say what is wrong
    }
}

}  // namespace

RecordingsPage::RecordingsPage(const Engine& engine, const DataLibrary& library,
                               const ShownRun& run, RunHistory& history, QWidget* parent)
    : WorkPage(parent),
      m_shownRun(run),
      m_history(history),
      m_session(engine.data(), engine.attention(), library),
      m_pages(new QStackedWidget),
      m_steps(new QTabWidget),
      m_card(new RecordingForm),
      m_cleaning(new RecordingCleaning),
      m_set(new RecordingSetForm),
      m_views(new RecordingViews(m_session, run)),
      m_busy(new QProgressBar)
{
    setObjectName(QStringLiteral("recordingsPage"));
    setAccessibleName(tr("Recordings page"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("recordingSplitter"));
    splitter->setAccessibleName(tr("Card and pictures"));
    splitter->setChildrenCollapsible(false);
    m_side = makeSide();
    splitter->addWidget(m_side);
    splitter->addWidget(m_views);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kCardWidth, 800});
    m_pages->addWidget(makeHint());
    m_pages->addWidget(splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(m_pages);
    m_cleanSoon.setSingleShot(true);
    m_cleanSoon.setInterval(kCleanAfter);
    connectSession();
    connectForms();
    connectRuns();
}

QWidget* RecordingsPage::makeHint()
{
    auto* text = new QLabel(tr(
        "A brain recording: a NIfTI image (.nii, .nii.gz), or a table with a row for every time.\n"
        "Drop it here, or open it. Several files are the runs of one recording."));
    text->setObjectName(QStringLiteral("recording.hint"));
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    QPushButton* open = pageButton("openFirst", tr("Open a recording…"), tr("Choose its file"));
    QPushButton* folder =
        pageButton("folderFirst", tr("BIDS folder…"), tr("List the recordings of a folder"));
    connect(open, &QPushButton::clicked, this, &RecordingsPage::openRequested);
    connect(folder, &QPushButton::clicked, this, &RecordingsPage::folderRequested);
    m_toModel = pageButton("toModel", tr("Truth and model"),
                           tr("What the newest training on brain data predicts, beside the truth"));
    connect(m_toModel, &QPushButton::clicked, this, &RecordingsPage::showModel);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton* button : {open, folder, m_toModel})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setSpacing(12);
    column->addStretch();
    column->addWidget(text);
    column->addLayout(buttons);
    column->addStretch();
    return page;
}

QWidget* RecordingsPage::scrolled(QWidget* content, const char* name, const QString& title)
{
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QLatin1String(name));
    scroll->setAccessibleName(title);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    return scroll;
}

QWidget* RecordingsPage::makeSide()
{
    QPushButton* open = pageButton("open", tr("Open…"), tr("Open another recording"));
    QPushButton* folder =
        pageButton("folder", tr("Folder…"), tr("List the recordings of a BIDS folder"));
    QPushButton* copy =
        pageButton("copyCommand", tr("Copy command"),
                   tr("Copy the nie line that makes the same data set, or that tells "
                      "the numbers of the model on show"));
    connect(open, &QPushButton::clicked, this, &RecordingsPage::openRequested);
    connect(folder, &QPushButton::clicked, this, &RecordingsPage::folderRequested);
    connect(copy, &QPushButton::clicked, this, &RecordingsPage::copyRequested);
    m_steps->setObjectName(QStringLiteral("recording.steps.tabs"));
    m_steps->setAccessibleName(tr("Steps from a file to a data set"));
    m_steps->tabBar()->setObjectName(QStringLiteral("recording.stepTabs"));
    m_steps->tabBar()->setAccessibleName(tr("Steps from a file to a data set"));
    m_steps->setDocumentMode(true);
    m_steps->addTab(scrolled(m_card, "recording.cardScroll", tr("Import card")), tr("Recording"));
    m_steps->addTab(scrolled(m_cleaning, "recording.cleaningScroll", tr("Cleaning")),
                    tr("Cleaning"));
    m_steps->addTab(scrolled(m_set, "recording.setScroll", tr("Data set")), tr("Data set"));
    m_busy->setObjectName(QStringLiteral("recording.busy"));
    m_busy->setAccessibleName(tr("A recording is being read"));
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setMaximumHeight(4);
    QSizePolicy kept = m_busy->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(kept);
    m_busy->hide();
    auto* side = new QWidget;
    side->setMinimumWidth(320);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    for (QPushButton* button : {open, folder, copy})
        row->addWidget(button);
    row->addStretch();
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_busy);
    column->addWidget(m_steps, 1);
    return side;
}

void RecordingsPage::connectSession()
{
    connect(&m_session, &RecordingSession::readingChanged, m_busy, &QWidget::setVisible);
    connect(&m_session, &RecordingSession::cardReady, this, &RecordingsPage::onCard);
    connect(&m_session, &RecordingSession::runsReady, this, &RecordingsPage::onRuns);
    connect(&m_session, &RecordingSession::readFailed, this, [this](const QString& text) {
        m_card->showProblem(text);
        m_steps->setCurrentIndex(0);
        if (!m_session.volumes())
            m_views->clear(tr("There is nothing to show yet."));
        Q_EMIT changed();
    });
    connect(&m_session, &RecordingSession::cleanedReady, this, [this] {
        m_cleaning->showCleaned(*m_session.cleaned());
        m_set->setReady(true);
        Q_EMIT changed();
    });
    connect(&m_session, &RecordingSession::cleaningFailed, this, [this](const QString& text) {
        m_cleaning->showProblem(text);
        m_views->clear(text);
        m_set->setReady(false);
        Q_EMIT changed();
    });
    connect(&m_session, &RecordingSession::problem, this, &RecordingsPage::problem);
    connect(&m_session, &RecordingSession::folderScanned, this, &RecordingsPage::folderScanned);
    connect(&m_session, &RecordingSession::makingChanged, m_set, &RecordingSetForm::setMaking);
    connect(&m_session, &RecordingSession::made, this, &RecordingsPage::onMade);
    connect(&m_session, &RecordingSession::makeFailed, this,
            [this](const QString& text) { m_set->showMessage(text, true); });
}

void RecordingsPage::connectForms()
{
    connect(m_card, &RecordingForm::edited, this, &RecordingsPage::read);
    connect(m_card, &RecordingForm::atlasRequested, this, &RecordingsPage::atlasRequested);
    connect(m_card, &RecordingForm::namesRequested, this, &RecordingsPage::namesRequested);
    connect(m_cleaning, &RecordingCleaning::confoundsRequested, this,
            &RecordingsPage::confoundsRequested);
    connect(m_cleaning, &RecordingCleaning::edited, &m_cleanSoon, qOverload<>(&QTimer::start));
    connect(&m_cleanSoon, &QTimer::timeout, this, [this] { m_session.clean(import()); });
    connect(m_set, &RecordingSetForm::edited, this, &RecordingsPage::changed);
    connect(m_set, &RecordingSetForm::makeRequested, this, [this] { make(false); });
    connect(m_set, &RecordingSetForm::modelRequested, this, [this] { make(true); });
    connect(m_set, &RecordingSetForm::stopRequested, this, &RecordingsPage::stopMaking);
    connect(m_views, &RecordingViews::changed, this, [this] {
        if (m_files.empty() && !m_views->hasModel())
            m_pages->setCurrentIndex(HintSheet);
        Q_EMIT changed();
    });
}

void RecordingsPage::open(const std::vector<std::filesystem::path>& files)
{
    std::error_code ignored;
    if (files.size() == 1 && std::filesystem::is_directory(files.front(), ignored)) {
        m_session.scan(files.front());
        return;
    }
    if (files.size() == 1 && m_isImage && isOneVolume(files.front())) {
        setAtlas(files.front());
        return;
    }
    m_session.close();
    m_files = files;
    m_isImage = NiftiFile::hasKnownEnding(files.front());
    m_card->setFiles(files);
    m_cleaning->offerConfounds({});
    m_cleaning->setOptions({});
    m_cleaning->setRepetitionTime({});
    m_cleanSoon.stop();
    m_set->setReady(false);
    m_set->showMessage({}, false);
    std::string stem = files.front().filename().string();
    stem.resize(stem.find('.') == 0 ? stem.size() : std::min(stem.find('.'), stem.size()));
    m_set->setName(m_session.library().freeName(stem));
    m_steps->setCurrentIndex(0);
    m_side->show();
    m_pages->setCurrentIndex(WorkSheet);
    m_views->setTitle(files.front().filename().string());
    m_views->setBusy(tr("Reading…"));
    read();
}

void RecordingsPage::openRuns(const std::vector<BidsRun>& runs)
{
    std::vector<std::filesystem::path> files;
    for (const BidsRun& run : runs)
        files.push_back(run.recording);
    open(files);
    const BidsRun& first = runs.front();
    // A side-car of a folder above is not beside the file: it is handed on.
    if (first.repetitionTime && first.sidecar.parent_path() != first.recording.parent_path())
        m_card->setRepetitionTime(*first.repetitionTime);
    if (!first.labels.empty())
        m_card->setAtlas(first.labels);
    std::vector<std::filesystem::path> tables;
    for (const BidsRun& run : runs)
        if (!run.confounds.empty())
            tables.push_back(run.confounds);
    m_cleaning->offerConfounds(tables.size() == runs.size() ? tables
                                                            : std::vector<std::filesystem::path>());
    read();
}

void RecordingsPage::setAtlas(const std::filesystem::path& atlas)
{
    m_card->setAtlas(atlas);
    read();
}

void RecordingsPage::setAtlasNames(const std::filesystem::path& names)
{
    m_card->setAtlasNames(names);
    read();
}

bool RecordingsPage::hasAtlas() const
{
    return isImage() && m_card->hasAtlas();
}

void RecordingsPage::setConfounds(const std::filesystem::path& table)
{
    m_cleaning->setConfounds(table);
}

RecordingImport RecordingsPage::import() const
{
    RecordingImport import = m_card->import();
    import.cleaning = m_cleaning->options();
    import.confounds = m_cleaning->runConfounds();
    import.windows = m_set->options();
    return import;
}

void RecordingsPage::read()
{
    m_set->setReady(false);
    m_session.open(import());
    Q_EMIT changed();
}

void RecordingsPage::onCard(const RecordingCard& card)
{
    m_card->showCard(card);
    Q_EMIT changed();
}

void RecordingsPage::onRuns()
{
    m_card->showRuns(*m_session.recorded());
    m_cleaning->setRepetitionTime(m_session.recorded()->repetitionTime());
    Q_EMIT changed();
}

bool RecordingsPage::canMake() const
{
    return m_session.cleaned() && !m_session.isMaking() && !m_set->name().empty();
}

void RecordingsPage::make(bool andModel)
{
    if (!canMake())
        return;
    try {
        m_modelsNext = andModel;
        m_set->showMessage({}, false);
        m_session.make(import(), m_set->name());
    } catch (const std::exception& error) {
        m_set->showMessage(QString::fromUtf8(error.what()), true);
    }
}

void RecordingsPage::stopMaking()
{
    if (!m_session.isMaking())
        return;
    m_session.stopMaking();
    m_set->showMessage(tr("Cancelled; nothing is kept of it."), false);
}

void RecordingsPage::onMade(const std::filesystem::path& file, const DatasetStudy& study)
{
    m_set->showMessage(tr("%1: %2 training, %3 validation, %4 test windows.")
                           .arg(QString::fromStdString(file.filename().string()))
                           .arg(study.training)
                           .arg(study.validation)
                           .arg(study.test),
                       false);
    m_set->setName(m_session.library().freeName(m_set->name()));
    Q_EMIT note(tr("The data set was stored: %1").arg(QString::fromStdString(file.string())));
    Q_EMIT changed();
    if (m_modelsNext)
        Q_EMIT modelRequested(file, study);
}

}  // namespace nie
