#include "app/cli/run_view_drawer.h"

#include "core/base/error.h"
#include "core/experiments/attention_capture.h"
#include "core/experiments/learned_kernel.h"
#include "core/models/attention_source.h"
#include "core/results/kernel/kernel_figure.h"
#include "core/results/run_view_figures.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nie::cli {

RunViewDrawer::RunViewDrawer(const FigureRequest& request, std::stop_token stop)
    : m_request(request),
      m_stop(std::move(stop)),
      m_folder{request.folder}
{
    m_folder.requireRun();
}

FigureSpec RunViewDrawer::draw(RunView view)
{
    if (view.isOfTraining())
        return trainingViewFigure(m_folder, view);
    view.checkpoint = predictor().checkpointName();
    if (view.name == "attention")
        return drawAttention(view);
    return view.name == "kernel" ? drawKernel(view) : drawSample(view);
}

RunPredictor& RunViewDrawer::predictor()
{
    if (!m_predictor)
        m_predictor = std::make_unique<RunPredictor>(m_folder.path, m_request.checkpoint, m_stop);
    return *m_predictor;
}

bool RunViewDrawer::attends()
{
    return dynamic_cast<AttentionSource*>(&predictor().experiment().model()) != nullptr;
}

FigureSpec RunViewDrawer::drawSample(RunView view)
{
    if (!m_sample)
        m_sample = predictor().predict(m_request.split, m_request.sample, m_stop);
    const auto kinds = fieldKindsOf(*m_sample);
    if (std::find(kinds.begin(), kinds.end(), *view.kind()) == kinds.end())
        refuse(view);
    return sampleViewFigure(m_folder, fittedView(m_request, std::move(view), *m_sample), *m_sample);
}

FigureSpec RunViewDrawer::drawAttention(const RunView& view)
{
    if (!attends())
        refuse(view);
    const AttentionCapture capture(
        predictor().experiment().task(),
        {.split = view.split, .sample = view.sample, .iteration = view.attention.iteration},
        m_stop);
    return attentionViewFigure(m_folder, view, predictor().checkpointStep(), capture, m_stop);
}

FigureSpec RunViewDrawer::drawKernel(const RunView& view)
{
    const TrainingTask& task = predictor().experiment().task();
    if (!hasLearnedKernel(task))
        refuse(view);
    const KernelMap map = learnedKernel(task, {}, m_stop);
    m_kernelNumbers = kernelToJson(map);
    m_kernelText = kernelSummary(map);
    return asRunView(kernelFigure(map, {}), m_folder, view, predictor().checkpointStep());
}

void RunViewDrawer::refuse(const RunView& view)
{
    if (!m_sample)
        m_sample = predictor().predict(m_request.split, m_request.sample, m_stop);
    const Experiment& experiment = predictor().experiment();
    const auto views =
        availableViews(m_folder, *m_sample, attends(), hasLearnedKernel(experiment.task()));
    throw InputError("--view",
                     fmt::format("a run of {} on {} has no such view", experiment.task().modelName,
                                 experiment.config().experiment),
                     view.name, fmt::format("{}", fmt::join(views, ", ")));
}

}  // namespace nie::cli
