#include "core/experiments/experiment.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/random.h"
#include "core/config/resumed_config.h"
#include "core/data/floors.h"
#include "core/data/metrics.h"
#include "core/data/noise_ceiling_scores.h"
#include "core/data/prediction_diagnostics.h"
#include "core/results/checkpoint_list.h"
#include "core/results/run_folder.h"
#include "core/results/run_presence.h"
#include "core/training/checkpoint.h"
#include "core/training/prediction.h"

#include <algorithm>
#include <numeric>

namespace nie {

namespace fs = std::filesystem;

namespace {

std::string nameIn(const Json& section, const std::string& path, const std::string& source)
{
    const auto found = section.find("name");
    if (found == section.end() || !found->is_string())
        throw InputError(source, path + ".name: missing", section.dump(), "the name of a " + path);
    return found->get<std::string>();
}

torch::Device deviceOf(const RunConfig& config)
{
    if (config.device == "cpu")
        return torch::kCPU;
    if (!torch::cuda::is_available())
        throw InputError(config.source, "device: no CUDA device can be used here", "\"cuda\"",
                         "\"cpu\", or a LibTorch with CUDA and a GPU");
    return torch::kCUDA;
}

SplitOptions splitOptionsOf(const RunConfig& config)
{
    return config.dataset.contains("split")
               ? readOptions<SplitOptions>(config.dataset.at("split"), config.source,
                                           "dataset.split")
               : SplitOptions{};
}

Split splitOf(const Dataset& data, const SplitOptions& options, const RunConfig& config)
{
    if (!data.ownSplit)
        return splitSamples(data.sampleCount(), options, config.seed);
    if (config.dataset.contains("split"))
        throw InputError(config.source, "dataset.split: this data set brings its own split",
                         config.dataset.at("split").dump(), "no such section");
    return *data.ownSplit;
}

ModelContext contextOf(const Dataset& data, const Split& split)
{
    const ChannelStatistics statistics = channelStatistics(data, split.training);
    ModelContext context;
    context.channels = data.channelCount();
    context.givenPoints = data.givenPoints;
    context.times = data.times;
    context.space = data.space;
    context.mean = statistics.mean;
    context.scale = statistics.deviation.clamp_min(1e-12);
    return context;
}

std::shared_ptr<Model> makeModel(const RunConfig& config, const ModelEntry& model,
                                 const ModelContext& context)
{
    const std::lock_guard lock(defaultGeneratorMutex());
    torch::manual_seed(deriveSeed(config.seed, seed_stream::kModel));
    return model.make(config.model, config.source, context);
}

void copyState(Model& from, Model& to)
{
    const torch::NoGradGuard noGrad;
    const auto copyAll = [](const auto& source, auto target) {
        for (const auto& item : source)
            target[item.key()].copy_(item.value());
    };
    copyAll(from.named_parameters(), to.named_parameters());
    copyAll(from.named_buffers(), to.named_buffers());
}

/// Most models are told the first points; those before a window are out of their reach.
void requireWindow(const ModelEntry& model, std::int64_t start, const std::string& source)
{
    if (!model.anyWindow && start > 0)
        throw InputError(source, "the model predicts only what follows the points it is given",
                         "given points from point " + std::to_string(start),
                         "dataset.given_start = 0 (a test: the points after the window alone), or "
                         "the model anie");
}

/// The data from a point of time on.
std::shared_ptr<const Dataset> beginAt(const Dataset& dataset, std::int64_t start)
{
    auto cut = std::make_shared<Dataset>(dataset);
    if (start < 0 || start + dataset.givenPoints >= dataset.timeCount())
        throw InputError("window", "no points are left to predict after it", std::to_string(start),
                         "0 to " + std::to_string(dataset.timeCount() - dataset.givenPoints - 1));
    std::vector<std::int64_t> all(static_cast<std::size_t>(dataset.sampleCount()));
    std::iota(all.begin(), all.end(), std::int64_t(0));
    cut->values = dataset.samples(all).slice(1, start).contiguous();
    cut->reader = nullptr;
    cut->times = dataset.times.slice(0, start).contiguous();
    cut->givenStart = 0;
    cut->validate();
    return cut;
}

std::string chooseCheckpoint(const RunFolder& folder, const std::string& wanted)
{
    if (!wanted.empty()) {
        if (!fs::is_directory(folder.checkpoints() / wanted))
            throw InputError((folder.checkpoints() / wanted).string(), "no such checkpoint");
        return wanted;
    }
    for (const char* name : {"best", "final", "last"})
        if (fs::is_directory(folder.checkpoints() / name))
            return name;
    throw InputError(folder.checkpoints().string(), "holds no checkpoint", {}, "best or final");
}

}  // namespace

const std::vector<std::int64_t>& samplesOf(const Split& split, const std::string& name)
{
    if (name == "training")
        return split.training;
    if (name == "validation")
        return split.validation;
    if (name == "test")
        return split.test;
    throw InputError("split", "unknown set", "\"" + name + "\"",
                     "one of: training, validation, test");
}

Experiment Experiment::prepare(const RunConfig& config, const DatasetCatalog& datasets,
                               std::stop_token stop)
{
    // Everything that can be refused is read before anything is computed.
    const DatasetEntry& dataset =
        datasets.find(nameIn(config.dataset, "dataset", config.source), config.source);
    const ModelEntry& model =
        findModel(nameIn(config.model, "model", config.source), config.source);
    const SplitOptions splitOptions = splitOptionsOf(config);

    Experiment experiment;
    experiment.m_config = config;
    experiment.m_training =
        readOptions<TrainingOptions>(config.training, config.source, "training");
    experiment.m_task.device = deviceOf(config);
    at::set_num_threads(static_cast<int>(config.threads));
    at::globalContext().setDeterministicAlgorithms(config.deterministic, false);

    Json section = config.dataset;
    section.erase("split");
    auto data = std::make_shared<Dataset>(dataset.make(section, config.source, config.seed, stop));
    if (stop.stop_requested())
        throw Interrupted();
    data->validate();
    requireSpaceDimensions(model, data->spaceDimensions(), config.source);
    requireWindow(model, data->givenStart, config.source);
    TrainingTask& task = experiment.m_task;
    task.split = splitOf(*data, splitOptions, config);
    task.model = makeModel(config, model, contextOf(*data, task.split));
    task.model->to(task.device);
    task.dataset = std::move(data);
    task.experiment = config.experiment;
    task.modelName = model.name;
    task.anyWindow = model.anyWindow;
    task.seed = config.seed;
    task.threads = config.threads;
    task.config = config.toJson();
    return experiment;
}

Experiment Experiment::load(const fs::path& runFolder, const std::string& checkpoint,
                            const DatasetCatalog& datasets, std::stop_token stop)
{
    const RunFolder folder{runFolder};
    folder.requireRun();
    const std::string name = chooseCheckpoint(folder, checkpoint);
    const fs::path path = folder.checkpoints() / name;
    const auto saved = Checkpoint::read(path);
    const auto source = folder.config().string();
    Experiment experiment =
        prepare(RunConfig::fromJson(parseJson(readFile(source), source), source), datasets, stop);
    const std::string hash = experiment.dataset().contentHash();
    const std::string expected = saved.state.value("data_hash", hash);
    if (hash != expected)
        throw InputError(source, "the data made from this configuration are not those of the run",
                         hash, "the content hash " + expected);
    loadModelState(experiment.model(), saved.parameters, (path / "model.safetensors").string());
    experiment.m_checkpointName = name;
    experiment.m_checkpointStep = saved.state.at("step").get<std::int64_t>();
    return experiment;
}

void Experiment::takeCheckpoint(const fs::path& runFolder, const std::string& checkpoint)
{
    const std::string name = chooseCheckpoint(RunFolder{runFolder}, checkpoint);
    const fs::path path = RunFolder{runFolder}.checkpoints() / name;
    const auto saved = Checkpoint::read(path);
    loadModelState(model(), saved.parameters, (path / "model.safetensors").string());
    m_checkpointName = name;
    m_checkpointStep = saved.state.at("step").get<std::int64_t>();
}

Experiment Experiment::separate() const
{
    Experiment own = *this;
    const ModelEntry& entry = findModel(m_task.modelName, m_config.source);
    own.m_task.model = makeModel(m_config, entry, contextOf(dataset(), split()));
    own.m_task.model->to(m_task.device);
    copyState(model(), own.model());
    own.model().train(model().is_training());
    return own;
}

Experiment Experiment::resume(const fs::path& runFolder, const Json& changes,
                              const DatasetCatalog& datasets, std::stop_token stop)
{
    const RunFolder folder{runFolder};
    folder.requireRun();
    requireNotRunning(folder);
    const auto newest = newestCheckpoint(folder.checkpoints());
    if (!newest)
        throw InputError(folder.checkpoints().string(), "holds no checkpoint to go on from", {},
                         "best, final, last or step-...");
    const auto source = folder.config().string();
    const RunConfig config = resumedConfig(
        RunConfig::fromJson(parseJson(readFile(source), source), source), changes);
    Experiment experiment = prepare(config, datasets, stop);
    experiment.m_resumeFrom = newest->path;
    experiment.m_checkpointName = newest->name;
    experiment.m_checkpointStep = newest->step;
    return experiment;
}

std::unique_ptr<Trainer> Experiment::makeTrainer(const fs::path& checkpoints) const
{
    auto trainer = std::make_unique<Trainer>(m_task, m_training, checkpoints);
    if (m_resumeFrom.empty())
        return trainer;
    trainer->resumeFrom(Checkpoint::read(m_resumeFrom), m_resumeFrom.string());
    if (trainer->isFinished())
        throw InputError(m_resumeFrom.string(), "nothing is left to do within the run's limits",
                         "step " + std::to_string(trainer->step()),
                         "a larger number of steps, epochs or seconds");
    return trainer;
}

void Experiment::moveWindow(std::int64_t start, WindowScope scope)
{
    const ModelEntry& model = findModel(m_task.modelName, m_config.source);
    if (scope == WindowScope::PointsAfter && !model.anyWindow) {
        m_task.dataset = beginAt(*m_task.dataset, start);
        return;
    }
    requireWindow(model, start, m_config.source);
    m_scoreAfterOnly = scope == WindowScope::PointsAfter;
    auto moved = std::make_shared<Dataset>(*m_task.dataset);
    moved->givenStart = start;
    moved->validate();
    m_task.dataset = std::move(moved);
}

RunEvaluation Experiment::evaluate(const std::string& split, std::int64_t examples,
                                   std::stop_token stop) const
{
    const auto& samples = samplesOf(m_task.split, split);
    const auto given = m_task.dataset->givenPoints;
    const auto set = predictSamples(m_task, samples, stop);
    RunEvaluation evaluation;
    evaluation.experiment = m_config.experiment;
    evaluation.model = m_task.modelName;
    evaluation.parameters = m_task.model->parameterCount();
    evaluation.split = split;
    evaluation.samples = static_cast<std::int64_t>(samples.size());
    evaluation.givenPoints = given;
    evaluation.step = m_checkpointStep;
    evaluation.checkpoint = m_checkpointName;
    const Dataset& data = *m_task.dataset;
    const std::int64_t before = m_scoreAfterOnly ? data.givenStart : 0;
    evaluation.test = scorePredictions(data.givenFirst(set.y).slice(1, given + before),
                                       data.givenFirst(set.truth).slice(1, given + before));
    evaluation.noiseCeiling =
        noiseCeilingScores(data.recipe, data.givenFirst(set.truth).slice(1, given + before));
    evaluation.allPoints = scorePredictions(set.y.slice(1, before), set.truth.slice(1, before));
    evaluation.floors =
        scoreFloors(before > 0 ? *beginAt(data, before) : data, m_task.split, samples);
    evaluation.solverIterations = set.solverIterations;
    evaluation.solverResidual = set.solverResidual;
    evaluation.convergedShare = set.convergedShare;
    evaluation.coupling = m_task.model->coupling(makeBatch(m_task, samples).query);
    evaluation.diagnostics = std::make_shared<const EvaluationDiagnostics>(
        diagnose({data, split, samples, set.y, set.truth, set.residuals, given + before,
                  m_checkpointStep},
                 evaluation.test));
    const auto count = std::min(examples, evaluation.samples);
    for (std::int64_t i = 0; i < count; ++i)
        evaluation.examples.push_back(std::make_shared<const PredictionSnapshot>(snapshotOf(
            m_task, samples[static_cast<std::size_t>(i)], split, m_checkpointStep, stop)));
    return evaluation;
}

}  // namespace nie
