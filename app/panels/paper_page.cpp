#include "app/panels/paper_page.h"

#include "app/panels/paper_picture.h"
#include "app/panels/paper_table_view.h"
#include "core/results/run_folder.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kSideWidth = 340;
constexpr int kNameRole = Qt::UserRole;

}  // namespace

PaperPage::PaperPage(PaperSession& session, QWidget* parent)
    : WorkPage(parent),
      m_session(session),
      m_list(new QListWidget),
      m_budget(new QComboBox),
      m_startButton(addButton("paperStartButton", tr("Compute"),
                              tr("Compute what is missing of the chosen table or figure"))),
      m_stopButton(addButton("paperStopButton", tr("Stop"), tr("Stop; what is done stays done"))),
      m_bar(new QProgressBar),
      m_progress(new QLabel),
      m_title(new QLabel),
      m_stack(new QStackedWidget),
      m_empty(new QLabel),
      m_table(new PaperTableView),
      m_picture(new PaperPicture)
{
    setObjectName(QStringLiteral("paperPage"));
    setAccessibleName(tr("Paper page"));
    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(QStringLiteral("paperSplitter"));
    splitter->setAccessibleName(tr("List and result"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeSide());
    splitter->addWidget(makeContent());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({kSideWidth, 700});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addWidget(splitter);
    connect(&m_session, &PaperSession::itemsListed, this, &PaperPage::fillList);
    connect(&m_session, &PaperSession::itemsUnknown, this, &PaperPage::problem);
    connect(m_list, &QListWidget::currentRowChanged, this, &PaperPage::showItem);
    connect(m_budget, &QComboBox::currentIndexChanged, this, &PaperPage::showItem);
    connect(m_startButton, &QPushButton::clicked, this, &PaperPage::start);
    connect(m_stopButton, &QPushButton::clicked, this, &PaperPage::stop);
    connect(&m_session, &PaperSession::runningChanged, this, &PaperPage::onRunning);
    connect(&m_session, &PaperSession::progressed, this, &PaperPage::onProgress);
    connect(&m_session, &PaperSession::finished, this, &PaperPage::onFinished);
    connect(m_table, &PaperTableView::runRequested, this, [this](const QString& run) {
        const RunFolder folder{m_session.folder(budget()) / run.toStdString()};
        if (std::filesystem::exists(folder.metrics()))
            Q_EMIT runOpened(QString::fromStdString(folder.path.string()));
        else
            Q_EMIT runRequested(QString::fromStdString(folder.config().string()));
    });
    onRunning(false);
}

QPushButton* PaperPage::addButton(const char* name, const QString& text, const QString& tip)
{
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

QWidget* PaperPage::makeSide()
{
    m_list->setObjectName(QStringLiteral("paperList"));
    m_list->setAccessibleName(tr("Tables and figures"));
    m_list->setWordWrap(true);
    m_list->setTextElideMode(Qt::ElideNone);
    m_list->setSpacing(3);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_budget->setObjectName(QStringLiteral("paperBudget"));
    m_budget->setAccessibleName(tr("Budget"));
    for (const auto& [name, text] :
         {std::pair("smoke", tr("Smoke: minutes, to see that it works")),
          std::pair("laptop", tr("Laptop: all of it in an hour on two cores")),
          std::pair("paper", tr("Paper: full size, for a GPU"))})
        m_budget->addItem(text, QLatin1String(name));
    m_budget->setCurrentIndex(1);
    m_bar->setObjectName(QStringLiteral("paperBar"));
    m_bar->setAccessibleName(tr("Progress"));
    m_progress->setObjectName(QStringLiteral("paperProgress"));
    m_progress->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_startButton);
    buttons->addWidget(m_stopButton);
    auto* side = new QWidget;
    side->setMinimumWidth(280);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addWidget(m_list, 1);
    column->addWidget(m_budget);
    column->addLayout(buttons);
    column->addWidget(m_bar);
    column->addWidget(m_progress);
    return side;
}

QWidget* PaperPage::makeContent()
{
    m_title->setObjectName(QStringLiteral("paperTitle"));
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    m_title->setFont(font);
    m_title->setWordWrap(true);
    m_empty->setObjectName(QStringLiteral("paperEmpty"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_picture);
    auto* exporting =
        addButton("paperExportButton", tr("Export…"),
                  tr("Save the table (CSV, Markdown, JSON) or the figure (PDF, PNG)"));
    auto* copying = addButton("paperCopyButton", tr("Copy command"),
                              tr("Copy the shell line that computes the same"));
    connect(exporting, &QPushButton::clicked, this, &PaperPage::exportRequested);
    connect(copying, &QPushButton::clicked, this, &PaperPage::copyRequested);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(copying);
    head->addWidget(exporting);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(8, 0, 0, 0);
    column->setSpacing(12);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    return content;
}

void PaperPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_items.empty())
        m_session.listItems();
}

