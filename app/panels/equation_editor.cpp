#include "app/panels/equation_editor.h"

#include "app/panels/axis_rows.h"
#include "app/panels/formula_field.h"
#include "core/base/files.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace nie {

namespace {

constexpr int kMostComponents = 8;

}  // namespace

EquationEditor::EquationEditor(QWidget* parent)
    : QWidget(parent),
      m_rows(new QFormLayout(this)),
      m_name(new QLineEdit),
      m_axes(new AxisRows),
      m_components(new QSpinBox),
      m_hint(new QLabel)
{
    setObjectName(QStringLiteral("equationEditor"));
    setAccessibleName(tr("Equation of your own"));
    m_rows->setContentsMargins(0, 8, 4, 8);
    m_rows->setVerticalSpacing(6);
    m_rows->setHorizontalSpacing(12);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name->setObjectName(QStringLiteral("ownName"));
    m_name->setAccessibleName(tr("Name of the equation"));
    connect(m_name, &QLineEdit::textEdited, this, &EquationEditor::noteEdit);
    m_rows->addRow(tr("&Name"), m_name);
    m_order =
        addChoice(*m_rows, tr("Order"), "ownOrder",
                  {{"second", tr("second kind: y = f + ∫")}, {"first", tr("first kind: f = ∫")}});
    m_rows->addRow(m_axes);
    connect(m_axes, &AxisRows::edited, this, &EquationEditor::noteEdit);
    m_components->setObjectName(QStringLiteral("ownComponents"));
    m_components->setAccessibleName(tr("Components of y"));
    m_components->setToolTip(tr("Channels of y; each formula then has a line for each"));
    m_components->setRange(1, kMostComponents);
    connect(m_components, &QSpinBox::valueChanged, this, &EquationEditor::noteEdit);
    m_rows->addRow(tr("&Components"), m_components);
    m_form = addChoice(*m_rows, tr("Integrand"), "ownForm",
                       {{"factorised", tr("kernel K times F(y)")}, {"general", tr("general G")}});
    addFields(*m_rows);
    setFormulas(EquationFormulas::example());
}

QComboBox* EquationEditor::addChoice(QFormLayout& rows, const QString& title, const char* name,
                                     const std::vector<std::pair<QString, QString>>& choices)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    for (const auto& [value, text] : choices)
        box->addItem(text, value);
    connect(box, &QComboBox::currentIndexChanged, this, &EquationEditor::noteEdit);
    rows.addRow(title, box);
    return box;
}

FormulaField* EquationEditor::addField(QFormLayout& rows, const char* key, const QString& title,
                                       const QString& placeholder, const QString& tip)
{
    auto* field =
        new FormulaField(QStringLiteral("formula.") + QLatin1String(key), title, placeholder);
    field->setToolTip(tip);
    connect(field, &FormulaField::edited, this, &EquationEditor::noteEdit);
    auto* label = new QLabel(title);
    label->setBuddy(field->edit());
    label->setToolTip(tip);
    rows.addRow(label, field);
    m_fields[QLatin1String(key)] = field;
    return field;
}

void EquationEditor::addFields(QFormLayout& rows)
{
    m_hint->setObjectName(QStringLiteral("variablesHint"));
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    rows.addRow(m_hint);
    addField(rows, "f", tr("f"), {},
             tr("Free function of the global variables; first kind: the data"));
    addField(rows, "K", tr("K"), {},
             tr("Kernel. Systems: a line for each row, entries separated by semicolons"));
    addField(rows, "F", tr("F"), tr("y"), tr("Non-linearity; empty: y itself"));
    addField(rows, "G", tr("G"), {}, tr("General integrand of y, global and local variables"));
    addField(rows, "lower", tr("Lower limit"), tr("as the interval"),
             tr("Own limit, a formula of the global variable inside the interval"));
    addField(rows, "upper", tr("Upper limit"), tr("as the integral"),
             tr("Own limit, a formula of the global variable inside the interval"));
    m_diagonal = addChoice(rows, tr("At s = t"), "ownDiagonal",
                           {{"smooth", tr("smooth")},
                            {"kink", tr("kink: split there")},
                            {"abel", tr("times (t-s)^(-1/2)")}});
    addField(rows, "exact", tr("Exact y"), tr("where known"), tr("The solution, for the error"));
    addField(rows, "parameters", tr("Parameters"), tr("a = 2, b = 0.5"),
             tr("Named numbers for the formulas"));
}

