#pragma once

#include "core/results/fields/field_look.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// What a sample is at a place of its figure.
struct FieldReading {
    std::size_t time = 0;  ///< index
    std::int64_t channel = 0;
    std::vector<double> place;  ///< of space; empty for curves
    double truth = 0.0;         ///< NaN in plots of scores
    double prediction = 0.0;
    double error = 0.0;  ///< of the look's kind
};

/// At (x, y) of the panel with this index of fieldFigure(). Over images: the grid point whose cell
/// it is; along profiles and over time: the point nearest in x, of the curve that is nearest in y;
/// in a phase plane: the time whose point is nearest. Nothing for a panel that there is not.
std::optional<FieldReading> fieldReading(const PredictionSnapshot& sample, const FieldLook& look,
                                         std::size_t panel, double x, double y);

/// "x = 0.25, t = 0.52: u true 0.331, predicted 0.328, error -0.003"; of plots of scores: "t =
/// 0.52: MSE 2.1e-4, r2 0.98, R2 0.97".
std::string readingText(const PredictionSnapshot& sample, const FieldLook& look,
                        const FieldReading& reading);

}  // namespace nie
