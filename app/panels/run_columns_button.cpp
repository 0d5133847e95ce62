#include "app/panels/run_columns_button.h"

#include <QMenu>
#include <QTableView>

namespace nie {

RunColumnsButton::RunColumnsButton(QTableView& table, QWidget* parent)
    : QToolButton(parent),
      m_table(table)
{
    setObjectName(QStringLiteral("runsColumnsButton"));
    setText(tr("Columns"));
    setAccessibleName(tr("Columns"));
    setToolTip(tr("Choose which columns are shown"));
    setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("runsColumnsMenu"));
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &RunColumnsButton::fill);
}

void RunColumnsButton::fill()
{
    menu()->clear();
    for (int column = 1; column < m_table.model()->columnCount(); ++column) {
        QAction* action =
            menu()->addAction(m_table.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!m_table.isColumnHidden(column));
        connect(action, &QAction::toggled, &m_table, [this, column](bool shown) {
            m_table.setColumnHidden(column, !shown);
            if (shown)
                m_table.resizeColumnToContents(column);
        });
    }
}

}  // namespace nie
