#pragma once

#include "app/actions/action.h"

namespace nie {

/// Asks for a brain recording and shows its import card.
class OpenRecordingFile : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Lists the recordings of a BIDS folder.
class OpenRecordingFolder : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Asks for the label image whose regions are averaged.
class ChooseAtlas : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Asks for the file with the names of its regions.
class ChooseRegionNames : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Asks for the table of confounds that is regressed out.
class ChooseConfounds : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// Stores the recording as a data set and opens the experiment brain with it.
class ModelRecording : public Action {
public:
    ActionLook look(const ActionContext& context) const override;
    bool isEnabled(const ActionContext& context) const override;
    void trigger(ActionContext& context) override;
};

/// The experiment brain with a model that takes such a recording: anie, or anie_field where regions
/// are places.
RunConfig brainExperiment(const Engine& engine, const DatasetStudy& study);
/// Opens it on a data set that was made of a recording.
void openBrainExperiment(ActionContext& context, const std::filesystem::path& file,
                         const DatasetStudy& study);

}  // namespace nie
