#pragma once

#include "core/config/json.h"
#include "core/config/options.h"
#include "core/results/solver_trace.h"
#include "core/results/space_axis.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

struct FixedPointOptions;

/// What a model is asked: the first points of some curves or fields, and the times at which the whole
/// ones are wanted. Tensors are in the model's precision and on its device.
struct Query {
    torch::Tensor given;  ///< [batch, given, space..., channel]: first values of the samples
    torch::Tensor times;  ///< [time]
    std::vector<torch::Tensor> space = {};  ///< one [point] for each space axis; empty for curves
    std::int64_t givenStart = 0;  ///< the given values stand at times[givenStart ...]
    torch::Tensor freeFunction = {};  ///< as the prediction: f of the caller's own; undefined: the model's
};

/// How thoroughly a model should work on this question.
struct PredictOptions {
    std::stop_token stop = {};  ///< asked inside the solver's iteration; throws Interrupted
    bool keepIterates = false;  ///< fill Prediction::iterates
    /// So many evaluations of the right-hand side whatever the residual; unset: as the model's
    /// solver settings say. For models that solve an equation, in evaluation mode.
    std::optional<std::int64_t> evaluations = {};
};

struct Prediction {
    torch::Tensor y;    ///< [batch, time, space..., channel]; with a graph in training mode
    SolverTrace trace;  ///< empty for models that solve nothing
    std::vector<torch::Tensor> iterates;  ///< y0, y1, ..., each as y
    torch::Tensor penalty = {};  ///< scalar that training adds to the loss; undefined: none
};

/// A model of curves or fields. Knows no optimiser, file or thread. train() and eval() switch between training
/// and evaluation settings (tolerance, dropout).
class Model : public torch::nn::Module {
public:
    virtual Prediction predict(const Query& query, const PredictOptions& options) = 0;

    /// Parameters that must not decay (attention's Q, K, V, biases, norms).
    virtual std::vector<torch::Tensor> parametersWithoutDecay() const { return {}; }

    /// How much of a token's output depends on the other tokens, 0..1 and above; NaN for models
    /// without attention.
    virtual double coupling(const Query&) { return std::numeric_limits<double>::quiet_NaN(); }

    /// The settings of the fixed-point solver that training uses; they may be changed between two
    /// steps. Null for models without one.
    virtual FixedPointOptions* trainingSolver() { return nullptr; }

    std::int64_t parameterCount() const;
};

/// Shape facts of the data a model is built for.
struct ModelContext {
    std::int64_t channels = 1;
    std::int64_t givenPoints = 1;
    torch::Tensor times;  ///< [time], of the training grid
    std::vector<SpaceAxis> space = {};  ///< of the training grid; empty for curves
    torch::Tensor mean;   ///< [channel], of the training samples
    torch::Tensor scale;  ///< [channel], standard deviation
};

struct ModelEntry {
    std::string name;
    std::string title;
    std::vector<OptionDescription> options;
    /// Reads the section strictly (key "name" is allowed) and builds the model; parameters are drawn
    /// from LibTorch's generator, which the caller has seeded.
    std::function<std::shared_ptr<Model>(const Json& section, const std::string& source,
                                         const ModelContext& context)> make;
    /// The numbers of space dimensions that the model can take: 0 for curves.
    std::vector<std::int64_t> spaceDimensions = {0};
    bool anyWindow = false;  ///< the given points may stand anywhere (Query::givenStart)
};

/// Every model, in the order of the window's list. Adding one: docs/adding-a-model.md.
const std::vector<ModelEntry>& modelCatalog();
/// Throws InputError naming `source` and the known names.
const ModelEntry& findModel(const std::string& name, const std::string& source);
/// Throws InputError naming the models that take such data when `model` does not.
void requireSpaceDimensions(const ModelEntry& model, std::int64_t dimensions, const std::string& source);

}  // namespace nie
