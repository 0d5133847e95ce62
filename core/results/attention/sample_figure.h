#pragma once

#include "core/results/attention_map.h"
#include "core/results/figure_spec.h"
#include "core/results/prediction_snapshot.h"

#include <optional>
#include <vector>

namespace nie {

/// What of a sample is on show, to point at tokens.
struct SampleView {
    enum class Shown { Unknown, Prediction, Truth };
    Shown shown = Shown::Unknown;           ///< Unknown: the iterate whose attention was captured
    std::size_t channel = 0;                ///< of fields
    std::size_t time = 0;                   ///< index of a time; of fields in the plane
    std::vector<std::int64_t> tokens = {};  ///< to be marked: the one that asks, the pinned one
};

/// The sample over its domain: of curves all channels over time, with the truth pale behind (of
/// more than eight an image of them), of fields on a line one channel over space and time, of
/// fields in the plane one channel at one time. Marks the tokens. No panels for other samples.
FigureSpec attentionSampleFigure(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                                 const SampleView& view);

/// The place and time that a point (x, y) of the figure's panel stands for, as
/// AttentionTokens::nearest() takes it; kept inside the domain.
std::vector<double> samplePointAt(const PredictionSnapshot& sample, const AttentionOrigin& origin,
                                  const SampleView& view, double x, double y);

}  // namespace nie
