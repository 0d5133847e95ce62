#include "core/experiments/learned_kernel.h"

#include "core/base/error.h"
#include "core/data/tensor_conversion.h"
#include "core/experiments/experiment.h"
#include "core/models/nie/nie_model.h"
#include "core/results/kernel/kernel_comparison.h"
#include "core/training/evaluation_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// Integrands are formed for so many t at once.
constexpr std::int64_t kTimesAtOnce = 8;
/// Least singular value of F over the curves, of its greatest over s, from which a kernel is told.
constexpr double kLeastVariation = 0.1;

NieModel& requireNie(const TrainingTask& task)
{
    if (auto* model = dynamic_cast<NieModel*>(task.model.get()))
        return *model;
    throw InputError(task.experiment, "this run has no kernel that could be looked at",
                     task.modelName, "a run of nie");
}

/// Up to `count` of the numbers 0 to available - 1, evenly spread, the first and the last among
/// them.
torch::Tensor spreadNumbers(std::int64_t available, std::int64_t count)
{
    std::vector<std::int64_t> numbers;
    const auto taken = std::max<std::int64_t>(2, std::min(available, count));
    for (std::int64_t k = 0; k < taken; ++k)
        numbers.push_back(k * (available - 1) / (taken - 1));
    return torch::tensor(numbers, torch::kLong);
}

/// Empty where none is set.
std::vector<std::uint8_t> flagsOf(const torch::Tensor& flags)
{
    std::vector<std::uint8_t> result;
    if (flags.any().item<bool>())
        for (const double flag : toVector(flags))
            result.push_back(flag != 0.0 ? 1 : 0);
    return result;
}

/// rms over the curves of the integrand's departure from its mean: [curve, t, s, channel] -> [t,
/// s].
torch::Tensor strengthOf(const torch::Tensor& integrand)
{
    const auto departure = integrand - integrand.mean(0, true);
    return departure.square().sum(3).mean(0).sqrt();
}

/// Learned integrands on the grid, in double and in the units of the data.
class LearnedIntegrand {
public:
    LearnedIntegrand(const TrainingTask& task, const LearnedKernelOptions& options,
                     const std::stop_token& stop)
        : m_model(requireNie(task)),
          m_mode(m_model),
          m_device(task.device)
    {
        const Dataset& data = *task.dataset;
        std::vector<std::int64_t> samples = samplesOf(task.split, options.split);
        samples.resize(std::min(samples.size(), static_cast<std::size_t>(options.curves)));
        const auto grid = spreadNumbers(data.timeCount(), options.points);
        times = data.times.index_select(0, grid).to(torch::kDouble);
        curves = data.samples(samples).index_select(1, grid).to(torch::kDouble);
        outside = m_model.options().limits == "volterra"
                      ? times.unsqueeze(0) > times.unsqueeze(1)
                      : torch::zeros({times.size(0), times.size(0)}, torch::kBool);
        if (m_model.options().kernelForm == "factorised")
            norm = plain(m_model.kernel(asModelTakes(times), asModelTakes(times)))
                       .flatten(2)
                       .norm(2, 2);
        if (!m_model.isLatent())
            formIntegrand(stop);
    }

    torch::Tensor times;      ///< [grid]
    torch::Tensor curves;     ///< [curve, grid, channel], of the data
    torch::Tensor outside;    ///< [t, s]
    torch::Tensor norm;       ///< [t, s], or undefined
    torch::Tensor integrand;  ///< [curve, t, s, channel], or undefined

private:
    torch::Tensor asModelTakes(const torch::Tensor& numbers) const
    {
        return numbers.to(m_device, m_model.parameters().front().scalar_type());
    }
    static torch::Tensor plain(const torch::Tensor& numbers)
    {
        return numbers.to(torch::kCPU, torch::kDouble);
    }
    void formIntegrand(const std::stop_token& stop)
    {
        const auto y = m_model.toState(asModelTakes(curves));
        std::vector<torch::Tensor> parts;
        for (std::int64_t first = 0; first < times.size(0); first += kTimesAtOnce) {
            if (stop.stop_requested())
                throw Interrupted();
            const auto some = times.slice(0, first, std::min(first + kTimesAtOnce, times.size(0)));
            parts.push_back(plain(m_model.integrand(y, asModelTakes(some), asModelTakes(times))));
        }
        integrand = torch::cat(parts, 1) * plain(m_model.integrandScale());
    }

    NieModel& m_model;
    EvaluationMode m_mode;
    torch::Device m_device;
};

/// The known kernel on a grid: [t, s, channel, component], zero where its integral does not reach.
torch::Tensor knownOnGrid(const KnownKernel& known, const torch::Tensor& times,
                          std::int64_t channels)
{
    const std::vector<double> at = toVector(times);
    std::vector<double> values;
    for (const double t : at)
        for (const double s : at) {
            std::vector<double> entries = known.kernel(t, s);
            if (known.volterra && s > t)
                std::fill(entries.begin(), entries.end(), 0.0);
            values.insert(values.end(), entries.begin(), entries.end());
        }
    return torch::tensor(values, torch::kDouble)
        .view(
            {times.size(0), times.size(0), channels, static_cast<std::int64_t>(known.components)});
}

