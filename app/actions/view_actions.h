#pragma once

#include "app/actions/action.h"

namespace nie {

class ShowPage : public Action {
public:
    explicit ShowPage(Page page) : m_page(page) {}
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;

private:
    Page m_page;
};

class ShowLoss : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class ShowInspector : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class FitPlots : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// The loss plot keeps the newest points in view.
class FollowNewest : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class UseAppearance : public Action {
public:
    explicit UseAppearance(Appearance appearance) : m_appearance(appearance) {}
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;

private:
    Appearance m_appearance;
};

class ShowFullScreen : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Modules, parameters and memory of the model.
class ShowModelStructure : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class ResetLayout : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

}  // namespace nie
