#pragma once

#include "app/run_curve_loader.h"
#include "core/results/figure_spec.h"
#include "core/results/runs/run_summary.h"

#include <QWidget>

#include <set>
#include <string>
#include <vector>

class QCheckBox;
class QComboBox;

namespace nie {

class CurvePlot;
struct CurvePoint;
struct CurveSeries;

/// The curves of the chosen runs over each other, each run in its colour; runs that differ in
/// nothing but the seed also as their mean with a band of one standard deviation.
class RunCurvesView : public QWidget {
    Q_OBJECT
public:
    explicit RunCurvesView(QWidget* parent = nullptr);

    /// Shows these runs; their tables are read in the background.
    void showRuns(const std::vector<RunSummary>& runs);
    /// Draws the curve of a run broader; empty: none.
    void highlight(const std::string& id);
    CurvePlot& plot() { return *m_plot; }
    FigureSpec figure() const;
    /// Of the runs on show.
    std::vector<std::filesystem::path> folders() const;
    void fit();

Q_SIGNALS:
    void changed();

private:
    struct Curve;

    QWidget* makeHead();
    void draw();
    void fillMetrics();
    std::vector<std::string> metrics() const;
    std::vector<Curve> curves() const;
    void addRun(std::vector<Curve>& curves, const RunSummary& run, const std::string& metric) const;
    void addMeans(std::vector<Curve>& curves, const std::string& metric) const;
    std::vector<std::vector<const RunSummary*>> repeats() const;
    QString labelOf(const std::string& metric) const;

    CurvePlot* m_plot;
    QComboBox* m_metric;
    QCheckBox* m_mean;
    RunCurveLoader m_loader;
    std::vector<RunSummary> m_runs;
    std::set<std::string> m_drawn;  ///< ids of the plot's series
};

/// "Validation loss" for "validation_loss"; the column's own name where it has no other.
QString metricTitle(const std::string& column);

}  // namespace nie
