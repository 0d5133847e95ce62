#include "widgets/scene/scene_window.h"

#include "widgets/scene/scene_context.h"

#include <vtkCamera.h>
#include <vtkCommand.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include <QSize>

#include <algorithm>

namespace nie {

namespace {

/// From above and a little in front: a level surface keeps the colours of its map, whatever side
/// it is looked at from, and slopes show by their shade.
void addSceneLight(vtkRenderer& renderer)
{
    vtkNew<vtkLight> light;
    light->SetLightTypeToSceneLight();
    light->SetPosition(0.0, -0.35, 1.0);
    light->SetFocalPoint(0.0, 0.0, 0.0);
    renderer.AutomaticLightCreationOff();
    renderer.AddLight(light);
}

}  // namespace

class SceneWindow::Private {
public:
    Private()
    {
        window->SetOwnContext(false);
        window->SetFrameBlitModeToNoBlit();
        window->SetAlphaBitPlanes(1);
        // Several samples a pixel are blended in the wrong space where the background is clear; see
        // picture() for what is done in their place.
        window->SetMultiSamples(0);
        window->AddRenderer(renderer);
        window->AddObserver(vtkCommand::WindowMakeCurrentEvent, this, &Private::onMakeCurrent);
        window->AddObserver(vtkCommand::WindowIsCurrentEvent, this, &Private::onIsCurrent);
        window->AddObserver(vtkCommand::WindowSupportsOpenGLEvent, this,
                            &Private::onSupportsOpenGl);
        // Colours come multiplied by their opacity out of a black that is clear.
        renderer->SetBackground(0.0, 0.0, 0.0);
        renderer->SetBackgroundAlpha(0.0);
        renderer->GetActiveCamera()->ParallelProjectionOn();
        addSceneLight(*renderer);
    }

    ~Private()
    {
        if (context && context->makeCurrent()) {
            window->Finalize();
            context->doneCurrent();
        }
        window->RemoveAllObservers();
    }

    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    bool prepare();
    QImage read();

    void onMakeCurrent(vtkObject*, unsigned long, void*)
    {
        if (context)
            context->makeCurrent();
    }
    void onIsCurrent(vtkObject*, unsigned long, void* answer)
    {
        *static_cast<bool*>(answer) = context && context->isCurrent();
    }
    void onSupportsOpenGl(vtkObject*, unsigned long, void* answer)
    {
        *static_cast<int*>(answer) = context ? 1 : 0;
    }

    std::unique_ptr<SceneContext> context;
    vtkNew<vtkRenderer> renderer;
    vtkNew<vtkGenericOpenGLRenderWindow> window;
    bool asked = false;
    int mostPixels = 0;  ///< of a side
};

bool SceneWindow::Private::prepare()
{
    if (!asked) {
        asked = true;
        context = SceneContext::create();
        if (context && context->makeCurrent()) {
            mostPixels = context->mostPixels();
            window->InitializeFromCurrentContext();
            context->doneCurrent();
        }
    }
    return context != nullptr;
}

QImage SceneWindow::Private::read()
{
    const int* size = window->GetSize();
    vtkNew<vtkUnsignedCharArray> bytes;  // [row from below, column, red green blue alpha]
    window->GetRGBACharPixelData(0, 0, size[0] - 1, size[1] - 1, 1, bytes);
    if (bytes->GetNumberOfTuples() != static_cast<vtkIdType>(size[0]) * size[1])
        return {};
    return QImage(bytes->GetPointer(0), size[0], size[1], 4 * size[0],
                  QImage::Format_RGBA8888_Premultiplied)
        .mirrored()
        .convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

SceneWindow::SceneWindow() : m_d(std::make_unique<Private>()) {}

SceneWindow::~SceneWindow() = default;

vtkRenderer* SceneWindow::renderer() const
{
    return m_d->renderer;
}

bool SceneWindow::canDraw()
{
    return m_d->prepare();
}

QImage SceneWindow::picture(const ScenePose& pose, QSize pixels, Quality quality)
{
    if (pixels.isEmpty() || !m_d->prepare() || !m_d->context->makeCurrent())
        return {};
    const int longer = std::max(pixels.width(), pixels.height());
    const int points = quality == Quality::Fine && 2 * longer <= m_d->mostPixels ? 2 : 1;
    vtkCamera* camera = m_d->renderer->GetActiveCamera();
    camera->SetPosition(pose.position.data());
    camera->SetFocalPoint(pose.focalPoint.data());
    camera->SetViewUp(pose.viewUp.data());
    camera->SetParallelScale(pose.halfHeight);
    m_d->renderer->ResetCameraClippingRange();
    m_d->window->SetSize(points * pixels.width(), points * pixels.height());
    m_d->window->Render();
    const QImage image = m_d->read();
    m_d->context->doneCurrent();
    return points == 1 ? image
                       : image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

}  // namespace nie
