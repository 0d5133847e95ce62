#include "app/panels/diagnostics_tabs.h"

#include "core/results/diagnostics_figures.h"
#include "widgets/curves/sample_bars.h"
#include "widgets/figures/figure_view.h"

namespace nie {

namespace {

std::vector<std::pair<std::int64_t, double>> bySample(const EvaluationDiagnostics& diagnostics,
                                                      double EvaluationDiagnostics::Sample::*value)
{
    std::vector<std::pair<std::int64_t, double>> values;
    for (const auto& sample : diagnostics.samples)
        values.emplace_back(sample.index, sample.*value);
    return values;
}

}  // namespace

DiagnosticsTabs::DiagnosticsTabs(QWidget* first, const QString& title, QWidget* parent)
    : QTabWidget(parent)
{
    setObjectName(QStringLiteral("diagnostics"));
    setAccessibleName(tr("Prediction and diagnostics"));
    setDocumentMode(true);
    setUsesScrollButtons(true);
    setElideMode(Qt::ElideNone);
    addTab(first, title);
    for (const auto& [name, shown] : diagnosticTitles()) {
        const QString text = QString::fromStdString(shown);
        if (name == "sample_errors") {
            m_errors = addBars(name, text);
        } else if (name == "sample_residuals") {
            m_residuals = addBars(name, text);
        } else {
            auto* view = new FigureView;
            view->setObjectName(QStringLiteral("diagnostics.%1").arg(QString::fromStdString(name)));
            view->setAccessibleName(text);
            view->setPaperColours(false);
            view->setFilling(true);
            m_views[name] = view;
            addTab(view, text);
        }
        setTabToolTip(count() - 1, whatItShows(name));
    }
    setEmptyTexts();
}

SampleBars* DiagnosticsTabs::addBars(const std::string& name, const QString& title)
{
    auto* bars = new SampleBars;
    bars->setObjectName(QStringLiteral("diagnostics.%1").arg(QString::fromStdString(name)));
    bars->setAccessibleName(title);
    connect(bars, &SampleBars::sampleChosen, this, &DiagnosticsTabs::sampleChosen);
    addTab(bars, title);
    return bars;
}

QString DiagnosticsTabs::whatItShows(const std::string& name) const
{
    if (name == "scatter")
        return tr("Predicted values over the true ones, with r² and R²");
    if (name == "r2_histogram")
        return tr("How many samples have which r² (squared correlation)");
    if (name == "error_over_time")
        return tr("The error at each predicted time, beside predictions that cost nothing");
    if (name == "components")
        return tr("Data and predictions along their first two principal components");
    if (name == "spectrum")
        return tr("The power spectra of data and predictions");
    if (name == "sample_errors")
        return tr("The error of each sample, the worst first; a click on a bar shows its truth and "
                  "prediction");
    return tr(
        "The residual that the solver left in each sample, the largest first; a click on a bar "
        "shows its truth and prediction");
}

void DiagnosticsTabs::setEmptyTexts()
{
    const auto later = [this](const std::string& name) {
        return tr("%1.\nFilled when a run has been evaluated on the test samples.")
            .arg(whatItShows(name));
    };
    for (const auto& [name, view] : m_views)
        view->setEmptyText(later(name));
    m_errors->setEmptyText(later("sample_errors"));
    m_residuals->setEmptyText(later("sample_residuals"));
}

void DiagnosticsTabs::clear()
{
    setEmptyTexts();
    m_figures.clear();
    for (const auto& [name, view] : m_views)
        view->setFigure({});
    m_errors->clear();
    m_residuals->clear();
}

void DiagnosticsTabs::showEvaluation(const RunEvaluation& evaluation)
{
    const Provenance provenance{{"experiment", evaluation.experiment},
                                {"model", evaluation.model},
                                {"checkpoint", evaluation.checkpoint},
                                {"step", std::to_string(evaluation.step)}};
    clear();
    for (DiagnosticFigure& each : diagnosticFigures(evaluation, provenance)) {
        const QString missing = QString::fromStdString(each.missing);
        if (each.name == "sample_errors")
            m_errors->setEmptyText(missing);
        else if (each.name == "sample_residuals")
            m_residuals->setEmptyText(missing);
        else {
            m_views.at(each.name)->setEmptyText(missing);
            m_views.at(each.name)->setFigure(each.figure);
        }
        m_figures[each.name] = std::move(each.figure);
    }
    if (!evaluation.diagnostics)
        return;
    m_errors->setValues(
        bySample(*evaluation.diagnostics, &EvaluationDiagnostics::Sample::relativeL2),
        tr("Relative L2 error"));
    m_residuals->setValues(
        bySample(*evaluation.diagnostics, &EvaluationDiagnostics::Sample::residual),
        tr("Relative residual"));
}

FigureSpec DiagnosticsTabs::figure() const
{
    const int index = currentIndex() - 1;
    if (index < 0)
        return {};
    const auto found = m_figures.find(diagnosticTitles()[static_cast<std::size_t>(index)].first);
    return found == m_figures.end() ? FigureSpec{} : found->second;
}

}  // namespace nie
