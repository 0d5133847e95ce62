#pragma once

#include "app/actions/action.h"

namespace nie {

class SolveEquation : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class StopSolving : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class OpenEquation : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class SaveEquation : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

}  // namespace nie
