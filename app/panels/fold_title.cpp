#include "app/panels/fold_title.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace nie {

FoldTitle::FoldTitle(const QString& title, const QString& buttonName, QWidget* parent)
    : QWidget(parent),
      m_button(new QToolButton(this))
{
    m_button->setObjectName(buttonName);
    m_button->setText(title);
    m_button->setAccessibleName(tr("Fold or unfold %1").arg(title));
    m_button->setToolTip(tr("Fold or unfold this panel"));
    m_button->setAutoRaise(true);
    m_button->setArrowType(Qt::DownArrow);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    QFont bold = m_button->font();
    bold.setBold(true);
    m_button->setFont(bold);
    connect(m_button, &QToolButton::clicked, this, [this] { setFolded(!m_folded); });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->addWidget(m_button);
    layout->addStretch();
}

void FoldTitle::addTool(QWidget* tool)
{
    m_tool = tool;
    layout()->addWidget(tool);
}

void FoldTitle::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    m_button->setArrowType(folded ? Qt::RightArrow : Qt::DownArrow);
    m_button->setAccessibleDescription(folded ? tr("folded") : tr("open"));
    if (m_tool)
        m_tool->setVisible(!folded);
    Q_EMIT foldedChanged(folded);
}

}  // namespace nie
