#pragma once

#include "core/results/attention/attention_maps.h"
#include "core/results/attention_json.h"
#include "core/results/kernel/kernel_map.h"
#include "core/results/prediction_snapshot.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

struct PredictedWindows;
struct RegionGraph;

/// Whose attention is looked into, and when.
struct AttentionTarget {
    std::filesystem::path folder = {};  ///< of the run
    std::string checkpoint = {};        ///< "best"; empty: the one that `nie attention` takes
    std::string split = "validation";
    std::int64_t sample = 0;                     ///< number in the split
    std::optional<std::int64_t> iteration = {};  ///< of the solve; unset: the solution
    /// Looked at beside another: its maps alone are wanted, and its data are not kept.
    bool passing = false;

    bool operator==(const AttentionTarget&) const = default;
};

/// What of a run can be looked into, without tensors. Immutable.
struct OpenedAttention {
    AttentionTarget target;
    AttentionRun run;
    std::int64_t samples = 0;  ///< in the split
    /// Folders of the runs beside it that its maps can be compared with, the newest first: of the
    /// same experiment, with attention and a checkpoint. Not of a passing one.
    std::vector<std::filesystem::path> others;
    /// Truth, prediction and iterates of the sample; null of a passing one.
    std::shared_ptr<const PredictionSnapshot> sample;
    /// Null where the model has no attention: `absence` says why.
    std::shared_ptr<const AttentionMaps> maps;
    std::string absence;
    bool hasKernel = false;  ///< AttentionEngine::learnedKernel() has something to show
    /// How much a token's output depends on the other tokens; NaN without attention.
    double coupling = 0.0;

    Json facts() const { return attentionFacts(maps->origin(), run); }
};

/// What the window asks about the inside of trained models. Every call makes the run's data again
/// where the last call was about another run: from any thread but the window's. All throw
/// InputError and Interrupted.
class AttentionEngine {
public:
    virtual ~AttentionEngine() = default;

    virtual std::shared_ptr<const OpenedAttention> open(const AttentionTarget& target,
                                                        const std::stop_token& stop) const = 0;
    /// The error of a split without each head.
    virtual AblationStudy ablate(const std::filesystem::path& folder, const std::string& checkpoint,
                                 const std::string& split, const std::stop_token& stop) const = 0;
    virtual KernelMap learnedKernel(const std::filesystem::path& folder,
                                    const std::string& checkpoint,
                                    const std::stop_token& stop) const = 0;
    /// Attention between the regions of a brain beside their functional connectivity, as `nie brain
    /// graph` has it.
    virtual std::shared_ptr<const RegionGraph> regionGraph(const std::filesystem::path& folder,
                                                           const std::string& checkpoint,
                                                           double percent,
                                                           const std::stop_token& stop) const = 0;
    /// What a run on brain data predicts for the windows of a split.
    virtual std::shared_ptr<const PredictedWindows> predictedWindows(
        const std::filesystem::path& folder, const std::string& checkpoint,
        const std::string& split, const std::stop_token& stop) const = 0;
};

}  // namespace nie
