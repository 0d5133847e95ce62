#include "app/panels/equation_list.h"

#include "core/base/error.h"

#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace nie {

namespace {

constexpr int kIndexRole = Qt::UserRole;

QString groupTitle(const std::string& group)
{
    if (group == "fredholm")
        return QObject::tr("Fredholm, second kind");
    if (group == "volterra")
        return QObject::tr("Volterra, second kind");
    if (group == "first_kind")
        return QObject::tr("First kind");
    if (group == "space")
        return QObject::tr("In the plane");
    if (group == "space_time")
        return QObject::tr("Space-time");
    return QString::fromStdString(group);
}

}  // namespace

EquationList::EquationList(QWidget* parent)
    : QWidget(parent),
      m_equations(listedEquations()),
      m_tree(new QTreeWidget),
      m_formula(new QLabel)
{
    m_tree->setObjectName(QStringLiteral("equationTree"));
    m_tree->setAccessibleName(tr("Equations with known solutions"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Name"), tr("What it tests")});
    m_tree->header()->setObjectName(QStringLiteral("equationTreeHeader"));
    m_tree->header()->setAccessibleName(tr("Columns of the equation list"));
    m_tree->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(12);
    m_tree->setUniformRowHeights(true);
    std::vector<std::string> groups;
    for (const ListedEquation& equation : m_equations)
        if (std::find(groups.begin(), groups.end(), equation.group) == groups.end())
            groups.push_back(equation.group);
    for (const std::string& group : groups)
        addGroup(group);
    m_tree->expandAll();
    m_formula->setObjectName(QStringLiteral("equationFormula"));
    m_formula->setWordWrap(true);
    m_formula->setTextInteractionFlags(Qt::TextSelectableByMouse);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &EquationList::showCurrent);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this] {
        if (current())
            Q_EMIT activated();
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(m_tree, 1);
    column->addWidget(m_formula);
}

void EquationList::addGroup(const std::string& group)
{
    auto* heading = new QTreeWidgetItem(m_tree, {groupTitle(group)});
    heading->setFirstColumnSpanned(true);
    heading->setFlags(Qt::ItemIsEnabled);
    QFont bold = m_tree->font();
    bold.setBold(true);
    heading->setFont(0, bold);
    for (std::size_t i = 0; i < m_equations.size(); ++i) {
        const ListedEquation& equation = m_equations[i];
        if (equation.group != group)
            continue;
        auto* item = new QTreeWidgetItem(heading, {QString::fromStdString(equation.name),
                                                   QString::fromStdString(equation.remark)});
        item->setData(0, kIndexRole, static_cast<int>(i));
        const QString tip = QString::fromStdString(equation.formula + "\n" + equation.remark);
        item->setToolTip(0, tip);
        item->setToolTip(1, tip);
    }
}

const ListedEquation* EquationList::current() const
{
    const QTreeWidgetItem* item = m_tree->currentItem();
    const QVariant index = item ? item->data(0, kIndexRole) : QVariant();
    return index.isValid() ? &m_equations[static_cast<std::size_t>(index.toInt())] : nullptr;
}

void EquationList::choose(const std::string& name)
{
    const auto found =
        m_tree->findItems(QString::fromStdString(name), Qt::MatchExactly | Qt::MatchRecursive, 0);
    if (found.isEmpty())
        throw InputError("equation", "unknown name", name, "a name of nie solve --list");
    m_tree->setCurrentItem(found.front());
}

void EquationList::showCurrent()
{
    const ListedEquation* equation = current();
    m_formula->setText(equation ? QString::fromStdString(equation->formula) : QString());
    if (equation)
        Q_EMIT chosen();
}

}  // namespace nie
