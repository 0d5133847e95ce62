#include "app/torch_engine.h"

#include "app/described_model.h"
#include "app/graphics_memory.h"
#include "app/torch_attention_engine.h"
#include "app/torch_data_engine.h"
#include "core/base/error.h"
#include "core/data/dataset_store.h"
#include "core/experiments/experiment.h"
#include "core/experiments/experiment_catalog.h"
#include "core/io/shipped_samples.h"
#include "core/results/run_folder.h"
#include "core/training/checkpoint.h"
#include "core/training/prediction.h"
#include "datasets/dataset_catalog.h"
#include "widgets/scene/vtk_version.h"

#include <fmt/format.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <optional>

namespace nie {

namespace {

constexpr std::int64_t kMostPlaneChannels = 8;

/// A RunConfig, or the run in a folder, carried through by Experiment and Trainer.
class ExperimentWork : public TrainingWork {
public:
    explicit ExperimentWork(RunConfig config) : m_config(std::move(config)) {}
    ExperimentWork(std::filesystem::path folder, Json changes)
        : m_folder(std::move(folder)),
          m_changes(std::move(changes))
    {}

    void prepare(std::stop_token stop) override
    {
        if (m_folder.empty()) {
            m_experiment = Experiment::prepare(m_config, keptDatasets(), stop);
            return;
        }
        m_experiment = Experiment::resume(m_folder, m_changes, keptDatasets(), stop);
        m_trainer = m_experiment->makeTrainer(RunFolder{m_folder}.checkpoints());
    }
    std::filesystem::path resumedFolder() const override { return m_folder; }
    RunConfig resumedConfig() const override { return m_experiment->config(); }
    std::int64_t resumedStep() const override { return m_trainer->step(); }
    Json environment() const override
    {
        Json environment = describeEnvironment(*m_experiment);
        environment["program"]["vtk"] = versionOfVtk();
        return environment;
    }
    RunOutcome train(TrainingObserver& observer, TrainingControl& control,
                     const std::filesystem::path& checkpoints) override
    {
        if (!m_trainer)
            m_trainer = m_experiment->makeTrainer(checkpoints);
        m_checkpoints = checkpoints;
        return m_trainer->run(observer, control);
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
    std::filesystem::path m_folder;  ///< of the run to go on with; empty: a new one
    Json m_changes;
    std::optional<Experiment> m_experiment;
    std::unique_ptr<Trainer> m_trainer;
    std::filesystem::path m_checkpoints;
};

std::vector<double> rowOf(const torch::Tensor& numbers)
{
    const torch::Tensor row = numbers.to(torch::kDouble).contiguous();
    return {row.data_ptr<double>(), row.data_ptr<double>() + row.numel()};
}

/// A field's first channel at the last time along its first axis, through the middle of the others.
void addProfile(SampleCurves& curves, const Dataset& dataset, std::int64_t sample)
{
    torch::Tensor field = dataset.samples({sample})[0][-1].select(-1, 0);
    while (field.dim() > 1)
        field = field.select(1, field.size(1) / 2);
    curves.x.push_back(dataset.space.front().coordinates);
    curves.y.push_back(rowOf(field));
}

/// Channel 1 over channel 0, or the only one over time.
void addCurve(SampleCurves& curves, const Dataset& dataset, std::int64_t sample)
{
    const torch::Tensor curve = dataset.samples({sample})[0].t();
    const bool plane = dataset.channelCount() > 1;
    curves.x.push_back(rowOf(plane ? curve[0] : dataset.times));
    curves.y.push_back(rowOf(plane ? curve[1] : curve[0]));
}

/// The first channels of one sample over time.
void addChannels(SampleCurves& curves, const Dataset& dataset, std::int64_t count)
{
    const torch::Tensor rows = dataset.samples({0})[0].t();
    for (std::int64_t k = 0; k < count; ++k) {
        curves.x.push_back(rowOf(dataset.times));
        curves.y.push_back(rowOf(rows[k]));
    }
}

std::vector<std::string> describeMachineLines()
{
    const Json machine = describeMachine();
    const bool usable = machine.at("cuda_usable").get<bool>();
    return {"LibTorch " + machine.at("libtorch").get<std::string>() +
                (usable ? ", CUDA usable" : ", CPU only"),
            "Processor: " + machine.at("processor").get<std::string>() + ", " +
                machine.at("cores").dump() + " cores",
            "GPU: " + machine.at("gpu").get<std::string>(),
            "System: " + machine.at("system").get<std::string>()};
}

/// The shares as a data section holds them.
struct SplitSection {
    SplitOptions split;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v.section("split", split);
    }
};

/// Whether the data say themselves which samples are for training: Experiment refuses shares there.
bool bringsOwnSplit(const Json& dataset)
{
    const std::string name = dataset.value("name", "");
    const Json path = dataset.value("path", Json());
    if (name == "file")
        return path.is_string() && hasStoredSplit(fileOrSample(path.get<std::string>()));
    return name == "brain";
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
    std::unique_ptr<TrainingWork> resumeWork(const std::filesystem::path& folder,
                                             const Json& changes) const override
    {
        return std::make_unique<ExperimentWork>(folder, changes);
    }
    PredictedSample predictionOf(const PredictionTarget& target,
                                 const std::stop_token& stop) const override
    {
        const Experiment trained =
            Experiment::load(target.folder, target.checkpoint, keptDatasets(), stop);
        const auto& samples = samplesOf(trained.split(), target.split);
        if (samples.empty())
            throw InputError("split", "has no samples", target.split, "a set with samples");
        const auto index = static_cast<std::size_t>(target.sample) % samples.size();
        return {std::make_shared<const PredictionSnapshot>(snapshotOf(
                    trained.task(), samples[index], target.split, trained.checkpointStep(), stop)),
                static_cast<std::int64_t>(samples.size())};
    }
    const DataEngine& data() const override { return *m_data; }
    const AttentionEngine& attention() const override { return *m_attention; }
    ModelSummary describeModel(const RunConfig& config, const std::stop_token& stop) const override
    {
        return describeModelApart(config, stop);
    }
    std::vector<SelfTestResult> selfTest(const std::function<void(const SelfTestResult&)>& report,
                                         const std::stop_token& stop) const override
    {
        return runSelfTest(builtinDatasets(), report, stop);
    }
    std::vector<std::string> versions() const override { return describeMachineLines(); }

private:
    const DatasetEntry& datasetOf(const RunConfig& config) const
    {
        return m_datasets.find(config.dataset.value("name", ""), config.source + ": dataset.name");
    }

    DatasetCatalog m_datasets = keptDatasets();
    std::unique_ptr<DataEngine> m_data = makeTorchDataEngine();
    std::unique_ptr<AttentionEngine> m_attention = makeTorchAttentionEngine();
};

OptionSections TorchEngine::describeOptions(const RunConfig& config) const
{
    const ModelEntry& model =
        findModel(config.model.value("name", ""), config.source + ": model.name");
    std::vector<OptionDescription> dataset = datasetOf(config).options;
    if (!bringsOwnSplit(config.dataset)) {
        const std::vector<OptionDescription> shares = nie::describeOptions<SplitSection>();
        dataset.insert(dataset.end(), shares.begin(), shares.end());
    }
    return {dataset, model.options, nie::describeOptions<TrainingOptions>()};
}

std::vector<DeviceChoice> TorchEngine::devices() const
{
    std::string reason;
    if (!torch::cuda::is_available()) {
        reason =
            "no usable CUDA device was found: the program is built with a LibTorch without CUDA, "
            "or there is no NVIDIA driver";
    }
    const std::optional<GraphicsMemory> memory =
        reason.empty() ? graphicsMemory() : std::nullopt;
    constexpr double kGigabyte = 1e9;
    return {{"cpu", "CPU", {}, {}},
            {"cuda", "CUDA", reason,
             memory ? fmt::format("{:.1f} of {:.1f} GB free", memory->free / kGigabyte,
                                  memory->total / kGigabyte)
                    : std::string()}};
}

SampleCurves TorchEngine::sampleCurves(const RunConfig& config) const
{
    constexpr std::int64_t kCurves = 5;
    const std::vector<ShippedSample> samples = shippedSamples();
    const auto found =
        std::find_if(samples.begin(), samples.end(), [&config](const ShippedSample& sample) {
            return sample.dataset == config.dataset.value("name", "");
        });
    if (found == samples.end())
        return {};
    const Dataset dataset = readStoredDataset(found->file);
    SampleCurves curves;
    if (dataset.space.empty() && dataset.channelCount() > kMostPlaneChannels) {
        addChannels(curves, dataset, kCurves);
        return curves;
    }
    for (std::int64_t i = 0; i < std::min(kCurves, dataset.sampleCount()); ++i)
        dataset.space.empty() ? addCurve(curves, dataset, i) : addProfile(curves, dataset, i);
    return curves;
}

}  // namespace

std::unique_ptr<Engine> makeTorchEngine()
{
    return std::make_unique<TorchEngine>();
}

}  // namespace nie
