#pragma once

#include "core/results/figure_spec.h"

#include <QColor>
#include <QString>

#include <limits>
#include <optional>
#include <string>

namespace nie {

/// What the x axis of a training plot counts.
enum class CurveX {
    Step,  ///< optimiser steps
    Epoch,
    WallTime,      ///< seconds of training, pauses excluded
    RelativeTime,  ///< seconds since the first point of the same series
    Samples        ///< samples seen
};

/// "Step", "Epoch", "Time (s)", ...
QString axisTitle(CurveX x);

/// One measured value with every coordinate it can be drawn over. NaN: not known.
struct CurvePoint {
    double step = std::numeric_limits<double>::quiet_NaN();
    double epoch = std::numeric_limits<double>::quiet_NaN();
    double wallSeconds = std::numeric_limits<double>::quiet_NaN();
    double samplesSeen = std::numeric_limits<double>::quiet_NaN();
    double value = 0.0;
};

/// A point of a curve with a band about it, such as mean +- standard deviation over seeds.
struct CurveBandPoint {
    CurvePoint centre;
    double lower = 0.0;
    double upper = 0.0;
};

/// Which of the two y axes a series belongs to.
enum class CurveSide { Left, Right };

/// A named series of a training plot.
struct CurveSeries {
    std::string id;  ///< "train_loss"
    QString label;   ///< "Training loss"
    int colour = 0;  ///< index into the colour-blind-safe order; from the ninth on with other dashes
    CurveSide side = CurveSide::Left;
    SeriesSpec::Style style = SeriesSpec::Style::Solid;
    bool smoothed = true;  ///< follows the plot's smoothing; false: always raw
    bool visible = true;
    std::optional<QColor> exactColour = {};  ///< in place of `colour`: one that a run keeps
    QString run = {};                        ///< whose curve it is, where a plot shows several runs
    QString quantity = {};  ///< "Learning rate": what an axis without a title of its own says
};

/// Something that happened during a training, drawn as a vertical line with a text on hover.
struct CurveMarker {
    CurvePoint at;     ///< `value` is not used
    std::string kind;  ///< "learning_rate", "checkpoint", ...
    QString text;      ///< one sentence
};

}  // namespace nie
