// What the views draw, and what a click in them means.
#include "app/panels/recording_look_bar.h"
#include "app/panels/recording_views.h"
#include "app/shown_run.h"
#include "widgets/attention/picking_view.h"
#include "widgets/style/number_format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QTabBar>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

/// The centre nearest to a place.
std::int64_t nearestIndex(const std::vector<double>& centres, double place)
{
    const auto closer = [place](double a, double b) {
        return std::abs(a - place) < std::abs(b - place);
    };
    return std::min_element(centres.begin(), centres.end(), closer) - centres.begin();
}

}  // namespace

void RecordingViews::chooseRegion(std::size_t region)
{
    m_look.region = region;
    const QSignalBlocker quiet(m_region);
    m_region->setCurrentIndex(static_cast<int>(region));
    const auto& recorded = m_session.recorded();
    const bool isOfRecording = recorded && regions() == recorded->runs.front().regions;
    if (isOfRecording && region < recorded->parcels.size()) {
        const Parcel& parcel = recorded->parcels[region];
        m_slices.region = parcel.label;
        m_slices.regionName = parcel.name;
        if (m_session.volumes())
            m_slices.at = m_session.volumes()->middleOf(parcel.label);
    }
    draw();
}

void RecordingViews::draw()
{
    showLists();
    showControls();
    m_lookBar->apply(m_look);
    if (m_tabs->currentIndex() == Slices) {
        drawSlices();
        return;
    }
    if (m_tabs->currentIndex() == Attention) {
        drawAttention();
        return;
    }
    if (hasModel()) {
        if (m_session.predicted())
            m_session.drawModel(*picture(), m_look);
        else if (m_modelProblem.isEmpty())
            clear(tr("%1 predicts…").arg(QString::fromStdString(m_model.filename().string())));
        else
            clear(m_modelProblem);
        return;
    }
    if (!m_session.cleaned()) {
        setFigure({});
        return;
    }
    m_session.draw(*picture(), m_look, m_title);
}

void RecordingViews::drawAttention()
{
    if (m_graph) {
        showGraph(m_graph);
        return;
    }
    const std::filesystem::path run = attendedRun();
    if (run.empty()) {
        clear(tr("Where a model looks: train the sample Attention between brain regions, or "
                 "anie_field on a recording's data set with layout field, and come back; or open "
                 "such a run on the Runs page."));
        return;
    }
    clear(tr("Solving a few samples of %1…").arg(QString::fromStdString(run.filename().string())));
    m_session.attend(run, m_percent->value());
}

void RecordingViews::showGraph(const std::shared_ptr<const RegionGraph>& graph)
{
    m_graph = graph;
    if (m_tabs->currentIndex() != Attention)
        return;
    showLists();
    showControls();
    const RegionGraph drawn =
        RegionGraph::of(graph->regions, graph->attention, graph->connectivity, m_percent->value());
    FigureSpec figure =
        regionGraphFigure(drawn, m_own->isChecked() ? Eigen::Index(m_look.region) : -1);
    figure.provenance.emplace_back("run", attendedRun().filename().string());
    setFigure(figure);
}

void RecordingViews::drawSlices()
{
    if (m_tabs->currentIndex() != Slices)
        return;
    showControls();
    if (!m_session.volumes()) {
        clear(m_session.isReading() || m_session.isReadingVolumes()
                  ? tr("Reading…")
                  : tr("Slices are drawn of images alone."));
        return;
    }
    const VolumeSeries& volumes = *m_session.volumes();
    FigureSpec figure = sliceFigure(volumes, m_slices);
    figure.title = m_title;
    setFigure(figure);
    const double volume = double(m_slices.volume * volumes.stride());
    m_timeText->setText(
        m_slices.repetitionTime
            ? tr("volume %1, %2 s").arg(volume).arg(volume * *m_slices.repetitionTime)
            : tr("volume %1").arg(volume));
    const auto& at = m_slices.at;
    m_reading->setText(
        tr("x = %1, y = %2, z = %3%4: %5")
            .arg(formatNumber(volumes.coordinates(0)[std::size_t(at[0])], 4),
                 formatNumber(volumes.coordinates(1)[std::size_t(at[1])], 4),
                 formatNumber(volumes.coordinates(2)[std::size_t(at[2])], 4),
                 volumes.isInMillimetres() ? tr(" mm") : tr(" (numbers of voxels)"),
                 formatNumber(double(volumes.at(m_slices.volume, at[0], at[1], at[2])), 5)));
}

void RecordingViews::onPicture(RecordingPicture which, const FigureSpec& figure,
                               const std::vector<Eigen::Index>& rows)
{
    if (which != picture())
        return;
    m_rows = rows;
    setFigure(figure);
}

void RecordingViews::onPicked(const FigurePoint& point)
{
    switch (m_tabs->currentIndex()) {
    case Slices:
        pickVoxel(point);
        break;
    case Traces:
    case Carpet:
    case Connectivity: {
        const std::size_t matrices = !hasModel() ? 1 : m_tabs->currentIndex() == Carpet ? 2 : 3;
        const bool rows =
            m_tabs->currentIndex() == Traces ? point.panel == 1 : point.panel < matrices;
        if (!rows || regions().empty())
            break;
        const std::size_t count = regions().size();
        std::size_t region = static_cast<std::size_t>(std::max(0.0, std::round(point.y)));
        if (m_tabs->currentIndex() == Traces)
            region += std::min(m_look.region, count - std::min(kMostTraces, count));
        else if (region < m_rows.size())
            region = static_cast<std::size_t>(m_rows[region]);
        if (region < count)
            chooseRegion(region);
        break;
    }
    case Attention:
        if (m_graph) {
            const auto count = static_cast<Eigen::Index>(m_graph->regions.size());
            const Eigen::Index region = point.panel == 0
                                            ? regionOnCircle(*m_graph, point.x, point.y)
                                            : Eigen::Index(std::lround(point.y));
            if (region >= 0 && region < count)
                chooseRegion(static_cast<std::size_t>(region));
        }
        break;
    default:
        break;
    }
}

/// The three slices meet where a person clicks; in the trace below a click chooses the time.
void RecordingViews::pickVoxel(const FigurePoint& point)
{
    if (!m_session.volumes())
        return;
    const VolumeSeries& volumes = *m_session.volumes();
    if (point.panel == 3) {
        const double step = m_slices.repetitionTime.value_or(1.0) * double(volumes.stride());
        m_time->setValue(static_cast<int>(std::lround(point.x / step)));
        return;
    }
    constexpr std::size_t kRight[]{1, 0, 0};
    constexpr std::size_t kUp[]{2, 2, 1};
    const std::size_t right = kRight[point.panel];
    const std::size_t up = kUp[point.panel];
    m_slices.at[right] = nearestIndex(volumes.coordinates(right), point.x);
    m_slices.at[up] = nearestIndex(volumes.coordinates(up), point.y);
    // The region there is the one that is outlined.
    const std::int32_t label = volumes.label(m_slices.at[0], m_slices.at[1], m_slices.at[2]);
    if (label != 0 && m_session.recorded()) {
        const auto& parcels = m_session.recorded()->parcels;
        for (std::size_t k = 0; k < parcels.size(); ++k)
            if (parcels[k].label == label) {
                m_look.region = k;
                m_slices.region = label;
                m_slices.regionName = parcels[k].name;
                const QSignalBlocker quiet(m_region);
                m_region->setCurrentIndex(static_cast<int>(k));
            }
    }
    drawSlices();
}

}  // namespace nie
