#pragma once

#include "core/results/figure_spec.h"
#include "core/results/solver_trace.h"

#include <QWidget>

#include <memory>

namespace nie {

/// Relative residual per iteration of one fixed-point solve (logarithmic), the tolerance as a
/// dashed line, and a slider through the iterates y0, y1, ...
class ResidualPlot : public QWidget {
    Q_OBJECT

public:
    explicit ResidualPlot(QWidget* parent = nullptr);
    ~ResidualPlot() override;

    /// `iterates`: how many iterates the snapshot holds; fewer than 2 hides the slider. The slider
    /// stays on its iterate when it still exists, else on the last one.
    void setTrace(const SolverTrace& trace, int iterates);
    void clear();
    /// The iterate the slider points at; -1 while there is none or it stands at the end (the
    /// solution).
    int selectedIterate() const;
    void setSelectedIterate(int iterate);
    void setEmptyText(const QString& text);

    /// What is on the screen, for export.
    FigureSpec figure() const;

Q_SIGNALS:
    /// -1: the last iterate, that is the solution.
    void iterateSelected(int iterate);

protected:
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

}  // namespace nie
