#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/figure_spec.h"
#include "widgets/scene/phase_space.h"
#include "widgets/scene/scene_camera.h"
#include "widgets/scene/surface_view.h"

#include <memory>

namespace nie {

// Figures of the views in space: on white paper, with letters of the figure's size. Their panels
// hold the numbers that are drawn. `look` fits the sample.

FigureSpec surfaceFigure(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look,
                         SurfaceView::Shown shown, const SceneCamera& camera);
FigureSpec phaseSpaceFigure(std::shared_ptr<const PredictionSnapshot> sample, const FieldLook& look,
                            const PhaseChannels& channels, const SceneCamera& camera);

}  // namespace nie
