#pragma once

#include "app/actions/action.h"

#include <filesystem>

namespace nie {

/// Shows the samples to choose from.
class NewSession : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Opens an experiment from a .json file.
class OpenExperiment : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Writes the configuration as a .json file that `nie train` and the window open.
class SaveConfiguration : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Shows the run's folder in the file manager.
class OpenRunFolder : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

class QuitProgram : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Opens a configuration in the draft and shows the Train page. `shipped`: the experiment that it
/// was made from.
void openConfig(ActionContext& context, const RunConfig& config, const RunConfig& shipped);
void openConfig(ActionContext& context, const RunConfig& config);
/// Writes a configuration so that opening the file gives the same one. Throws RunError.
void saveConfiguration(const RunConfig& config, const std::filesystem::path& file);

}  // namespace nie
