#pragma once

#include "app/equation_formulas.h"

#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace nie {

/// The axes of an equation: variable, interval and kind, one row each, up to three.
class AxisRows : public QWidget {
    Q_OBJECT
public:
    explicit AxisRows(QWidget* parent = nullptr);

    std::vector<EquationFormulas::Axis> axes() const;
    void setAxes(const std::vector<EquationFormulas::Axis>& axes);
    void showProblem(const QString& problem);
    void clearProblem();

Q_SIGNALS:
    void edited();

private:
    struct Row {
        QLineEdit* variable;
        QLineEdit* from;
        QLineEdit* to;
        QComboBox* kind;
    };
    void addRow(QGridLayout& grid, int number);
    void showRows(int count);

    std::vector<Row> m_rows;
    QSpinBox* m_count;
    QLabel* m_problem;
};

}  // namespace nie
