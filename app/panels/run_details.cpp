#include "app/panels/run_details.h"

#include "app/panels/run_facts.h"
#include "core/base/error.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kNoteHeight = 64;
constexpr int kKeyWidth = 150;

QLabel* heading(const QString& text)
{
    auto* label = new QLabel(text);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

QTableWidget* plainTable(const char* name, const QString& title)
{
    auto* table = new QTableWidget;
    table->setObjectName(QLatin1String(name));
    table->setAccessibleName(title);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

}  // namespace

RunDetails::RunDetails(QWidget* parent)
    : QWidget(parent),
      m_stack(new QStackedWidget),
      m_hint(new QLabel),
      m_name(
          makeField("runNameEdit", tr("Name"), tr("Shown in the list; the folder keeps its name"))),
      m_tags(makeField("runTagsEdit", tr("Tags"), tr("One or several, with commas between"))),
      m_group(makeField("runGroupEdit", tr("Group"),
                        tr("Runs of one group are repeats with other seeds"))),
      m_note(new QPlainTextEdit),
      m_pinned(new QCheckBox(tr("Keep on top of the list"))),
      m_scores(plainTable("runScoresTable", tr("Scores on the test samples, best first"))),
      m_facts(new QTreeWidget),
      m_diffTitle(new QLabel),
      m_diff(plainTable("runDiffTable", tr("Settings that differ")))
{
    setObjectName(QStringLiteral("runDetails"));
    setAccessibleName(tr("Details of the run"));
    m_hint->setObjectName(QStringLiteral("runDetailsHint"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    for (QWidget* page : {static_cast<QWidget*>(m_hint), makeRunPage(), makeDiffPage()})
        m_stack->addWidget(page);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connectFields();
}

QLineEdit* RunDetails::makeField(const char* name, const QString& title, const QString& tip)
{
    auto* field = new QLineEdit;
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(title);
    field->setToolTip(tip);
    return field;
}

QWidget* RunDetails::makeRunPage()
{
    m_note->setObjectName(QStringLiteral("runNoteEdit"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setFixedHeight(kNoteHeight);
    m_note->setTabChangesFocus(true);
    m_note->installEventFilter(this);
    m_pinned->setObjectName(QStringLiteral("runPinnedBox"));
    m_pinned->setAccessibleName(tr("Keep on top of the list"));
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(4);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Tags"), m_tags);
    form->addRow(tr("Group"), m_group);
    form->addRow(tr("Note"), m_note);
    form->addRow(QString(), m_pinned);
    m_scores->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scores->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scores->setSelectionMode(QAbstractItemView::NoSelection);
    m_scores->setFrameShape(QFrame::NoFrame);
    m_facts->setObjectName(QStringLiteral("runFactsTree"));
    m_facts->setAccessibleName(tr("Configuration and environment"));
    m_facts->setColumnCount(2);
    m_facts->setHeaderHidden(true);
    m_facts->setIndentation(12);
    m_facts->header()->resizeSection(0, kKeyWidth);
    m_facts->header()->setStretchLastSection(true);
    m_facts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_facts->setTextElideMode(Qt::ElideMiddle);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(form);
    column->addWidget(m_scores);
    column->addWidget(m_facts, 1);
    return page;
}

QWidget* RunDetails::makeDiffPage()
{
    m_diffTitle->setObjectName(QStringLiteral("runDiffTitle"));
    m_diffTitle->setWordWrap(true);
    m_diff->setWordWrap(true);
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading(tr("Differences")));
    column->addWidget(m_diffTitle);
    column->addWidget(m_diff, 1);
    return page;
}

void RunDetails::connectFields()
{
    const auto onEdited = [this](QLineEdit* field, const QString& text, auto&& get, auto&& set) {
        connect(field, &QLineEdit::editingFinished, this, [this, field, text, get, set] {
            const std::string value = field->text().trimmed().toStdString();
            if (!m_id.empty() && value != get(m_shown))
                Q_EMIT edited(m_id, text, [value, set](RunNotes& notes) { set(notes, value); });
        });
        // Undo in a field that has just been left would take back letters, not the edit.
        connect(field, &QLineEdit::returnPressed, this, &RunDetails::leftField);
    };
    onEdited(
        m_name, tr("renaming"), [](const RunNotes& notes) { return notes.name; },
        [](RunNotes& notes, const std::string& value) { notes.name = value; });
    onEdited(
        m_tags, tr("change of tags"), [](const RunNotes& notes) { return joinTags(notes.tags); },
        [](RunNotes& notes, const std::string& value) { notes.tags = splitTags(value); });
    onEdited(
        m_group, tr("change of group"), [](const RunNotes& notes) { return notes.group; },
        [](RunNotes& notes, const std::string& value) { notes.group = value; });
    connect(m_pinned, &QCheckBox::clicked, this, [this](bool pinned) {
        Q_EMIT edited(m_id, pinned ? tr("pinning") : tr("unpinning"),
                      [pinned](RunNotes& notes) { notes.pinned = pinned; });
    });
}

bool RunDetails::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_note && event->type() == QEvent::FocusOut)
        commitNote();
    return QWidget::eventFilter(watched, event);
}

void RunDetails::commitNote()
{
    const std::string note = m_note->toPlainText().toStdString();
    if (!m_id.empty() && note != m_shown.note)
        Q_EMIT edited(m_id, tr("change of the note"),
                      [note](RunNotes& notes) { notes.note = note; });
}

void RunDetails::showNothing(const QString& text)
{
    m_id.clear();
    m_hint->setText(text);
    m_stack->setCurrentIndex(0);
}

void RunDetails::showRun(const RunSummary& run)
{
    const bool same = run.id == m_id;
    m_id = run.id;
    m_shown = run.notes;
    const auto show = [same](QLineEdit* field, const std::string& text) {
        if (!(same && field->hasFocus() && field->isModified()))
            field->setText(QString::fromStdString(text));
    };
    show(m_name, run.notes.name);
    m_name->setPlaceholderText(QString::fromStdString(run.id));
    show(m_tags, joinTags(run.notes.tags));
    show(m_group, run.notes.group);
    m_group->setPlaceholderText(
        QString::fromStdString(run.notes.group.empty() ? run.group() : std::string()));
    if (!(same && m_note->hasFocus()))
        m_note->setPlainText(QString::fromStdString(run.notes.note));
    m_pinned->setChecked(run.notes.pinned);
    showFiles(run);
    m_stack->setCurrentIndex(1);
}

void RunDetails::showFiles(const RunSummary& run)
{
    const std::string known = summaryToJson(run).dump();
    if (known == m_known)
        return;
    m_known = known;
    const int place = m_facts->verticalScrollBar()->value();
    Json document;
    try {
        document = runFactsDocument(run.folder);
    } catch (const Error&) {
        // The row of the run says what is wrong with its files.
    }
    showScores(*m_scores, document.is_object() ? document.at("evaluation") : Json());
    showFacts(*m_facts, run, document);
    m_facts->verticalScrollBar()->setValue(place);
}

void RunDetails::showDifferences(const RunSummary& first, const RunSummary& second,
                                 const std::vector<ConfigDifference>& differences)
{
    m_id.clear();
    m_diffTitle->setText(differences.empty()
                             ? tr("%1 and %2 have the same settings.")
                                   .arg(QString::fromStdString(first.title()),
                                        QString::fromStdString(second.title()))
                             : tr("Settings in which %1 and %2 differ; all others are the same.")
                                   .arg(QString::fromStdString(first.title()),
                                        QString::fromStdString(second.title())));
    m_diff->clear();
    m_diff->setColumnCount(3);
    m_diff->setHorizontalHeaderLabels({tr("Setting"), QString::fromStdString(first.title()),
                                       QString::fromStdString(second.title())});
    m_diff->setRowCount(static_cast<int>(differences.size()));
    for (int row = 0; row < m_diff->rowCount(); ++row) {
        const ConfigDifference& each = differences[static_cast<std::size_t>(row)];
        const QStringList texts{QString::fromStdString(each.key), jsonText(each.first),
                                jsonText(each.second)};
        for (int column = 0; column < texts.size(); ++column) {
            auto* item = new QTableWidgetItem(texts[column]);
            item->setToolTip(texts[column]);
            m_diff->setItem(row, column, item);
        }
    }
    m_diff->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_diff->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_diff->setVisible(!differences.empty());
    m_stack->setCurrentIndex(2);
}

void RunDetails::editName()
{
    if (m_stack->currentIndex() != 1)
        return;
    m_name->setFocus(Qt::ShortcutFocusReason);
    m_name->selectAll();
}

}  // namespace nie
