#pragma once

#include "app/actions/action.h"

namespace nie {

class UndoEdit : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class RedoEdit : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Puts the shell line that makes the same run, or solves the same equation, on the clipboard.
class CopyCommand : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Draws a seed at random.
class NewRandomSeed : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// All settings as the experiment was opened.
class ResetSettings : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

}  // namespace nie
