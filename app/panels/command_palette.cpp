#include "app/panels/command_palette.h"

#include "app/fuzzy_match.h"
#include "widgets/style/application_style.h"

#include <QApplication>
#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace nie {

namespace {

constexpr int kPaletteWidth = 680;
constexpr int kPaletteHeight = 480;
constexpr int kPaletteTop = 72;     // below menus and tool bar
constexpr int kPaletteMargin = 24;  // left free around it in a small window

constexpr int kRowHeight = 26;

enum PaletteColumn { kTitleColumn, kWhereColumn, kKeysColumn };

}  // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QFrame(window),
      m_search(new QLineEdit),
      m_list(new QTreeWidget)
{
    setObjectName(QStringLiteral("commandPalette"));
    setAccessibleName(tr("Command palette"));
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    m_search->setObjectName(QStringLiteral("paletteSearch"));
    m_search->setAccessibleName(tr("Find an action, page or experiment"));
    m_search->setPlaceholderText(tr("Find an action, page, experiment or recent file"));
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumHeight(32);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("What was found"));
    m_list->setColumnCount(3);
    m_list->setHeaderHidden(true);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(kTitleColumn, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(kWhereColumn, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(kKeysColumn, QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(8);
    layout->addWidget(m_search);
    layout->addWidget(m_list);
    connect(m_search, &QLineEdit::textChanged, this, &CommandPalette::showMatches);
    connect(m_list, &QTreeWidget::itemClicked, this, &CommandPalette::triggerCurrent);
    connect(qApp, &QApplication::focusChanged, this, &CommandPalette::onFocusChanged);
    hide();
}

void CommandPalette::open(std::vector<PaletteEntry> entries)
{
    m_entries = std::move(entries);
    if (!isVisible())
        m_focusBefore = QApplication::focusWidget();
    // On a dark ground nothing else would part it from what it lies on.
    QPalette colours = window()->palette();
    colours.setColor(QPalette::WindowText, themeColours(colours).accent);
    setPalette(colours);
    m_search->clear();
    showMatches({});
    place();
    show();
    raise();
    m_search->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::dismiss()
{
    if (!isVisible())
        return;
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && m_focusBefore)
        m_focusBefore->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::showMatches(const QString& typed)
{
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry& entry = m_entries[i];
        if (const auto score = fuzzyScore(typed, entry.title, entry.where))
            found.emplace_back(*score, i);
    }
    // Of equal ones what can be done comes first, then the order of the menus.
    std::stable_sort(found.begin(), found.end(), [this](const auto& a, const auto& b) {
        if (a.first != b.first)
            return a.first > b.first;
        return m_entries[a.second].enabled && !m_entries[b.second].enabled;
    });
    m_list->clear();
    for (const auto& [score, index] : found)
        addRow(index);
    if (found.empty()) {
        auto* nothing = new QTreeWidgetItem(m_list, {tr("Nothing fits these letters")});
        nothing->setFlags(Qt::NoItemFlags);
    } else {
        m_list->setCurrentItem(m_list->topLevelItem(0));
    }
}

void CommandPalette::addRow(std::size_t index)
{
    const PaletteEntry& entry = m_entries[index];
    auto* row = new QTreeWidgetItem(m_list, {entry.title, entry.where, entry.keys});
    row->setData(kTitleColumn, Qt::UserRole, static_cast<qulonglong>(index));
    row->setSizeHint(kTitleColumn, QSize(0, kRowHeight));
    row->setTextAlignment(kKeysColumn, Qt::AlignRight | Qt::AlignVCenter);
    row->setForeground(kWhereColumn, themeColours(palette()).mutedText);
    // It stays selectable: Enter on it has to do nothing, not what stands below it.
    if (!entry.enabled) {
        for (const int column : {kTitleColumn, kWhereColumn, kKeysColumn})
            row->setForeground(column, palette().color(QPalette::Disabled, QPalette::Text));
        row->setData(kTitleColumn, Qt::AccessibleDescriptionRole, tr("not possible now"));
    }
    const QString tip = entry.enabled ? entry.tip : tr("%1 (not possible now)").arg(entry.tip);
    for (const int column : {kTitleColumn, kWhereColumn, kKeysColumn})
        row->setToolTip(column, tip);
}

bool CommandPalette::moveBy(int key)
{
    const int rows = m_list->topLevelItemCount();
    const int page =
        std::max(1, m_list->viewport()->height() / std::max(1, m_list->sizeHintForRow(0)) - 1);
    int row = m_list->indexOfTopLevelItem(m_list->currentItem());
    switch (key) {
    case Qt::Key_Up:
        row = row > 0 ? row - 1 : rows - 1;
        break;
    case Qt::Key_Down:
        row = row + 1 < rows ? row + 1 : 0;
        break;
    case Qt::Key_PageUp:
        row = std::max(0, row - page);
        break;
    case Qt::Key_PageDown:
        row = std::min(rows - 1, row + page);
        break;
    default:
        return false;
    }
    m_list->setCurrentItem(m_list->topLevelItem(row));
    return true;
}

void CommandPalette::triggerCurrent()
{
    const QTreeWidgetItem* row = m_list->currentItem();
    if (!row || !row->data(kTitleColumn, Qt::UserRole).isValid())
        return;
    const PaletteEntry entry = m_entries[row->data(kTitleColumn, Qt::UserRole).toULongLong()];
    if (!entry.enabled)
        return;
    dismiss();
    entry.trigger();
}

void CommandPalette::place()
{
    const QSize window = parentWidget()->size();
    const QSize size(std::min(kPaletteWidth, window.width() - 2 * kPaletteMargin),
                     std::min(kPaletteHeight, window.height() - kPaletteTop - kPaletteMargin));
    setGeometry(QRect(QPoint((window.width() - size.width()) / 2, kPaletteTop), size));
}

void CommandPalette::onFocusChanged(QWidget*, QWidget* now)
{
    if (isVisible() && now && now != this && !isAncestorOf(now))
        hide();
}

void CommandPalette::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    qApp->installEventFilter(this);
}

void CommandPalette::hideEvent(QHideEvent* event)
{
    qApp->removeEventFilter(this);
    QFrame::hideEvent(event);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    const auto type = event->type();
    if (watched == m_search && (type == QEvent::KeyPress || type == QEvent::ShortcutOverride))
        return takesKey(static_cast<QKeyEvent&>(*event));
    if (watched == parentWidget() && type == QEvent::Resize)
        place();
    if (type == QEvent::MouseButtonPress) {
        const auto* pressed = qobject_cast<QWidget*>(watched);
        if (pressed && pressed != this && !isAncestorOf(pressed))
            dismiss();
    }
    return QFrame::eventFilter(watched, event);
}

bool CommandPalette::takesKey(QKeyEvent& event)
{
    const int key = event.key();
    const bool enters = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (event.modifiers() & ~Qt::KeypadModifier)
        return false;
    if (event.type() == QEvent::ShortcutOverride) {
        // Enter and Escape belong to the palette before any shortcut of the window.
        if (enters || key == Qt::Key_Escape)
            event.accept();
        return false;
    }
    if (enters) {
        triggerCurrent();
        return true;
    }
    if (key == Qt::Key_Escape) {
        dismiss();
        return true;
    }
    return moveBy(key);
}

}  // namespace nie
