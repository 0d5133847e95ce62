#include "app/panels/solver_panel.h"

#include "widgets/curves/residual_plot.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <cmath>

namespace nie {

namespace {

/// Axis, its title and the slider below still leave room for the curve.
constexpr int kLeastPlotHeight = 160;

QLabel* makeSubtitle(const QString& text)
{
    auto* label = new QLabel(text);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A dash where nothing was measured: a model may solve nothing.
QString numberOrDash(double value)
{
    return std::isfinite(value) ? formatNumber(value) : QStringLiteral("–");
}

}  // namespace

SolverPanel::SolverPanel(QWidget* parent) : QWidget(parent), m_plot(new ResidualPlot(this))
{
    setObjectName(QStringLiteral("solverPanel"));
    setAccessibleName(tr("Solver health"));
    auto* title = new QLabel(tr("Solver"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto* rows = new QFormLayout;
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(12);
    rows->setVerticalSpacing(4);
    m_iterations = addRow(*rows, tr("Iterations"), QStringLiteral("solver.iterations"),
                          tr("Mean over the newest batch until a sample met the tolerance"));
    m_residual = addRow(*rows, tr("Residual"), QStringLiteral("solver.residual"),
                        tr("Largest relative residual |G(y) - y| / |G(y)| of the newest batch"));
    m_contraction =
        addRow(*rows, tr("Contraction"), QStringLiteral("solver.contraction"),
               tr("Mean ratio of successive residuals; below 1 the iteration converges"));
    m_notConverged = addRow(*rows, tr("Not converged"), QStringLiteral("solver.notConverged"),
                            tr("Share of the newest batch that missed the tolerance"));
    m_quadrature = addRow(*rows, tr("Quadrature points"), QStringLiteral("solver.quadrature"),
                          tr("Nodes at which each integral is evaluated"));

    m_validationResidual =
        addRow(*rows, tr("Validation residual"), QStringLiteral("solver.validationResidual"),
               tr("Largest relative residual of the newest validation"));
    m_coupling = addRow(*rows, tr("Coupling"), QStringLiteral("solver.coupling"),
                        tr("How much a token's output depends on the other tokens, at the newest "
                           "validation; 0: attention is dead"));

    m_plot->setObjectName(QStringLiteral("residualPlot"));
    m_plot->setAccessibleName(tr("Residual per iteration of the sample on show"));
    m_plot->setEmptyText(tr("The residual per iteration of the sample on show appears here."));
    m_plot->setMinimumHeight(kLeastPlotHeight);
    connect(m_plot, &ResidualPlot::iterateSelected, this, &SolverPanel::iterateSelected);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(title);
    layout->addWidget(makeSubtitle(tr("Newest training batch")));
    layout->addLayout(rows);
    layout->addWidget(makeSubtitle(tr("Sample on show")));
    layout->addWidget(m_plot, 1);
    clear();
}

QLabel* SolverPanel::addRow(QFormLayout& rows, const QString& title, const QString& name,
                            const QString& tip)
{
    auto* value = new QLabel;
    value->setObjectName(name);
    value->setAccessibleName(title);
    value->setToolTip(tip);
    value->setFont(tabularFont(value->font()));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* label = new QLabel(title);
    label->setToolTip(tip);
    rows.addRow(label, value);
    return value;
}

void SolverPanel::showStep(const StepReport& report)
{
    m_iterations->setText(numberOrDash(report.solverIterations));
    m_residual->setText(numberOrDash(report.solverResidual));
    m_contraction->setText(numberOrDash(report.contraction));
    m_notConverged->setText(std::isfinite(report.notConvergedShare)
                                ? formatPercent(report.notConvergedShare)
                                : QStringLiteral("–"));
}

void SolverPanel::showValidation(const ValidationReport& report)
{
    m_validationResidual->setText(numberOrDash(report.solverResidual));
    m_coupling->setText(numberOrDash(report.coupling));
}

void SolverPanel::showSnapshot(const PredictionSnapshot& snapshot)
{
    m_quadrature->setText(formatCount(snapshot.trace.quadraturePoints));
    m_plot->setTrace(snapshot.trace, static_cast<int>(snapshot.iterates.size()));
}

void SolverPanel::clear()
{
    for (QLabel* label : {m_iterations, m_residual, m_contraction, m_notConverged, m_quadrature,
                          m_validationResidual, m_coupling})
        label->setText(QStringLiteral("–"));
    m_plot->clear();
}

}  // namespace nie
