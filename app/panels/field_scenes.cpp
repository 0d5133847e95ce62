#include "app/panels/field_scenes.h"

#include "widgets/scene/phase_space_view.h"
#include "widgets/scene/scene_camera.h"
#include "widgets/scene/surface_view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace nie {

namespace {

// As SurfaceView::Shown has them.
constexpr std::array<const char*, 3> kShownNames{"both", "truth", "prediction"};

std::vector<double> numbersOfCamera(const SceneCamera& camera)
{
    return {camera.azimuth, camera.elevation,     camera.zoom,           camera.shiftRight,
            camera.shiftUp, camera.framedAzimuth, camera.framedElevation};
}

/// The first view where the numbers are none.
SceneCamera cameraOfNumbers(const std::vector<double>& numbers)
{
    SceneCamera camera;
    const bool good = numbers.size() == numbersOfCamera(camera).size() &&
                      std::all_of(numbers.begin(), numbers.end(),
                                  [](double number) { return std::isfinite(number); });
    if (!good)
        return camera;
    camera.azimuth = numbers[0];
    camera.elevation = std::clamp(numbers[1], -90.0, 90.0);
    camera.zoom = std::clamp(numbers[2], SceneCamera::kLeastZoom, SceneCamera::kMostZoom);
    camera.shiftRight = numbers[3];
    camera.shiftUp = numbers[4];
    camera.framedAzimuth = numbers[5];
    camera.framedElevation = std::clamp(numbers[6], -90.0, 90.0);
    return camera;
}

}  // namespace

std::vector<SceneKind> scenesOf(const PredictionSnapshot& sample)
{
    const std::size_t axes = sample.space.size();
    if (axes == 1 || axes == 2)
        return {SceneKind::Surface};
    if (axes == 0 && sample.channelCount() >= 3)
        return {SceneKind::PhaseSpace};
    return {};
}

std::string sceneViewName(SceneKind scene)
{
    switch (scene) {
    case SceneKind::Surface:
        return "surface";
    case SceneKind::PhaseSpace:
        return "phase3d";
    case SceneKind::None:
        break;
    }
    return {};
}

SceneKind sceneOfView(const std::string& name)
{
    for (const SceneKind scene : {SceneKind::Surface, SceneKind::PhaseSpace})
        if (sceneViewName(scene) == name)
            return scene;
    return SceneKind::None;
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
    if (m_scene != SceneKind::None && m_wanted)
        apply(*std::exchange(m_wanted, std::nullopt));
}

FigureSpec FieldScenes::figure() const
{
    switch (m_scene) {
    case SceneKind::Surface:
        return m_surface->figure();
    case SceneKind::PhaseSpace:
        return m_space->figure();
    case SceneKind::None:
        break;
    }
    return {};
}

SceneChoice FieldScenes::choice() const
{
    SceneChoice choice;
    if (m_scene == SceneKind::Surface) {
        choice.camera = numbersOfCamera(m_surface->camera());
        choice.surfaces = kShownNames.at(static_cast<std::size_t>(m_surface->shown()));
    } else if (m_scene == SceneKind::PhaseSpace) {
        choice.camera = numbersOfCamera(m_space->camera());
        const PhaseChannels channels = m_space->channels();
        choice.channels.assign(channels.begin(), channels.end());
    }
    return choice;
}

void FieldScenes::apply(const SceneChoice& choice)
{
    if (m_scene == SceneKind::Surface) {
        const auto name = std::find(kShownNames.begin(), kShownNames.end(), choice.surfaces);
        if (name != kShownNames.end())
            m_surface->setShown(static_cast<SurfaceView::Shown>(name - kShownNames.begin()));
        m_surface->setCamera(cameraOfNumbers(choice.camera));
        return;
    }
    if (choice.channels.size() == 3)
        m_space->setChannels({choice.channels[0], choice.channels[1], choice.channels[2]});
    m_space->setCamera(cameraOfNumbers(choice.camera));
}

}  // namespace nie
