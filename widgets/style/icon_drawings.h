#pragma once

#include "widgets/style/icons.h"

namespace nie {

/// The strokes of an icon as SVG elements in a box of 24 x 24; "COLOUR" stands for the line colour
/// where something is filled.
const char* iconDrawing(Icon which);

}  // namespace nie
