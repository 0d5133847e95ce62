#pragma once

#include "app/actions/action.h"

namespace nie {

/// Trains until as many epochs are done as the tool bar's box says, then pauses.
class RunToEpoch : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Goes on with the run on show, which has ended, for as many steps as the tool bar's box says.
class TrainFurther : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Goes on with a run of an earlier session from its newest checkpoint.
class ResumeRun : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Asks for a line of text that becomes a marker on the curve of the run that trains or is paused.
class AddNote : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Multiplies the learning rate, also while the training runs.
class ScaleRate : public Action {
public:
    explicit ScaleRate(double factor) : m_factor(factor) {}
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;

private:
    double m_factor;  ///< .5 or 2
};

}  // namespace nie
