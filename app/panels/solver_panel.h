#pragma once

#include "core/results/prediction_snapshot.h"
#include "core/results/training_reports.h"

#include <QWidget>

class QFormLayout;
class QLabel;

namespace nie {

class ResidualPlot;

/// Health of the fixed-point solver: numbers of the newest training batch and validation, and the
/// residual per iteration of the sample on show. They are those of the reports, and a dash where
/// nothing was measured.
class SolverPanel : public QWidget {
    Q_OBJECT
public:
    explicit SolverPanel(QWidget* parent = nullptr);

    void showStep(const StepReport& report);
    void showValidation(const ValidationReport& report);
    void showSnapshot(const PredictionSnapshot& snapshot);
    void clear();
    ResidualPlot& residualPlot() { return *m_plot; }

Q_SIGNALS:
    /// -1: the solution.
    void iterateSelected(int iterate);

private:
    QLabel* addRow(QFormLayout& rows, const QString& title, const QString& name,
                   const QString& tip);

    QLabel* m_iterations;
    QLabel* m_residual;
    QLabel* m_contraction;
    QLabel* m_notConverged;
    QLabel* m_quadrature;
    QLabel* m_validationResidual;
    QLabel* m_coupling;
    ResidualPlot* m_plot;
};

}  // namespace nie
