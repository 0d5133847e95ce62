#include "core/experiments/window_predictions.h"

#include "core/data/recorded_windows.h"
#include "core/data/region_places.h"
#include "core/data/tensor_conversion.h"
#include "core/experiments/experiment.h"
#include "core/training/prediction.h"

namespace nie {

namespace {

/// "s" of "t / s"; empty where the times are those of volumes.
std::string windowTimeUnit(const std::string& timeLabel)
{
    const std::size_t slash = timeLabel.rfind("/ ");
    const std::string unit = slash == std::string::npos ? "" : timeLabel.substr(slash + 2);
    return unit == "volumes" ? "" : unit;
}

}  // namespace

PredictedWindows predictWindows(const TrainingTask& task, const std::string& split,
                                const std::stop_token& stop)
{
    const Dataset& dataset = *task.dataset;
    requireRecording(dataset);
    const std::vector<std::int64_t>& samples = samplesOf(task.split, split);
    const SetPrediction predicted = predictSamples(task, samples, stop);
    PredictedWindows windows;
    windows.split = split;
    windows.regions = recordedRegions(dataset);
    windows.frames = dataset.timeCount();
    windows.given = dataset.givenStart + dataset.givenPoints;
    windows.timeUnit = windowTimeUnit(dataset.timeLabel);
    windows.frameTime = (dataset.times[1] - dataset.times[0]).item<double>();
    const auto starts = windowStarts(dataset);
    for (const std::int64_t sample : samples)
        windows.starts.push_back(starts[static_cast<std::size_t>(sample)]);
    windows.training = recordedPieces(dataset, task.split.training);
    windows.truth = toVector(predicted.truth);
    windows.prediction = toVector(predicted.y);
    return windows;
}

}  // namespace nie
