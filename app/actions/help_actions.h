#pragma once

#include "app/actions/action.h"

namespace nie {

class ShowShortcuts : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class ShowAbout : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

}  // namespace nie
