#pragma once

#include "app/cli/figure_request.h"
#include "app/cli/run_prediction.h"
#include "core/results/figure_spec.h"
#include "core/results/run_folder.h"

#include <memory>
#include <stop_token>

namespace nie::cli {

/// Draws the views of a run that a command line asks for; data and model are made once, and only
/// where a view needs them.
class RunViewDrawer {
public:
    /// Throws InputError where the folder holds no run.
    RunViewDrawer(const FigureRequest& request, std::stop_token stop);

    /// Throws InputError for a view that the run does not have, naming those that it has;
    /// Interrupted.
    FigureSpec draw(RunView view);
    /// The numbers of the learned kernel that was drawn; null where none was.
    const Json& kernelNumbers() const { return m_kernelNumbers; }
    /// The same in words, empty likewise.
    const std::string& kernelText() const { return m_kernelText; }

private:
    FigureSpec drawSample(RunView view);
    FigureSpec drawAttention(const RunView& view);
    FigureSpec drawKernel(const RunView& view);
    RunPredictor& predictor();
    bool attends();
    /// Throws InputError.
    [[noreturn]] void refuse(const RunView& view);

    const FigureRequest& m_request;
    std::stop_token m_stop;
    RunFolder m_folder;
    std::unique_ptr<RunPredictor> m_predictor;
    std::shared_ptr<const PredictionSnapshot> m_sample;
    Json m_kernelNumbers;
    std::string m_kernelText;
};

}  // namespace nie::cli
