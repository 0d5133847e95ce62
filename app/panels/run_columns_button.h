#pragma once

#include <QToolButton>

class QTableView;

namespace nie {

/// Chooses which columns of a table are shown. The first one always is.
class RunColumnsButton : public QToolButton {
    Q_OBJECT
public:
    explicit RunColumnsButton(QTableView& table, QWidget* parent = nullptr);

private:
    void fill();

    QTableView& m_table;
};

}  // namespace nie
