#include "app/panels/equation_results.h"

#include "app/panels/equation_numbers.h"
#include "widgets/curves/residual_plot.h"
#include "widgets/figures/figure_view.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace nie {

namespace {

FigureSpec figureOf(std::optional<PanelSpec> panel)
{
    FigureSpec figure;
    if (panel)
        figure.panels.push_back(std::move(*panel));
    return figure;
}

}  // namespace

EquationResults::EquationResults(QWidget* parent)
    : QWidget(parent),
      m_title(new QLabel),
      m_channel(addSelector("equation.channel", tr("Component on show"))),
      m_kernelEntry(addSelector("equation.kernelEntry", tr("Entry of the kernel on show"))),
      m_solution(addView("equation.solutionView", tr("Solution"),
                         tr("The solution appears here.\nChoose an equation and press Solve."))),
      m_error(addView("equation.errorView", tr("Error"),
                      tr("Where an exact solution is known, the error over the domain."))),
      m_kernel(addView("equation.kernelView", tr("Kernel"),
                       tr("The kernel K(t, s), where the integrand has one."))),
      m_residual(new ResidualPlot),
      m_numbers(new EquationNumbers)
{
    setObjectName(QStringLiteral("equationResults"));
    setAccessibleName(tr("Solved equation"));
    m_title->setObjectName(QStringLiteral("equation.title"));
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_residual->setObjectName(QStringLiteral("equation.residualPlot"));
    m_residual->setAccessibleName(tr("Residual per step"));
    m_residual->setEmptyText(
        tr("The residual of every step appears here, with a slider through the iterates."));
    // The Train page has a plot of the same kind; names are unique in a window.
    for (QWidget* child :
         m_residual->findChildren<QWidget*>(QRegularExpression(QStringLiteral("^residuals\\."))))
        child->setObjectName(QStringLiteral("equation.") + child->objectName());
    connect(m_residual, &ResidualPlot::iterateSelected, this, [this](int iterate) {
        m_view.iterate = iterate;
        drawViews();
    });
    auto* top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_channel);
    top->addWidget(m_kernelEntry);
    auto* grid = new QGridLayout;
    grid->setSpacing(8);
    grid->addWidget(m_solution, 0, 0);
    grid->addWidget(m_kernel, 0, 1);
    grid->addWidget(m_error, 1, 0);
    grid->addWidget(m_residual, 1, 1);
    grid->setRowStretch(0, 5);
    grid->setRowStretch(1, 4);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(top);
    column->addLayout(grid, 1);
    column->addWidget(m_numbers);
}

FigureView* EquationResults::addView(const char* name, const QString& accessibleName,
                                     const QString& emptyText)
{
    auto* view = new FigureView;
    view->setObjectName(QLatin1String(name));
    view->setAccessibleName(accessibleName);
    view->setPaperColours(false);
    view->setFilling(true);
    view->setEmptyText(emptyText);
    view->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    return view;
}

QComboBox* EquationResults::addSelector(const char* name, const QString& accessibleName)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(accessibleName);
    box->setToolTip(accessibleName);
    box->hide();
    connect(box, &QComboBox::activated, this, [this] {
        m_view.channel = static_cast<std::size_t>(std::max(0, m_channel->currentIndex()));
        m_view.kernelEntry = static_cast<std::size_t>(std::max(0, m_kernelEntry->currentIndex()));
        drawViews();
    });
    return box;
}

void EquationResults::showStudy(const std::shared_ptr<const EquationStudy>& study)
{
    m_study = study;
    m_view = {};
    const QString name = QString::fromStdString(study->name);
    const QString formula = QString::fromStdString(study->formula);
    m_title->setText(formula.isEmpty() ? name : name + QStringLiteral(":  ") + formula);
    fillSelectors();
    const QSignalBlocker quiet(m_residual);
    m_residual->setTrace(study->trace, static_cast<int>(study->iterates.size()));
    m_residual->setSelectedIterate(static_cast<int>(study->iterates.size()) - 1);
    m_numbers->showStudy(*study);
    m_error->setEmptyText(tr("No exact solution is known."));
    m_kernel->setEmptyText(tr("The general integrand G has no kernel to draw."));
    drawViews();
}

void EquationResults::fillSelectors()
{
    m_channel->clear();
    const bool choose = m_study->channels > 1 && m_study->axisNames.size() > 1;
    for (std::size_t c = 0; choose && c < m_study->channels; ++c)
        m_channel->addItem(tr("y%1").arg(c + 1));
    m_channel->setVisible(choose);
    m_kernelEntry->clear();
    if (m_study->kernel)
        for (const std::string& entry : m_study->kernel->names)
            m_kernelEntry->addItem(QString::fromStdString(entry));
    m_kernelEntry->setVisible(m_kernelEntry->count() > 1);
}

void EquationResults::drawViews()
{
    if (!m_study)
        return;
    m_solution->setFigure(figureOf(solutionPanel(*m_study, m_view)));
    m_error->setFigure(figureOf(errorPanel(*m_study, m_view)));
    m_kernel->setFigure(figureOf(kernelPanel(*m_study, m_view)));
}

FigureSpec EquationResults::figure() const
{
    return m_study ? equationFigure(*m_study, m_view) : FigureSpec();
}

}  // namespace nie
