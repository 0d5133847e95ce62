#include "core/experiments/model_description.h"

#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/training/prediction.h"

#include <c10/core/Allocator.h>
#include <c10/util/ThreadLocalDebugInfo.h>

#include <algorithm>
#include <memory>
#include <set>
#include <string_view>

namespace nie {

namespace {

/// Enough for every split and every model; what is asked for here are shapes.
constexpr std::int64_t kFewSamples = 12;
constexpr std::int64_t kAdamMoments = 2;

/// Told by LibTorch of every tensor of this thread that is made or released.
class LiveBytes : public c10::MemoryReportingInfoBase {
public:
    // The two totals are int64_t up to LibTorch 1.13 and size_t in later ones; whichever is not
    // the virtual function is an ordinary overload.
    void reportMemoryUsage(void*, int64_t size, int64_t, int64_t, c10::Device) { add(size); }
    void reportMemoryUsage(void*, int64_t size, size_t, size_t, c10::Device) { add(size); }
    bool memoryProfilingEnabled() const override { return true; }

    std::int64_t peak() const { return m_peak; }

private:
    void add(std::int64_t size)
    {
        m_live += size;
        m_peak = std::max(m_peak, m_live);
    }
    std::int64_t m_live = 0;
    std::int64_t m_peak = 0;
};

/// Bytes that a forward pass of the first training samples holds at most, graph included.
std::int64_t forwardPeak(const TrainingTask& task, std::int64_t count, const std::stop_token& stop)
{
    const std::vector<std::int64_t> samples(task.split.training.begin(),
                                            task.split.training.begin() + count);
    const SampleBatch batch = makeBatch(task, samples);
    const auto live = std::make_shared<LiveBytes>();
    const c10::DebugInfoGuard guard(c10::DebugInfoKind::PROFILER_STATE, live);
    const Prediction prediction = task.model->predict(batch.query, {.stop = stop});
    return live->peak();
}

/// Affine in the number of samples: weights of a kernel are there once, activations per sample.
std::optional<std::int64_t> estimateActivations(const TrainingTask& task, std::int64_t batchSize,
                                                const std::stop_token& stop)
{
    if (task.split.training.size() < 2)
        return {};
    try {
        task.model->train();
        forwardPeak(task, 1, stop);  // models that keep what depends on the grid make it now
        const std::int64_t one = forwardPeak(task, 1, stop);
        const std::int64_t two = forwardPeak(task, 2, stop);
        return one + (batchSize - 1) * std::max<std::int64_t>(0, two - one);
    } catch (const c10::Error&) {
        return {};  // such as a normalisation that needs more than one sample
    }
}

/// The same configuration with few samples, where its data set has a number of them.
RunConfig withFewSamples(RunConfig config, const DatasetCatalog& datasets)
{
    const std::string name = config.dataset.value("name", "");
    for (const OptionDescription& option : datasets.find(name, config.source).options) {
        if (option.path != "curves" && option.path != "samples")
            continue;
        const Json set = config.dataset.value(option.path, option.defaultValue);
        if (!set.is_number_integer() || set.get<std::int64_t>() > kFewSamples ||
            set.get<std::int64_t>() == 0)
            config.dataset[option.path] = kFewSamples;
    }
    return config;
}

Experiment prepareSmall(const RunConfig& config, const DatasetCatalog& datasets,
                        const std::stop_token& stop)
{
    try {
        return Experiment::prepare(withFewSamples(config, datasets), datasets, stop);
    } catch (const InputError&) {
        // Too few for its windows, or a mistake, which the whole configuration names as it is.
        return Experiment::prepare(config, datasets, stop);
    }
}

std::string typeOf(const torch::nn::Module& module)
{
    std::string name = module.name();
    const auto scope = name.rfind("::");
    name = scope == std::string::npos ? name : name.substr(scope + 2);
    constexpr std::string_view kSuffix = "Impl";
    return name.ends_with(kSuffix) ? name.substr(0, name.size() - kSuffix.size()) : name;
}

std::string precisionOf(const Model& model)
{
    std::set<std::string> types;
    for (const torch::Tensor& each : model.parameters())
        types.insert(each.scalar_type() == torch::kFloat    ? "float32"
                     : each.scalar_type() == torch::kDouble ? "float64"
                                                            : c10::toString(each.scalar_type()));
    std::string text;
    for (const std::string& type : types)
        text += (text.empty() ? "" : ", ") + type;
    return text;
}

template <class Tensors>
std::int64_t bytesOf(const Tensors& tensors)
{
    std::int64_t bytes = 0;
    for (const torch::Tensor& each : tensors)
        bytes += static_cast<std::int64_t>(each.nbytes());
    return bytes;
}

}  // namespace

ModuleSummary summariseModule(const torch::nn::Module& module, const std::string& name)
{
    ModuleSummary summary;
    summary.name = name;
    summary.type = typeOf(module);
    for (const auto& item : module.named_parameters(/*recurse=*/false))
        summary.parameters.push_back(
            {item.key(), item.value().sizes().vec(), item.value().numel()});
    for (const auto& item : module.named_children())
        summary.modules.push_back(summariseModule(*item.value(), item.key()));
    return summary;
}

ModelSummary describeModel(const RunConfig& config, const DatasetCatalog& datasets,
                           const std::stop_token& stop)
{
    RunConfig here = config;
    here.device = "cpu";  // what is counted is the same on every device
    const Experiment experiment = prepareSmall(here, datasets, stop);
    const Model& model = experiment.model();
    ModelSummary summary;
    summary.experiment = config.experiment;
    summary.precision = precisionOf(model);
    summary.model = summariseModule(model, experiment.task().modelName);
    summary.parameterBytes = bytesOf(model.parameters());
    summary.bufferBytes = bytesOf(model.buffers());
    summary.gradientBytes = summary.parameterBytes;
    summary.optimizerBytes = kAdamMoments * summary.parameterBytes;
    summary.batchSize = experiment.trainingOptions().batchSize;
    summary.activationBytes = estimateActivations(experiment.task(), summary.batchSize, stop);
    return summary;
}

}  // namespace nie
