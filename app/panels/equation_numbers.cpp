#include "app/panels/equation_numbers.h"

#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kColumns = 3;

QString numberText(const Json& value)
{
    if (value.is_number_integer())
        return formatCount(value.get<std::int64_t>());
    return value.is_number() ? formatNumber(value.get<double>()) : QStringLiteral("–");
}

/// What the solve came to, in words.
QString stateText(const Json& report)
{
    if (!report.at("converged").get<bool>())
        return QObject::tr(
            "Not converged: the iteration missed its tolerance. Try another stepper.");
    return report.at("tolerance_met").get<bool>()
               ? QObject::tr("Solved to the tolerance")
               : QObject::tr("Converged, but the tolerance is not met");
}

QString choiceText(const Json& chosen)
{
    QStringList parts{QObject::tr("%1, %2 %n nodes", nullptr, chosen.at("nodes").get<int>())
                          .arg(QString::fromStdString(chosen.at("scheme").get<std::string>()),
                               QString::fromStdString(chosen.at("quadrature").get<std::string>()))};
    if (const int windows = chosen.at("windows").get<int>(); windows > 1)
        parts << QObject::tr("%1 windows").arg(windows);
    if (chosen.at("split").get<bool>())
        parts << QObject::tr("split at s = t");
    parts << QObject::tr("%1 unknowns").arg(formatCount(chosen.at("unknowns").get<std::int64_t>()))
          << QString::fromStdString(chosen.at("stepper").get<std::string>());
    if (chosen.contains("lambda"))
        parts << QObject::tr("lambda %1").arg(formatNumber(chosen.at("lambda").get<double>()));
    const QString how = chosen.at("automatic").get<bool>() ? QObject::tr("Chosen automatically: %1")
                                                           : QObject::tr("As asked for: %1");
    return how.arg(parts.join(QStringLiteral(", ")));
}

QString refinementText(const std::vector<RefinementStep>& steps)
{
    QStringList parts;
    for (const RefinementStep& step : steps) {
        const QString nodes =
            step.windows > 1
                ? QObject::tr("%1 nodes x %2 windows").arg(step.nodes).arg(step.windows)
                : QObject::tr("%1 nodes").arg(step.nodes);
        parts << nodes + QStringLiteral(": ") +
                     (!step.converged ? QObject::tr("not converged")
                      : step.estimate ? formatNumber(*step.estimate)
                                      : QObject::tr("first"));
    }
    return parts.isEmpty()
               ? QString()
               : QObject::tr("Nested estimates: %1").arg(parts.join(QStringLiteral(" · ")));
}

}  // namespace

EquationNumbers::EquationNumbers(QWidget* parent)
    : QWidget(parent),
      m_state(addLine("equation.state", tr("Outcome"))),
      m_chosen(addLine("equation.chosen", tr("Discretisation"))),
      m_refinements(addLine("equation.refinements", tr("Nested estimates")))
{
    setObjectName(QStringLiteral("equationNumbers"));
    setAccessibleName(tr("Numbers of the solve"));
    QFont bold = m_state->font();
    bold.setBold(true);
    m_state->setFont(bold);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    int place = 0;
    m_numbers["error_max"] = addNumber(*grid, place++, tr("Error"), "equation.error",
                                       tr("Largest |y - exact| on an even grid"));
    m_numbers["error_estimate"] =
        addNumber(*grid, place++, tr("Estimate"), "equation.estimate",
                  tr("Largest difference to the solution with half the nodes"));
    m_numbers["residual"] = addNumber(*grid, place++, tr("Residual"), "equation.residual",
                                      tr("Largest relative residual of the discrete system"));
    m_numbers["iterations"] = addNumber(*grid, place++, tr("Iterations"), "equation.iterations",
                                        tr("Steps of the last solve, the most over its windows"));
    m_numbers["evaluations"] =
        addNumber(*grid, place++, tr("Evaluations"), "equation.evaluations",
                  tr("Evaluations of the right-hand side in the last solve"));
    m_numbers["seconds"] = addNumber(*grid, place++, tr("Seconds"), "equation.seconds",
                                     tr("For all solves, the choice of nodes included"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_state);
    column->addLayout(grid);
    column->addWidget(m_chosen);
    column->addWidget(m_refinements);
    clear();
}

QLabel* EquationNumbers::addNumber(QGridLayout& grid, int place, const QString& title,
                                   const char* name, const QString& tip)
{
    auto* heading = new QLabel(title);
    heading->setForegroundRole(QPalette::PlaceholderText);
    heading->setToolTip(tip);
    auto* value = new QLabel;
    value->setObjectName(QLatin1String(name));
    value->setAccessibleName(title);
    value->setToolTip(tip);
    value->setFont(tabularFont(value->font()));
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int row = 2 * (place / kColumns);
    grid.addWidget(heading, row, place % kColumns);
    grid.addWidget(value, row + 1, place % kColumns);
    return value;
}

QLabel* EquationNumbers::addLine(const char* name, const QString& accessibleName)
{
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setAccessibleName(accessibleName);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void EquationNumbers::showStudy(const EquationStudy& study)
{
    for (const auto& [key, label] : m_numbers)
        label->setText(numberText(study.report.at(key.toStdString())));
    m_state->setText(stateText(study.report));
    m_chosen->setText(choiceText(study.report.at("chosen")));
    m_refinements->setText(refinementText(study.refinements));
    m_refinements->setVisible(!study.refinements.empty());
}

void EquationNumbers::clear()
{
    for (const auto& [key, label] : m_numbers)
        label->setText(QStringLiteral("–"));
    m_state->setText(tr("Nothing solved yet"));
    m_chosen->setText(tr("Nodes, windows and scheme are chosen by nested estimates unless you fix "
                         "them under Solver."));
    m_refinements->clear();
    m_refinements->hide();
}

}  // namespace nie
