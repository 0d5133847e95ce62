#pragma once

#include "app/actions/action.h"

namespace nie {

/// Makes a movie of the sample that the page shows.
class ExportMovie : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

}  // namespace nie
