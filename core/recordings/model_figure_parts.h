#pragma once

#include "core/recordings/model_figures.h"
#include "core/recordings/recording_figure_parts.h"

namespace nie {

/// With title and provenance, without panels.
FigureSpec modelFigure(const ModelShown& shown, double height);

}  // namespace nie
