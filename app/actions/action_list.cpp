#include "app/actions/action_list.h"

#include "core/base/error.h"

#include <QAction>

namespace nie {

struct ActionList::Entry {
    std::unique_ptr<Action> action;
    QAction* shown = nullptr;
    std::optional<Icon> icon;
};

ActionList::ActionList(const ActionContext& context, QObject* parent)
    : QObject(parent),
      m_context(context)
{}

ActionList::~ActionList() = default;

void ActionList::add(std::unique_ptr<Action> action)
{
    auto entry = std::make_unique<Entry>();
    entry->action = std::move(action);
    entry->shown = new QAction(this);
    const ActionLook look = entry->action->look(m_context);
    entry->shown->setObjectName(look.name);
    if (look.otherShortcut.isEmpty())
        entry->shown->setShortcut(look.shortcut);
    else
        entry->shown->setShortcuts({look.shortcut, look.otherShortcut});
    entry->shown->setMenuRole(QAction::NoRole);
    connect(entry->shown, &QAction::triggered, this,
            [this, held = entry.get()] { trigger(*held); });
    refresh(*entry);
    m_entries.push_back(std::move(entry));
}

QAction* ActionList::find(const QString& name) const
{
    for (const auto& entry : m_entries) {
        if (entry->shown->objectName() == name)
            return entry->shown;
    }
    return nullptr;
}

std::vector<QAction*> ActionList::all() const
{
    std::vector<QAction*> actions;
    for (const auto& entry : m_entries)
        actions.push_back(entry->shown);
    return actions;
}

void ActionList::refresh()
{
    for (const auto& entry : m_entries)
        refresh(*entry);
}

void ActionList::refresh(Entry& entry)
{
    const ActionLook look = entry.action->look(m_context);
    QAction& shown = *entry.shown;
    shown.setText(look.text);
    const QString keys = look.shortcut.toString(QKeySequence::NativeText);
    shown.setToolTip(keys.isEmpty() ? look.tip : tr("%1 (%2)").arg(look.tip, keys));
    shown.setStatusTip(look.tip);
    if (look.icon && look.icon != entry.icon)
        shown.setIcon(icon(*look.icon));
    entry.icon = look.icon;
    shown.setEnabled(entry.action->isEnabled(m_context));
    const std::optional<bool> checked = entry.action->isChecked(m_context);
    shown.setCheckable(checked.has_value());
    if (checked)
        shown.setChecked(*checked);
}

void ActionList::trigger(Entry& entry)
{
    try {
        entry.action->trigger(m_context);
    } catch (const std::exception& error) {
        m_context.window.showMessage(MessageKind::Error, QString::fromUtf8(error.what()));
    }
    refresh();
}

}  // namespace nie
