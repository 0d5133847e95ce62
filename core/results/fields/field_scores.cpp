#include "core/results/fields/field_scores.h"

#include "core/results/fields/field_values.h"
#include "core/results/paper_figures.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace nie {

namespace {

constexpr double kNoScore = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kLeastForCorrelation = 3;  // two points always lie on a line

/// What one frame scores: the channel of a field, all channels of curves.
std::vector<double> scoredNumbers(const PredictionSnapshot& sample,
                                  const std::vector<double>& values, std::size_t time,
                                  std::int64_t channel)
{
    const std::size_t channels = sample.channels.size();
    const std::size_t size = values.size() / sample.times.size();
    const bool all = sample.space.empty();
    std::vector<double> frame;
    for (std::size_t i = all ? 0 : static_cast<std::size_t>(channel); i < size;
         i += all ? 1 : channels)
        frame.push_back(values[time * size + i]);
    return frame;
}

}  // namespace

FrameScore frameScore(const PredictionSnapshot& sample, const FieldLook& look, std::size_t time)
{
    const auto truth = scoredNumbers(sample, sample.truth, time, look.channel);
    const auto predicted = scoredNumbers(sample, shownPrediction(sample, look), time, look.channel);
    const auto count = static_cast<double>(truth.size());
    const double mean = std::accumulate(truth.begin(), truth.end(), 0.0) / count;
    double error = 0.0, spread = 0.0, size = 0.0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        error += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
        spread += (truth[i] - mean) * (truth[i] - mean);
        size += truth[i] * truth[i];
    }
    const bool correlates = truth.size() >= kLeastForCorrelation;
    FrameScore score;
    score.mse = error / count;
    score.r2 = correlates ? squaredCorrelation(truth, predicted) : kNoScore;
    score.determination = correlates && spread > 0 ? 1.0 - error / spread : kNoScore;
    score.relativeL2 = size > 0 ? std::sqrt(error / size) : kNoScore;
    return score;
}

FrameScores frameScores(const PredictionSnapshot& sample, const FieldLook& asked)
{
    const FieldLook look = fittedTo(sample, asked);
    FrameScores scores;
    for (std::size_t time = 0; time < sample.times.size(); ++time) {
        const FrameScore score = frameScore(sample, look, time);
        scores.mse.push_back(score.mse);
        scores.r2.push_back(score.r2);
        scores.determination.push_back(score.determination);
        scores.relativeL2.push_back(score.relativeL2);
    }
    return scores;
}

}  // namespace nie
