#include "app/panels/probe_menu.h"

#include "core/results/fields/field_words.h"
#include "widgets/style/icons.h"

#include <QMenu>

namespace nie {

ProbeMenu::ProbeMenu(QWidget* parent) : QToolButton(parent), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("fields.probes"));
    setAccessibleName(tr("Probes"));
    setIcon(nie::icon(Icon::Pin));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setAutoRaise(true);
    m_menu->setObjectName(QStringLiteral("fields.probeMenu"));
    connect(this, &QToolButton::clicked, this, &ProbeMenu::open);
}

void ProbeMenu::open()
{
    fill();
    m_menu->popup(mapToGlobal(QPoint(0, height())));
}

void ProbeMenu::showLook(const PredictionSnapshot& sample, const FieldLook& look)
{
    m_look = look;
    m_space = sample.space;
    setVisible(!m_space.empty());
    setEnabled(!look.probes.empty() || look.line);
    setText(tr("Probes: %1").arg(look.probes.size()));
    setToolTip(isEnabled() ? tr("Take probes and the line away")
                           : tr("A click on a picture pins a probe, whose values are drawn over "
                                "time"));
}

void ProbeMenu::fill()
{
    m_menu->clear();
    for (std::size_t i = 0; i < m_look.probes.size(); ++i) {
        FieldLook without = m_look;
        without.probes.erase(without.probes.begin() + static_cast<std::ptrdiff_t>(i));
        const QString place = QString::fromStdString(placeText(m_space, m_look.probes[i]));
        addEntry(QStringLiteral("fields.probe.%1").arg(i), tr("Remove the one at %1").arg(place),
                 without);
    }
    if (m_look.probes.size() > 1) {
        FieldLook without = m_look;
        without.probes.clear();
        m_menu->addSeparator();
        addEntry(QStringLiteral("fields.removeProbes"), tr("Remove all probes"), without);
    }
    if (m_look.line) {
        FieldLook without = m_look;
        without.line.reset();
        addEntry(QStringLiteral("fields.removeLine"), tr("Remove the line"), without);
    }
}

void ProbeMenu::addEntry(const QString& name, const QString& text, const FieldLook& without)
{
    QAction* entry = m_menu->addAction(text);
    entry->setObjectName(name);
    connect(entry, &QAction::triggered, this, [this, without] { Q_EMIT lookEdited(without); });
}

}  // namespace nie
