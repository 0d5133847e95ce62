#pragma once

#include "core/results/equation_figures.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;

namespace nie {

class EquationNumbers;
class FigureView;
class ResidualPlot;

/// A solved equation: solution, error, kernel, residual per step with its iterates, and the
/// numbers.
class EquationResults : public QWidget {
    Q_OBJECT
public:
    explicit EquationResults(QWidget* parent = nullptr);

    void showStudy(const std::shared_ptr<const EquationStudy>& study);
    /// Everything in one figure; no panels before the first solve.
    FigureSpec figure() const;

private:
    FigureView* addView(const char* name, const QString& accessibleName, const QString& emptyText);
    QComboBox* addSelector(const char* name, const QString& accessibleName);
    void fillSelectors();
    void drawViews();

    std::shared_ptr<const EquationStudy> m_study;
    EquationView m_view;
    QLabel* m_title;
    QComboBox* m_channel;
    QComboBox* m_kernelEntry;
    FigureView* m_solution;
    FigureView* m_error;
    FigureView* m_kernel;
    ResidualPlot* m_residual;
    EquationNumbers* m_numbers;
};

}  // namespace nie
