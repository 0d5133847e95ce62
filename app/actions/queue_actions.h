#pragma once

#include "app/actions/action.h"
#include "core/training/training_control.h"

namespace nie {

/// Queues a run with the settings that the inspector shows.
class AddToQueue : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Trains the runs that wait, or has them wait longer.
class StartOrHoldQueue : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// A message of the desktop when a run ends while nobody looks.
class TellOfEnds : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// A beep with that message.
class SoundAtEnds : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// How much of the machine live pictures may take from the training.
class UseLivePictures : public Action {
public:
    explicit UseLivePictures(LivePictures pictures) : m_pictures(pictures) {}
    ActionLook look(const ActionContext& context) const override;
    std::optional<bool> isChecked(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;

private:
    LivePictures m_pictures;
};

}  // namespace nie
