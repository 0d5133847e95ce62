#include "app/panels/axis_rows.h"

#include "widgets/style/application_style.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kMostAxes = 3;

}  // namespace

AxisRows::AxisRows(QWidget* parent) : QWidget(parent), m_count(new QSpinBox), m_problem(new QLabel)
{
    m_count->setObjectName(QStringLiteral("axisCount"));
    m_count->setAccessibleName(tr("Number of axes"));
    m_count->setToolTip(tr("1: on an interval; 2 or 3: space, space-time"));
    m_count->setRange(1, kMostAxes);
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        showRows(count);
        Q_EMIT edited();
    });
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(4);
    const QStringList heads{tr("Variable"), tr("From"), tr("To"), tr("Integral")};
    for (int column = 0; column < heads.size(); ++column)
        grid->addWidget(new QLabel(heads[column]), 0, column);
    for (int number = 1; number <= kMostAxes; ++number)
        addRow(*grid, number);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    auto* label = new QLabel(tr("A&xes"));
    label->setBuddy(m_count);
    auto* head = new QHBoxLayout;
    head->addWidget(label);
    head->addWidget(m_count);
    head->addStretch();
    m_problem->setObjectName(QStringLiteral("axes.problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addLayout(grid);
    column->addWidget(m_problem);
    showRows(1);
}

void AxisRows::addRow(QGridLayout& grid, int number)
{
    const QString prefix = QStringLiteral("axis%1.").arg(number);
    const auto edit = [&](const char* name, const QString& what, int width) {
        auto* line = new QLineEdit;
        line->setObjectName(prefix + QLatin1String(name));
        line->setAccessibleName(tr("Axis %1: %2").arg(number).arg(what));
        line->setMinimumWidth(width);
        connect(line, &QLineEdit::textEdited, this, [this] {
            clearProblem();
            Q_EMIT edited();
        });
        return line;
    };
    Row row{edit("variable", tr("variable"), 40), edit("from", tr("from"), 40),
            edit("to", tr("to"), 40), new QComboBox};
    row.variable->setMaximumWidth(64);
    row.kind->setObjectName(prefix + QStringLiteral("kind"));
    row.kind->setAccessibleName(tr("Axis %1: kind of integral").arg(number));
    row.kind->addItem(tr("Fredholm"));
    row.kind->addItem(tr("Volterra"));
    row.kind->setToolTip(tr("Fredholm: over the whole interval; Volterra: up to the variable"));
    connect(row.kind, &QComboBox::activated, this, &AxisRows::edited);
    int column = 0;
    for (QWidget* widget :
         std::initializer_list<QWidget*>{row.variable, row.from, row.to, row.kind})
        grid.addWidget(widget, number, column++);
    m_rows.push_back(row);
}

void AxisRows::showRows(int count)
{
    static const QStringList kVariables{QStringLiteral("x"), QStringLiteral("t"),
                                        QStringLiteral("z")};
    for (int i = 0; i < kMostAxes; ++i) {
        const Row& row = m_rows[static_cast<std::size_t>(i)];
        for (QWidget* widget :
             std::initializer_list<QWidget*>{row.variable, row.from, row.to, row.kind})
            widget->setVisible(i < count);
        if (i >= count || !row.variable->text().isEmpty())
            continue;
        row.variable->setText(kVariables[i]);
        row.from->setText(QStringLiteral("0"));
        row.to->setText(QStringLiteral("1"));
    }
}

std::vector<EquationFormulas::Axis> AxisRows::axes() const
{
    std::vector<EquationFormulas::Axis> axes;
    for (int i = 0; i < m_count->value(); ++i) {
        const Row& row = m_rows[static_cast<std::size_t>(i)];
        axes.push_back({row.variable->text(), row.from->text(), row.to->text(),
                        row.kind->currentIndex() == 1});
    }
    return axes;
}

void AxisRows::setAxes(const std::vector<EquationFormulas::Axis>& axes)
{
    const QSignalBlocker quiet(m_count);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const EquationFormulas::Axis axis = i < axes.size() ? axes[i] : EquationFormulas::Axis();
        m_rows[i].variable->setText(axis.variable);
        m_rows[i].from->setText(axis.from);
        m_rows[i].to->setText(axis.to);
        m_rows[i].kind->setCurrentIndex(axis.volterra ? 1 : 0);
    }
    m_count->setValue(static_cast<int>(axes.size()));
    showRows(m_count->value());
    clearProblem();
}

void AxisRows::showProblem(const QString& problem)
{
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, themeColours(palette()).error);
    m_problem->setPalette(colours);
    m_problem->setText(tr("Error: %1").arg(problem));
    m_problem->show();
}

void AxisRows::clearProblem()
{
    m_problem->clear();
    m_problem->hide();
}

}  // namespace nie
