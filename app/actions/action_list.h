#pragma once

#include "app/actions/action.h"

#include <QObject>

#include <memory>
#include <vector>

class QAction;

namespace nie {

/// Owns the actions of a window and keeps their QActions in step with the state. The third border
/// at which errors are caught: what an action throws becomes a message over the page.
class ActionList : public QObject {
    Q_OBJECT
public:
    explicit ActionList(const ActionContext& context, QObject* parent = nullptr);
    ~ActionList() override;

    void add(std::unique_ptr<Action> action);
    /// By object name; null when there is none.
    QAction* find(const QString& name) const;
    std::vector<QAction*> all() const;
    /// Texts, switches and greying follow the state.
    void refresh();

private:
    struct Entry;
    void trigger(Entry& entry);
    void refresh(Entry& entry);

    ActionContext m_context;
    std::vector<std::unique_ptr<Entry>> m_entries;
};

}  // namespace nie
