#pragma once

#include "core/results/prediction_snapshot.h"

#include <QString>

namespace nie {

/// "t = 0.52 s" of a time label "t (s)".
QString timeText(const PredictionSnapshot& sample, std::int64_t time);

/// "Validation sample 3, step 1,240, t = 0.52 s".
QString sampleCaption(const PredictionSnapshot& sample, std::int64_t time);

}  // namespace nie
