#pragma once

#include "core/numerics/equation_task.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace nie {

/// The catalogue of equations by group, and the chosen one in full.
class EquationList : public QWidget {
    Q_OBJECT
public:
    explicit EquationList(QWidget* parent = nullptr);

    /// Null before one was chosen.
    const ListedEquation* current() const;
    /// Throws InputError for an unknown name.
    void choose(const std::string& name);

Q_SIGNALS:
    void chosen();
    /// A double click, or Return: it is to be solved.
    void activated();

private:
    void addGroup(const std::string& group);
    void showCurrent();

    std::vector<ListedEquation> m_equations;
    QTreeWidget* m_tree;
    QLabel* m_formula;
};

}  // namespace nie
