#include "app/panels/shortcuts_dialog.h"

#include "app/actions/menu_path.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace nie {

namespace {

/// "Ctrl+Shift+A, Ctrl+K"
QString keysOf(const QAction& action)
{
    QStringList keys;
    for (const QKeySequence& each : action.shortcuts())
        keys << each.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

int addRow(QTableWidget& table, const QString& what, const QString& keys)
{
    const int row = table.rowCount();
    table.insertRow(row);
    table.setItem(row, 0, new QTableWidgetItem(what));
    table.setItem(row, 1, new QTableWidgetItem(keys));
    return row;
}

void addTitle(QTableWidget& table, const QString& menu)
{
    const int row = addRow(table, menu, {});
    QTableWidgetItem* title = table.item(row, 0);
    QFont bold = table.font();
    bold.setBold(true);
    title->setFont(bold);
    title->setFlags(Qt::ItemIsEnabled);
    table.setSpan(row, 0, 1, 2);
}

}  // namespace

ShortcutsDialog::ShortcutsDialog(const std::vector<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* table = new QTableWidget(0, 2);
    table->setObjectName(QStringLiteral("shortcutsTable"));
    table->setAccessibleName(tr("Keyboard shortcuts"));
    table->setHorizontalHeaderLabels({tr("What"), tr("Keys")});
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setHighlightSections(false);
    table->verticalHeader()->hide();
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    QStringList menus;
    for (const QAction* action : actions)
        if (!action->shortcuts().isEmpty() && !menus.contains(menuPathOf(*action)))
            menus << menuPathOf(*action);
    for (const QString& menu : menus) {
        addTitle(*table, menu);
        for (const QAction* action : actions)
            if (!action->shortcuts().isEmpty() && menuPathOf(*action) == menu)
                addRow(*table, QStringLiteral("   ") + action->statusTip(), keysOf(*action));
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("shortcutsCloseButton"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(640, 680);
}

}  // namespace nie
