#include "widgets/scene/scene_ball.h"

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkSphereSource.h>

namespace nie {

namespace {

constexpr int kBallSides = 20;

}  // namespace

class SceneBall::Private {
public:
    explicit Private(vtkRenderer& owner) : renderer(&owner)
    {
        sphere->SetThetaResolution(kBallSides);
        sphere->SetPhiResolution(kBallSides);
        mapper->SetInputConnection(sphere->GetOutputPort());
        actor->SetMapper(mapper);
        actor->GetProperty()->SetAmbient(0.5);
        actor->GetProperty()->SetDiffuse(0.5);
        actor->VisibilityOff();
        renderer->AddActor(actor);
    }
    ~Private() { renderer->RemoveActor(actor); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    vtkSmartPointer<vtkRenderer> renderer;
    vtkNew<vtkSphereSource> sphere;
    vtkNew<vtkPolyDataMapper> mapper;
    vtkNew<vtkActor> actor;
};

SceneBall::SceneBall(vtkRenderer& renderer) : m_d(std::make_unique<Private>(renderer)) {}

SceneBall::~SceneBall() = default;

void SceneBall::setPlace(const SceneVector& middle, double radius)
{
    m_d->actor->SetVisibility(isFinite(middle));
    if (!isFinite(middle))
        return;
    m_d->sphere->SetCenter(middle[0], middle[1], middle[2]);
    m_d->sphere->SetRadius(radius);
}

void SceneBall::setColour(const QColor& colour)
{
    m_d->actor->GetProperty()->SetColor(colour.redF(), colour.greenF(), colour.blueF());
}

void SceneBall::setOffset(const SceneVector& offset)
{
    m_d->actor->SetPosition(offset[0], offset[1], offset[2]);
}

bool SceneBall::isVisible() const
{
    return m_d->actor->GetVisibility() != 0;
}

}  // namespace nie
