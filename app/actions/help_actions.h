#pragma once

#include "app/actions/action.h"

namespace nie {

class ShowShortcuts : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// The guide at the section about what is on the screen.
class ShowHelp : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// The next click explains what it hits.
class ExplainWidgets : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Everything the window can do, found by typing.
class FindAction : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Checks the installation, and lists what comes out.
class RunSelfTest : public Action {
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
