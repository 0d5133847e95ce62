#pragma once

#include "core/results/figure_spec.h"

#include <limits>

namespace nie {

/// The figure so wide, with the letters it has. Panels keep their proportions; those of a single
/// row are broken into several where they would become too narrow, unless the figure then was
/// higher than `highest`. A sheet's parts likewise. All in millimetres; the width is above 0.
FigureSpec fittedToWidth(FigureSpec figure, double width,
                         double highest = std::numeric_limits<double>::infinity());

}  // namespace nie
