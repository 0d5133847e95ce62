#include "app/torch_engine.h"

#include "core/base/error.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/training/checkpoint.h"
#include "datasets/dataset_catalog.h"

#include <torch/torch.h>
#include <torch/version.h>

#include <optional>

namespace nie {

namespace {

/// A RunConfig carried through by Experiment and Trainer.
class ExperimentWork : public TrainingWork {
public:
    explicit ExperimentWork(RunConfig config) : m_config(std::move(config)) {}

    void prepare(std::stop_token stop) override
    {
        m_experiment = Experiment::prepare(m_config, builtinDatasets(), stop);
    }
    Json environment() const override { return describeEnvironment(*m_experiment); }
    RunOutcome train(TrainingObserver& observer, TrainingControl& control,
                     const std::filesystem::path& checkpoints) override
    {
        const std::unique_ptr<Trainer> trainer = m_experiment->makeTrainer(checkpoints);
        m_checkpoints = checkpoints;
        return trainer->run(observer, control);
    }
    RunEvaluation evaluate(std::stop_token stop) override
    {
        // The checkpoint that `nie evaluate` takes, on the data that are already here.
        const std::string name =
            std::filesystem::is_directory(m_checkpoints / "best") ? "best" : "final";
        const Checkpoint checkpoint = Checkpoint::read(m_checkpoints / name);
        loadModelState(m_experiment->model(), checkpoint.parameters,
                       (m_checkpoints / name).string());
        RunEvaluation evaluation = m_experiment->evaluate("test", 3, stop);
        evaluation.checkpoint = name;
        evaluation.step = checkpoint.state.at("step").get<std::int64_t>();
        return evaluation;
    }

private:
    RunConfig m_config;
    std::optional<Experiment> m_experiment;
    std::filesystem::path m_checkpoints;
};

/// Options with which a data set shows what it looks like in a moment: the window is waiting. Null
/// for those that cannot, whatever the options.
Json previewOptions(const std::string& dataset)
{
    if (dataset == "burgers")
        return {{"resolution", 256}, {"stored_resolution", 128}};
    if (dataset == "navier_stokes")
        return {{"resolution", 16}, {"duration", 5}, {"frames", 2}};
    return dataset == "brain" ? Json() : Json::object();
}

/// A field's first channel at the last time along its first axis, through the middle of the others.
void addProfile(SampleCurves& curves, const Dataset& dataset, std::int64_t sample)
{
    torch::Tensor field = dataset.samples({sample})[0][-1].select(-1, 0).to(torch::kDouble);
    while (field.dim() > 1)
        field = field.select(1, field.size(1) / 2);
    const torch::Tensor profile = field.contiguous();
    curves.x.push_back(dataset.space.front().coordinates);
    curves.y.emplace_back(profile.data_ptr<double>(), profile.data_ptr<double>() + profile.numel());
}

class TorchEngine : public Engine {
public:
    const std::vector<RunConfig>& experiments() const override { return experimentCatalog(); }
    RunConfig findExperiment(const std::string& nameOrFile) const override
    {
        return nie::findExperiment(nameOrFile);
    }
    std::string equation(const RunConfig& config) const override
    {
        return datasetOf(config).equation;
    }
    OptionSections describeOptions(const RunConfig& config) const override;
    std::vector<DeviceChoice> devices() const override;
    SampleCurves sampleCurves(const RunConfig& config) const override;
    std::unique_ptr<TrainingWork> makeWork(const RunConfig& config) const override
    {
        return std::make_unique<ExperimentWork>(config);
    }
    std::vector<std::string> versions() const override { return {"LibTorch " TORCH_VERSION}; }

private:
    const DatasetEntry& datasetOf(const RunConfig& config) const
    {
        return m_datasets.find(config.dataset.value("name", ""), config.source + ": dataset.name");
    }

    DatasetCatalog m_datasets = builtinDatasets();
};

OptionSections TorchEngine::describeOptions(const RunConfig& config) const
{
    const ModelEntry& model =
        findModel(config.model.value("name", ""), config.source + ": model.name");
    return {datasetOf(config).options, model.options, nie::describeOptions<TrainingOptions>()};
}

std::vector<DeviceChoice> TorchEngine::devices() const
{
    std::string reason;
    if (!torch::cuda::is_available()) {
        reason =
            "no usable CUDA device was found: the program is built with a LibTorch without CUDA, "
            "or there is no NVIDIA driver";
    }
    return {{"cpu", "CPU", {}}, {"cuda", "CUDA", reason}};
}

SampleCurves TorchEngine::sampleCurves(const RunConfig& config) const
{
    constexpr std::int64_t kCurves = 5;
    Json section = config.dataset;
    const DatasetEntry& entry = datasetOf(config);
    const Json preview = previewOptions(entry.name);
    if (preview.is_null())
        return {};
    section.update(preview);
    for (const OptionDescription& option : entry.options) {
        if (option.path == "curves" || option.path == "samples")
            section[option.path] = kCurves;
    }
    const Dataset dataset = entry.make(section, config.source, config.seed, {});
    SampleCurves curves;
    for (std::int64_t i = 0; i < std::min(kCurves, dataset.sampleCount()); ++i) {
        if (!dataset.space.empty()) {
            addProfile(curves, dataset, i);
            continue;
        }
        const torch::Tensor curve = dataset.samples({i})[0].to(torch::kDouble).t().contiguous();
        const auto points = static_cast<std::size_t>(curve.size(1));
        const double* values = curve.data_ptr<double>();
        const bool plane = dataset.channelCount() > 1;
        const torch::Tensor times = dataset.times.to(torch::kDouble).contiguous();
        const double* x = plane ? values : times.data_ptr<double>();
        const double* y = plane ? values + points : values;
        curves.x.emplace_back(x, x + points);
        curves.y.emplace_back(y, y + points);
    }
    return curves;
}

}  // namespace

std::unique_ptr<Engine> makeTorchEngine()
{
    return std::make_unique<TorchEngine>();
}

}  // namespace nie
