#pragma once

#include "core/results/fields/field_look.h"

#include <QStackedWidget>

#include <memory>
#include <vector>

namespace nie {

class PhaseSpaceView;
class SurfaceView;

/// A view of a sample in space, beside those of FieldKind.
enum class SceneKind {
    None,
    Surface,    ///< values as height
    PhaseSpace  ///< three channels against each other
};

/// Those that say something about a sample.
std::vector<SceneKind> scenesOf(const PredictionSnapshot& sample);
/// "surface", "phase_space"; empty for None.
std::string sceneName(SceneKind scene);

/// The views in space, each made when it is first looked at: a context of OpenGL is not free.
class FieldScenes : public QStackedWidget {
    Q_OBJECT
public:
    explicit FieldScenes(QWidget* parent = nullptr);

    /// Which of them is looked at; with None they let go of their sample.
    void choose(SceneKind scene);
    /// Throws InputError for a sample whose arrays do not fit its axes.
    void show(const std::shared_ptr<const PredictionSnapshot>& sample, const FieldLook& look);

private:
    SceneKind m_scene = SceneKind::None;
    SurfaceView* m_surface = nullptr;
    PhaseSpaceView* m_space = nullptr;
};

}  // namespace nie
