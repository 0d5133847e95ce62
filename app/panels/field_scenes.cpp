#include "app/panels/field_scenes.h"

#include "widgets/scene/phase_space_view.h"
#include "widgets/scene/surface_view.h"

#include <string>

namespace nie {

std::vector<SceneKind> scenesOf(const PredictionSnapshot& sample)
{
    const std::size_t axes = sample.space.size();
    if (axes == 1 || axes == 2)
        return {SceneKind::Surface};
    if (axes == 0 && sample.channelCount() >= 3)
        return {SceneKind::PhaseSpace};
    return {};
}

std::string sceneName(SceneKind scene)
{
    switch (scene) {
    case SceneKind::Surface:
        return "surface";
    case SceneKind::PhaseSpace:
        return "phase_space";
    case SceneKind::None:
        break;
    }
    return {};
}

FieldScenes::FieldScenes(QWidget* parent) : QStackedWidget(parent)
{
    setObjectName(QStringLiteral("fieldScenes"));
}

void FieldScenes::choose(SceneKind scene)
{
    m_scene = scene;
    if (scene == SceneKind::Surface && !m_surface) {
        m_surface = new SurfaceView;
        addWidget(m_surface);
    }
    if (scene == SceneKind::PhaseSpace && !m_space) {
        m_space = new PhaseSpaceView;
        addWidget(m_space);
    }
    if (scene != SceneKind::Surface && m_surface)
        m_surface->setSample(nullptr, {});
    if (scene != SceneKind::PhaseSpace && m_space)
        m_space->setSample(nullptr, {});
    if (scene != SceneKind::None)
        setCurrentWidget(scene == SceneKind::Surface ? static_cast<QWidget*>(m_surface)
                                                     : static_cast<QWidget*>(m_space));
}

void FieldScenes::show(const std::shared_ptr<const PredictionSnapshot>& sample,
                       const FieldLook& look)
{
    if (m_scene == SceneKind::Surface)
        m_surface->setSample(sample, look);
    else if (m_scene == SceneKind::PhaseSpace)
        m_space->setSample(sample, look);
}

}  // namespace nie
