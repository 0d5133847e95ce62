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
    m_button->setCheckable(true);
    m_button->setChecked(true);
    m_button->setAutoRaise(true);
    m_button->setArrowType(Qt::DownArrow);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    // Being open is the rule and should not look pressed.
    m_button->setStyleSheet(QStringLiteral(
        "QToolButton { border: none; font-weight: bold; padding: 4px; }"
        "QToolButton:hover { background: palette(midlight); }"
        "QToolButton:focus { border: 1px solid palette(highlight); padding: 3px; }"));
    connect(m_button, &QToolButton::toggled, this, [this](bool open) {
        m_button->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        if (m_tool)
            m_tool->setVisible(open);
        Q_EMIT foldedChanged(!open);
    });
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

bool FoldTitle::isFolded() const
{
    return !m_button->isChecked();
}

void FoldTitle::setFolded(bool folded)
{
    m_button->setChecked(!folded);
}

}  // namespace nie