/// F of the curves: [curve, s, channel] -> [curve, s, component].
torch::Tensor knownField(const KnownKernel& known, const torch::Tensor& curves)
{
    const auto channels = static_cast<std::size_t>(curves.size(2));
    const std::vector<double> values = toVector(curves);
    std::vector<double> field;
    for (std::size_t i = 0; i < values.size(); i += channels) {
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(i);
        const std::vector<double> one =
            known.field({begin, begin + static_cast<std::ptrdiff_t>(channels)});
        field.insert(field.end(), one.begin(), one.end());
    }
    return torch::tensor(field, torch::kDouble)
        .view({curves.size(0), curves.size(1), static_cast<std::int64_t>(known.components)});
}

/// The fit of an integrand as c(t, s) + K(t, s) F(y(s)).
struct EffectiveKernel {
    torch::Tensor kernel;      ///< [t, s, channel, component]
    torch::Tensor determined;  ///< [s]: F varies enough over the curves
    double linearShare = 0.0;  ///< of the variance, within the limits
};

/// integrand: [curve, t, s, channel], design: [s, curve, component], both without their means over
/// the curves, which takes c out of the fit; inside: [t, s, 1].
EffectiveKernel fitKernel(const torch::Tensor& integrand, const torch::Tensor& design,
                          const torch::Tensor& inside)
{
    EffectiveKernel fit;
    fit.kernel = torch::einsum("spb,btsd->tsdp", {torch::linalg_pinv(design), integrand});
    const auto least = std::get<0>(torch::linalg_svdvals(design).min(1));
    fit.determined = least >= kLeastVariation * least.max();
    const auto fitted = torch::einsum("tsdp,sbp->btsd", {fit.kernel, design});
    const double all = (integrand.square() * inside).sum().item<double>();
    const double left = ((integrand - fitted).square() * inside).sum().item<double>();
    fit.linearShare = all > 0.0 ? 1.0 - left / all : 0.0;
    return fit;
}

torch::Tensor withoutMean(const torch::Tensor& values)
{
    return values - values.mean(0, true);
}

/// Correlation, factor and errors of two integrands without their means.
void compareIntegrands(KernelComparison& comparison, const torch::Tensor& learned,
                       const torch::Tensor& known, const torch::Tensor& inside)
{
    const auto product = [&](const torch::Tensor& a, const torch::Tensor& b) {
        return (a * b * inside).sum().item<double>();
    };
    const double own = product(learned, learned), theirs = product(known, known);
    const double both = product(learned, known);
    comparison.correlation = both / std::sqrt(own * theirs);
    comparison.factor = both / own;
    const auto difference = [&](double factor) {
        const auto apart = factor * learned - known;
        return std::sqrt(product(apart, apart) / theirs);
    };
    comparison.error = difference(1.0);
    comparison.scaledError = difference(comparison.factor);
}

KernelComparison compareWith(const KnownKernel& known, const LearnedIntegrand& learned,
                             const KernelMap& map)
{
    const auto channels = learned.curves.size(2);
    const auto truth = knownOnGrid(known, learned.times, channels);
    const auto field = withoutMean(knownField(known, learned.curves));
    const auto own = withoutMean(learned.integrand);
    const auto theirs = torch::einsum("tsdp,bsp->btsd", {truth, field});
    const auto inside = learned.outside.logical_not().to(torch::kDouble).unsqueeze(2);
    KernelComparison comparison;
    comparison.formula = known.formula;
    comparison.knownStrength = toVector(strengthOf(theirs));
    compareIntegrands(comparison, own, theirs, inside);
    const EffectiveKernel fit = fitKernel(own, field.permute({1, 0, 2}), inside);
    comparison.linearShare = fit.linearShare;
    comparison.undetermined =
        flagsOf(learned.outside.logical_or(fit.determined.logical_not().unsqueeze(0)));
    for (std::int64_t d = 0; d < channels; ++d)
        for (std::int64_t p = 0; p < field.size(2); ++p) {
            KernelEntry entry;
            entry.name = fmt::format("K{}{}", d + 1, p + 1);
            entry.learned = toVector(fit.kernel.select(2, d).select(2, p));
            entry.known = toVector(truth.select(2, d).select(2, p));
            comparison.entries.push_back(std::move(entry));
        }
    compareKernels(comparison, map.strength, map.outside);
    return comparison;
}

}  // namespace

bool hasLearnedKernel(const TrainingTask& task)
{
    return dynamic_cast<const NieModel*>(task.model.get()) != nullptr;
}

KernelMap learnedKernel(const TrainingTask& task, const LearnedKernelOptions& options,
                        const std::stop_token& stop)
{
    const LearnedIntegrand learned(task, options, stop);
    const NieOptions& model = requireNie(task).options();
    KernelMap map;
    map.model = task.modelName;
    map.form = model.kernelForm;
    map.limits = model.limits;
    map.split = options.split;
    map.curves = learned.curves.size(0);
    map.timeLabel = task.dataset->timeLabel;
    map.times = toVector(learned.times);
    if (learned.norm.defined())
        map.norm = toVector(learned.norm);
    map.outside = flagsOf(learned.outside);
    if (!learned.integrand.defined())
        return map;
    map.strength = toVector(strengthOf(learned.integrand));
    const auto& known = task.dataset->knownKernel;
    if (known && map.curves > static_cast<std::int64_t>(known->components))
        map.known = compareWith(*known, learned, map);
    return map;
}

}  // namespace nie
