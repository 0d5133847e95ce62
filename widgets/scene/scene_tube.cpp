#include "widgets/scene/scene_tube.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>
#include <vtkTubeFilter.h>

#include <cmath>

namespace nie {

namespace {

constexpr double kSame = 1e-7;  ///< scene units: points this near are one
constexpr int kTubeSides = 10;

bool areApart(const SceneVector& a, const SceneVector& b)
{
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) > kSame;
}

/// Runs of finite points without repetitions, of at least two.
std::vector<std::vector<SceneVector>> piecesOf(const std::vector<SceneVector>& points)
{
    std::vector<std::vector<SceneVector>> pieces(1);
    for (const SceneVector& point : points) {
        if (!isFinite(point))
            pieces.emplace_back();
        else if (pieces.back().empty() || areApart(pieces.back().back(), point))
            pieces.back().push_back(point);
    }
    std::erase_if(pieces, [](const auto& piece) { return piece.size() < 2; });
    return pieces;
}

}  // namespace

class SceneTube::Private {
public:
    explicit Private(vtkRenderer& owner) : renderer(&owner)
    {
        tube->SetNumberOfSides(kTubeSides);
        tube->CappingOn();
        actor->SetMapper(mapper);
        actor->GetProperty()->SetAmbient(0.7);
        actor->GetProperty()->SetDiffuse(0.3);
        actor->VisibilityOff();
        renderer->AddActor(actor);
    }
    ~Private() { renderer->RemoveActor(actor); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    vtkSmartPointer<vtkRenderer> renderer;
    vtkNew<vtkTubeFilter> tube;
    vtkNew<vtkPolyDataMapper> mapper;
    vtkNew<vtkActor> actor;
    int pieces = 0;
};

SceneTube::SceneTube(vtkRenderer& renderer) : m_d(std::make_unique<Private>(renderer)) {}

SceneTube::~SceneTube() = default;

void SceneTube::setPoints(const std::vector<SceneVector>& points, double radius)
{
    const auto pieces = piecesOf(points);
    m_d->pieces = static_cast<int>(pieces.size());
    m_d->actor->SetVisibility(!pieces.empty());
    if (pieces.empty())
        return;
    vtkNew<vtkPoints> places;
    vtkNew<vtkCellArray> lines;
    for (const auto& piece : pieces) {
        lines->InsertNextCell(static_cast<int>(piece.size()));
        for (const SceneVector& point : piece)
            lines->InsertCellPoint(places->InsertNextPoint(point.data()));
    }
    vtkNew<vtkPolyData> data;
    data->SetPoints(places);
    data->SetLines(lines);
    m_d->tube->SetInputData(data);
    m_d->tube->SetRadius(radius);
    m_d->mapper->SetInputConnection(m_d->tube->GetOutputPort());
}

void SceneTube::setColour(const QColor& colour)
{
    m_d->actor->GetProperty()->SetColor(colour.redF(), colour.greenF(), colour.blueF());
}

void SceneTube::setOffset(const SceneVector& offset)
{
    m_d->actor->SetPosition(offset[0], offset[1], offset[2]);
}

int SceneTube::pieces() const
{
    return m_d->pieces;
}

}  // namespace nie
