#pragma once

#include "core/data/dataset.h"
#include "core/results/run_evaluation.h"

#include <map>
#include <string>
#include <vector>

namespace nie {

/// Predictions that cost nothing, against which a model must show its worth. Each returns
/// [test sample, time - given, space..., channel]: the points after the given ones.
namespace floors {

/// The last given value, held.
torch::Tensor persistence(const torch::Tensor& given, std::int64_t horizon);
/// The nearer of the first and the last given value, held on either side: `before` points, then the
/// rest.
torch::Tensor outerValues(const torch::Tensor& given, std::int64_t before, std::int64_t horizon);
/// The mean of each channel (and place) over the given points, held.
torch::Tensor ownMean(const torch::Tensor& given, std::int64_t horizon);
/// The mean training curve.
torch::Tensor meanCurve(const torch::Tensor& training, std::int64_t givenPoints,
                        std::int64_t samples);
/// The continuation of the training curve whose given part is nearest in the 2-norm.
torch::Tensor nearestCurve(const torch::Tensor& training, const torch::Tensor& given);
/// The same over all circular shifts of the training samples along their one periodic axis:
/// [sample, time, x, channel] in, correlations by FFT.
torch::Tensor nearestShifted(const torch::Tensor& training, const torch::Tensor& given);
/// Each channel (and place) from its own last given value: for every horizon one slope and one
/// intercept of least squares. Equal to the autoregression of order 1 fitted for that horizon.
torch::Tensor autoregression(const torch::Tensor& training, const torch::Tensor& given);
/// Ridge regression from the given points to the rest, with intercept; the penalty of the list
/// 1e-8 ... 1e2 (relative to the mean eigenvalue) that scores best on the validation set.
torch::Tensor linear(const torch::Tensor& training, const torch::Tensor& validation,
                     const torch::Tensor& given);

}  // namespace floors

struct FloorDescription {
    std::string name;
    std::string title;
    std::string condition;  ///< which data have it; empty: all
};
/// Every floor, by the names of scoreFloors().
const std::vector<FloorDescription>& floorCatalog();

/// All floors of a data set's test part that its data allow (floorCatalog()), scored over the
/// points that are not given; those before a shifted window count too. Of large sets the first
/// training samples that fit into 2 GiB are looked at.
std::map<std::string, Scores> scoreFloors(const Dataset& dataset, const Split& split,
                                          const std::vector<std::int64_t>& samples);

}  // namespace nie
