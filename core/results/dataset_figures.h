#pragma once

#include "core/results/dataset_study.h"
#include "core/results/figure_spec.h"

namespace nie {

/// What of a sample is looked at.
struct SampleLook {
    std::size_t channel = 0;
    std::size_t time = 0;  ///< index of a time
};

/// A sample of a data set. Curves: the channels over time, and the phase plane of the first two;
/// of many channels all as an image, and one over time. A field on a line: space-time image, and
/// the profile at one time. A field in the plane: the field at one time, in the range of the whole
/// set, and its middle over time. Empty for other data.
FigureSpec datasetFigure(const DatasetStudy& study, const DatasetSample& sample,
                         const SampleLook& look);

}  // namespace nie
