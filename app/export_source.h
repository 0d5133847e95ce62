#pragma once

#include "core/results/figure_spec.h"

#include <QString>

namespace nie {

/// A figure that can be exported, and what people call it.
struct ExportSource {
    QString title;
    FigureSpec figure;
};

}  // namespace nie