EquationFormulas EquationEditor::formulas() const
{
    EquationFormulas formulas;
    formulas.name = m_name->text();
    formulas.description = m_description;
    formulas.firstKind = m_order->currentIndex() == 1;
    formulas.general = m_form->currentIndex() == 1;
    formulas.diagonal = m_diagonal->currentData().toString();
    formulas.components = m_components->value();
    formulas.axes = m_axes->axes();
    for (const auto& [key, member] : kFormulaTexts)
        formulas.*member = m_fields.at(QLatin1String(key))->text();
    formulas.parameters = m_fields.at(QStringLiteral("parameters"))->text();
    return formulas;
}

void EquationEditor::setFormulas(const EquationFormulas& formulas)
{
    m_filling = true;
    m_name->setText(formulas.name);
    m_description = formulas.description;
    m_order->setCurrentIndex(formulas.firstKind ? 1 : 0);
    m_form->setCurrentIndex(formulas.general ? 1 : 0);
    m_diagonal->setCurrentIndex(std::max(0, m_diagonal->findData(formulas.diagonal)));
    m_components->setValue(formulas.components);
    m_axes->setAxes(formulas.axes);
    for (const auto& [key, member] : kFormulaTexts)
        m_fields.at(QLatin1String(key))->setText(formulas.*member);
    m_fields.at(QStringLiteral("parameters"))->setText(formulas.parameters);
    m_filling = false;
    noteEdit();
}

void EquationEditor::openFile(const std::filesystem::path& file)
{
    const Json json = readEquationFormulas(file);
    setFormulas(EquationFormulas::fromJson(json));
    m_file = file;
}

void EquationEditor::saveFile(const std::filesystem::path& file)
{
    writeFileAtomically(file, formulas().toJson().dump(2) + "\n");
    m_file = file;
}

bool EquationEditor::showProblem(const EquationProblem& problem)
{
    const FormulaPlace place = placeOf(QString::fromStdString(problem.where), formulas());
    const QString text =
        QString::fromStdString(problem.message).remove(QStringLiteral("formulas: "));
    if (place.key == QLatin1String("axes")) {
        m_axes->showProblem(text);
        return true;
    }
    const auto field = m_fields.find(place.key);
    if (field == m_fields.end())
        return false;
    field->second->showProblem(text, place.line, place.column);
    return true;
}

void EquationEditor::clearProblems()
{
    m_axes->clearProblem();
    for (const auto& [key, field] : m_fields)
        field->clearProblem();
}

void EquationEditor::noteEdit()
{
    if (m_filling)
        return;
    m_file.clear();
    adapt();
    Q_EMIT edited();
}

void EquationEditor::adapt()
{
    const EquationFormulas now = formulas();
    const auto show = [this](const char* key, bool visible) {
        m_rows->setRowVisible(m_fields.at(QLatin1String(key)), visible);
    };
    show("K", !now.general);
    show("F", !now.general);
    show("G", now.general);
    show("lower", now.axes.size() == 1);
    show("upper", now.axes.size() == 1);
    for (const char* key : {"f", "K", "F", "G", "exact"})
        m_fields.at(QLatin1String(key))->setVisibleLines(now.components);
    QStringList global, local;
    for (const EquationFormulas::Axis& axis : now.axes) {
        global << axis.variable.trimmed();
        local << (now.axes.size() == 1 ? QStringLiteral("s") : "s_" + axis.variable.trimmed());
    }
    const QString y =
        now.components == 1 ? QStringLiteral("y") : tr("y1 … y%1").arg(now.components);
    const QString t = global.join(QStringLiteral(", ")), s = local.join(QStringLiteral(", "));
    m_hint->setText(now.general ? tr("f of %1; G of %2, %1, %3").arg(t, y, s)
                                : tr("f of %1; K of %1, %2; F of %3").arg(t, s, y));
}

}  // namespace nie