void PaperPage::fillList(const std::vector<PaperItem>& items)
{
    if (!m_items.empty())
        return;
    m_items = items;
    auto* all = new QListWidgetItem(tr("All tables and figures"));
    all->setData(kNameRole, QStringLiteral("all"));
    for (const PaperItem& item : m_items) {
        auto* line = new QListWidgetItem(QStringLiteral("%1. %2").arg(
            QString::fromStdString(item.reference), QString::fromStdString(item.title)));
        line->setData(kNameRole, QString::fromStdString(item.name));
        m_list->addItem(line);
    }
    m_list->addItem(all);
    m_list->setCurrentRow(0);
}

std::string PaperPage::item() const
{
    const QListWidgetItem* line = m_list->currentItem();
    return line ? line->data(kNameRole).toString().toStdString() : std::string();
}

std::string PaperPage::budget() const
{
    return m_budget->currentData().toString().toStdString();
}

std::string PaperPage::command() const
{
    return item().empty() ? std::string() : m_session.command({item()}, budget());
}

bool PaperPage::canStart() const
{
    return !isRunning() && !item().empty();
}

void PaperPage::start()
{
    if (!canStart())
        return;
    m_bar->setRange(0, 0);
    m_progress->setText(tr("Looking at what is missing"));
    m_session.start({item()}, budget());
}

void PaperPage::stop()
{
    m_session.stop();
}

std::filesystem::path PaperPage::file(const std::string& kind) const
{
    const auto path = m_session.folder(budget()) / (item() + "." + kind);
    return std::filesystem::exists(path) ? path : std::filesystem::path();
}

void PaperPage::showItem()
{
    const std::string name = item();
    const auto known = std::find_if(m_items.begin(), m_items.end(),
                                    [&](const PaperItem& item) { return item.name == name; });
    m_title->setText(known == m_items.end()
                         ? tr("All tables and figures")
                         : QString::fromStdString(known->reference + ". " + known->title));
    const auto picture = m_session.picture(name, budget());
    if (const auto table = m_session.table(name, budget()); table && picture.empty()) {
        m_table->showTable(*table);
        m_stack->setCurrentWidget(m_table);
    } else if (!picture.empty()) {
        m_picture->showFile(picture);
        m_stack->setCurrentWidget(m_picture);
    } else {
        m_empty->setText(known == m_items.end()
                             ? tr("Computes every table and figure. Each one is shown at its own "
                                  "line of the list.")
                             : tr("Not computed at this budget yet."));
        m_stack->setCurrentWidget(m_empty);
    }
    m_startButton->setEnabled(canStart());
    Q_EMIT changed();
}

void PaperPage::onRunning(bool running)
{
    m_startButton->setEnabled(canStart());
    m_stopButton->setEnabled(running);
    m_budget->setEnabled(!running);
    m_bar->setVisible(running);
    Q_EMIT changed();
}

void PaperPage::onProgress(const ProgramProgress& progress)
{
    m_bar->setRange(0, static_cast<int>(progress.total));
    m_bar->setValue(static_cast<int>(progress.done));
    m_progress->setText(tr("%1 of %2 done, %3 left")
                            .arg(progress.done)
                            .arg(progress.total)
                            .arg(formatDuration(progress.secondsLeft)));
    if (m_stack->currentWidget() != m_picture)  // pictures are drawn at the end
        showItem();
}

void PaperPage::onFinished(const QString& problem)
{
    m_progress->setText(problem.isEmpty() ? QString() : tr("Some parts failed."));
    showItem();
    if (!problem.isEmpty())
        Q_EMIT this->problem(problem);
}

}  // namespace nie
