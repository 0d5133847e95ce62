#pragma once

#include "core/results/equation_study.h"

#include <QWidget>

#include <map>

class QGridLayout;
class QLabel;

namespace nie {

/// The numbers of a solve: error, estimate, residual, work, and what was chosen automatically.
class EquationNumbers : public QWidget {
    Q_OBJECT
public:
    explicit EquationNumbers(QWidget* parent = nullptr);

    void showStudy(const EquationStudy& study);
    void clear();

private:
    QLabel* addNumber(QGridLayout& grid, int place, const QString& title, const char* name,
                      const QString& tip);
    QLabel* addLine(const char* name, const QString& accessibleName);

    std::map<QString, QLabel*> m_numbers;  ///< by the report's key
    QLabel* m_state;
    QLabel* m_chosen;
    QLabel* m_refinements;
};

}  // namespace nie
