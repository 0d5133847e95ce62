#include "core/results/runs/seed_statistics.h"

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// Finite values in rising order of steps; of several at one step the last counts.
MetricCurve cleaned(const MetricCurve& curve)
{
    MetricCurve clean;
    for (std::size_t i = 0; i < curve.steps.size() && i < curve.values.size(); ++i) {
        if (!std::isfinite(curve.values[i]) || !std::isfinite(curve.steps[i]))
            continue;
        // A run that went back to a checkpoint tells its later steps again.
        while (!clean.steps.empty() && clean.steps.back() >= curve.steps[i]) {
            clean.steps.pop_back();
            clean.values.pop_back();
        }
        clean.steps.push_back(curve.steps[i]);
        clean.values.push_back(curve.values[i]);
    }
    return clean;
}

double interpolated(const MetricCurve& curve, double step)
{
    const auto above = std::lower_bound(curve.steps.begin(), curve.steps.end(), step);
    const auto i = static_cast<std::size_t>(above - curve.steps.begin());
    if (above != curve.steps.end() && *above == step)
        return curve.values[i];
    const double share = (step - curve.steps[i - 1]) / (curve.steps[i] - curve.steps[i - 1]);
    return curve.values[i - 1] + share * (curve.values[i] - curve.values[i - 1]);
}

std::vector<double> commonSteps(const std::vector<MetricCurve>& curves)
{
    double begin = curves.front().steps.front();
    double end = curves.front().steps.back();
    std::vector<double> steps;
    for (const MetricCurve& curve : curves) {
        begin = std::max(begin, curve.steps.front());
        end = std::min(end, curve.steps.back());
        steps.insert(steps.end(), curve.steps.begin(), curve.steps.end());
    }
    std::erase_if(steps, [begin, end](double step) { return step < begin || step > end; });
    std::sort(steps.begin(), steps.end());
    steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
    return steps;
}

}  // namespace

SeedStatistics seedStatistics(const std::vector<MetricCurve>& curves)
{
    std::vector<MetricCurve> clean;
    for (const MetricCurve& curve : curves)
        if (MetricCurve each = cleaned(curve); !each.steps.empty())
            clean.push_back(std::move(each));
    SeedStatistics statistics;
    statistics.runs = clean.size();
    if (clean.empty())
        return statistics;
    statistics.steps = commonSteps(clean);
    const auto count = static_cast<double>(clean.size());
    for (const double step : statistics.steps) {
        double sum = 0.0;
        for (const MetricCurve& curve : clean)
            sum += interpolated(curve, step);
        const double mean = sum / count;
        double squares = 0.0;
        for (const MetricCurve& curve : clean)
            squares += std::pow(interpolated(curve, step) - mean, 2);
        statistics.mean.push_back(mean);
        statistics.deviation.push_back(clean.size() > 1 ? std::sqrt(squares / (count - 1.0)) : 0.0);
    }
    return statistics;
}

}  // namespace nie
