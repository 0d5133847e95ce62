#pragma once

#include "core/results/fields/field_look.h"
#include "core/results/figure_spec.h"
#include "core/results/run_view.h"

#include <QStackedWidget>

#include <memory>
#include <optional>
#include <string>
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
/// Its name among spaceViewNames(), empty for None; and back, None for another name.
std::string sceneViewName(SceneKind scene);
SceneKind sceneOfView(const std::string& name);

/// The views in space, each made when it is first looked at: a context of OpenGL is not free.
class FieldScenes : public QStackedWidget {
    Q_OBJECT
public:
    explicit FieldScenes(QWidget* parent = nullptr);

    /// Which of them is looked at; with None they let go of their sample.
    void choose(SceneKind scene);
    /// Throws InputError for a sample whose arrays do not fit its axes.
    void show(const std::shared_ptr<const PredictionSnapshot>& sample, const FieldLook& look);
    /// What is on show, for print; no panels where there is nothing.
    FigureSpec figure() const;
    /// How it stands.
    SceneChoice choice() const;
    /// How the next sample that is shown stands.
    void setChoice(const SceneChoice& choice) { m_wanted = choice; }

private:
    void apply(const SceneChoice& choice);

    SceneKind m_scene = SceneKind::None;
    std::optional<SceneChoice> m_wanted;
    SurfaceView* m_surface = nullptr;
    PhaseSpaceView* m_space = nullptr;
};

}  // namespace nie
