#pragma once

#include "app/actions/action.h"

namespace nie {

/// Makes the data set that the generator's form on the Data page describes.
class GenerateData : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Ends what is generated or imported; nothing is left of it.
class StopMakingData : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Asks for a file and shows its import card.
class ImportData : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Moves a data set of the person's own to the trash, after asking.
class DeleteData : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Opens the experiment that fits the data set, with it in place of its own data.
class TrainOnData : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

}  // namespace nie
