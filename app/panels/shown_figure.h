#pragma once

#include "core/results/figure_spec.h"

class QWidget;

namespace nie {

/// The view that shows a figure at a widget or around it, within its window; null: there is none.
QWidget* viewAround(QWidget* part);

/// What a view shows, as it would be exported; no panels where it is empty or no such view.
FigureSpec shownFigure(const QWidget& view);

}  // namespace nie
