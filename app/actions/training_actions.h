#pragma once

#include "app/actions/action.h"

namespace nie {

/// Starts the run that the inspector describes.
class StartTraining : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// One key: pauses what runs, resumes what is paused.
class PauseOrResume : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Ends the training at a safe point and writes the final checkpoint.
class StopTraining : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Does one optimiser step, then pauses; starts the run where there is none.
class StepOnce : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Does the number of steps in the tool bar's box, then pauses.
class StepMany : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Writes a checkpoint at the end of the running step.
class CheckpointNow : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Starts a run of the draft; `firstSteps` > 0: does so many steps, then pauses. Throws InputError
/// when the device cannot be used.
void startRun(ActionContext& context, std::int64_t firstSteps = 0);

}  // namespace nie
