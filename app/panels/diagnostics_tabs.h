#pragma once

#include "core/results/figure_spec.h"
#include "core/results/run_evaluation.h"

#include <QTabWidget>

#include <map>
#include <memory>
#include <string>

namespace nie {

class FigureView;
class SampleBars;

/// Looks into a trained model beside a first page: scatter, r2 of the samples, error over time,
/// principal components, spectrum, errors and residuals by sample. The tabs are always there; until
/// a run has been evaluated they say what will be in them.
class DiagnosticsTabs : public QTabWidget {
    Q_OBJECT
public:
    /// `first`: the page before them, which stays the one on show until another is chosen.
    DiagnosticsTabs(QWidget* first, const QString& title, QWidget* parent = nullptr);

    void showEvaluation(const RunEvaluation& evaluation);
    void clear();
    /// Of the tab on show; no panels on the first page and where there is nothing to draw.
    FigureSpec figure() const;

Q_SIGNALS:
    /// A bar was clicked: the sample's index in the data set.
    void sampleChosen(std::int64_t sample);

private:
    SampleBars* addBars(const std::string& name, const QString& title);
    void setEmptyTexts();
    QString whatItShows(const std::string& name) const;

    std::map<std::string, FigureView*> m_views;  ///< by the name of the figure
    SampleBars* m_errors = nullptr;
    SampleBars* m_residuals = nullptr;
    std::map<std::string, FigureSpec> m_figures;
};

}  // namespace nie
