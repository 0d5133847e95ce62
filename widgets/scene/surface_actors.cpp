#include "widgets/scene/surface_actors.h"

#include "widgets/scene/scene_tube.h"

#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkDoubleArray.h>
#include <vtkFloatArray.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkSmartPointer.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace nie {

namespace {

constexpr double kLineRadius = 0.008;
constexpr double kLineLift = 0.004;  ///< off the surface, so that half of it stands out

/// The normal of z(x, y) by differences of its neighbours, in scene units.
SceneVector normalAt(const SurfaceGrid& grid, const std::vector<SceneVector>& points,
                     std::size_t row, std::size_t column)
{
    const auto slope = [&](std::size_t a, std::size_t b, std::size_t axis) {
        const SceneVector& from = points[a];
        const SceneVector& to = points[b];
        const double rise = (to[2] - from[2]) / (to[axis] - from[axis]);
        return std::isfinite(rise) ? rise : 0.0;
    };
    const std::size_t n = grid.columns();
    const std::size_t left = column > 0 ? column - 1 : 0, right = std::min(column + 1, n - 1);
    const std::size_t front = row > 0 ? row - 1 : 0, back = std::min(row + 1, grid.rows() - 1);
    const double dx = slope(row * n + left, row * n + right, 0);
    const double dy = slope(front * n + column, back * n + column, 1);
    const double length = std::sqrt(dx * dx + dy * dy + 1);
    return {-dx / length, -dy / length, 1 / length};
}

/// Not finite stays so.
double keptWithin(const SceneAxis& axis, double value)
{
    return std::isfinite(value) ? std::clamp(value, axis.from, axis.to) : value;
}

std::vector<SceneVector> scenePoints(const SurfaceGrid& grid, const SceneBox& box)
{
    std::vector<SceneVector> points;
    points.reserve(grid.values.size());
    for (std::size_t row = 0; row < grid.rows(); ++row)
        for (std::size_t column = 0; column < grid.columns(); ++column)
            points.push_back({box.toScene(0, grid.x[column]), box.toScene(1, grid.y[row]),
                              box.toScene(2, keptWithin(box.axes[2], grid.at(row, column)))});
    return points;
}

}  // namespace

class SurfaceActors::Private {
public:
    explicit Private(vtkRenderer& owner) : renderer(&owner), line(owner)
    {
        mapper->SetLookupTable(colours);
        mapper->UseLookupTableScalarRangeOn();
        mapper->InterpolateScalarsBeforeMappingOn();
        actor->SetMapper(mapper);
        actor->GetProperty()->SetAmbient(0.55);
        actor->GetProperty()->SetDiffuse(0.45);
        actor->VisibilityOff();
        renderer->AddActor(actor);
    }
    ~Private() { renderer->RemoveActor(actor); }
    Private(const Private&) = delete;
    Private& operator=(const Private&) = delete;

    vtkNew<vtkPolyData> polyData() const;
    double heightAt(std::size_t row, double x) const;

    vtkSmartPointer<vtkRenderer> renderer;
    vtkNew<vtkActor> actor;
    vtkNew<vtkPolyDataMapper> mapper;
    vtkNew<vtkLookupTable> colours;
    SceneTube line;
    SurfaceGrid grid;
    SceneBox box;
};

SurfaceActors::SurfaceActors(vtkRenderer& renderer) : m_d(std::make_unique<Private>(renderer)) {}

SurfaceActors::~SurfaceActors() = default;

vtkNew<vtkPolyData> SurfaceActors::Private::polyData() const
{
    const std::vector<SceneVector> places = scenePoints(grid, box);
    vtkNew<vtkPoints> points;
    vtkNew<vtkFloatArray> normals;
    vtkNew<vtkDoubleArray> values;
    normals->SetNumberOfComponents(3);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const bool there = std::isfinite(places[i][2]);
        points->InsertNextPoint(places[i][0], places[i][1], there ? places[i][2] : 0.0);
        values->InsertNextValue(there ? keptWithin(box.axes[2], grid.values[i]) : 0.0);
        const SceneVector normal = normalAt(grid, places, i / grid.columns(), i % grid.columns());
        normals->InsertNextTuple(normal.data());
    }
    vtkNew<vtkCellArray> cells;
    const auto n = static_cast<vtkIdType>(grid.columns());
    for (std::size_t row = 0; row + 1 < grid.rows(); ++row)
        for (std::size_t column = 0; column + 1 < grid.columns(); ++column) {
            const auto first = static_cast<vtkIdType>(row) * n + static_cast<vtkIdType>(column);
            const vtkIdType corners[4] = {first, first + 1, first + n + 1, first + n};
            const auto isThere = [&](vtkIdType corner) {
                return std::isfinite(places[static_cast<std::size_t>(corner)][2]);
            };
            if (std::all_of(std::begin(corners), std::end(corners), isThere))
                cells->InsertNextCell(4, corners);
        }
    vtkNew<vtkPolyData> surface;
    surface->SetPoints(points);
    surface->SetPolys(cells);
    surface->GetPointData()->SetNormals(normals);
    surface->GetPointData()->SetScalars(values);
    return surface;
}

void SurfaceActors::setSurface(const SurfaceGrid& grid, const SceneBox& box)
{
    m_d->grid = grid;
    m_d->box = box;
    m_d->colours->SetTableRange(box.axes[2].from, box.axes[2].to);
    m_d->mapper->SetInputData(m_d->polyData());
    m_d->actor->VisibilityOn();
}

void SurfaceActors::setColours(const std::vector<RgbColour>& colours)
{
    m_d->colours->SetNumberOfTableValues(static_cast<vtkIdType>(colours.size()));
    for (std::size_t i = 0; i < colours.size(); ++i)
        m_d->colours->SetTableValue(static_cast<vtkIdType>(i), colours[i].red / 255.0,
                                    colours[i].green / 255.0, colours[i].blue / 255.0);
}

double SurfaceActors::Private::heightAt(std::size_t row, double x) const
{
    const auto next = std::upper_bound(grid.x.begin(), grid.x.end() - 1, x);
    const auto right = static_cast<std::size_t>(std::max<std::ptrdiff_t>(next - grid.x.begin(), 1));
    const double share =
        std::clamp((x - grid.x[right - 1]) / (grid.x[right] - grid.x[right - 1]), 0.0, 1.0);
    return (1 - share) * grid.at(row, right - 1) + share * grid.at(row, right);
}

void SurfaceActors::setLine(double x, const QColor& colour)
{
    std::vector<SceneVector> points;
    const SceneBox& box = m_d->box;
    if (std::isfinite(x))
        for (std::size_t row = 0; row < m_d->grid.rows(); ++row) {
            const double height = keptWithin(box.axes[2], m_d->heightAt(row, x));
            points.push_back({box.toScene(0, x), box.toScene(1, m_d->grid.y[row]),
                              box.toScene(2, height) + kLineLift});
        }
    m_d->line.setPoints(points, kLineRadius);
    m_d->line.setColour(colour);
}

void SurfaceActors::clear()
{
    m_d->actor->VisibilityOff();
    m_d->line.setPoints({}, kLineRadius);
}

}  // namespace nie
