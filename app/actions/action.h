#pragma once

#include "app/engine.h"
#include "app/run_draft.h"
#include "app/training_session.h"
#include "app/window_port.h"
#include "widgets/style/icons.h"

#include <QKeySequence>
#include <QString>

#include <optional>

namespace nie {

/// What actions act on; handed in, never looked up.
struct ActionContext {
    TrainingSession& session;
    RunDraft& draft;
    const Engine& engine;
    WindowPort& window;
};

/// How an action shows itself in menus and tool bars.
struct ActionLook {
    QString name;  ///< object name, "action.start"
    QString text;  ///< of the menu, with mnemonic
    QString tip;   ///< one sentence
    QKeySequence shortcut = {};
    std::optional<Icon> icon = {};
    QKeySequence otherShortcut = {};  ///< works, too; menus show the first
};

/// One thing a person can do. Errors are thrown; the list that holds the action shows them.
class Action {
public:
    virtual ~Action() = default;
    /// May depend on the state: Pause becomes Resume.
    virtual ActionLook look(const ActionContext& context) const = 0;
    virtual bool isEnabled(const ActionContext&) const { return true; }
    /// A value for actions that are switches; nothing for the others.
    virtual std::optional<bool> isChecked(const ActionContext&) const { return std::nullopt; }
    virtual void trigger(ActionContext& context) = 0;
};

}  // namespace nie
