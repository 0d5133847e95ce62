#include "widgets/curves/curve_plot.h"

#include "widgets/curves/curve_legend.h"
#include "widgets/curves/curve_plot_private.h"
#include "widgets/curves/plot_theme.h"

#include <QEvent>

#include <algorithm>
#include <stdexcept>

namespace nie {

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent), m_d(std::make_unique<Private>(this))
{
    setObjectName("curves.plot");
    setAccessibleName(tr("Training curves"));
    m_d->build();
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::addSeries(const CurveSeries& series)
{
    Private::Entry* known = m_d->find(series.id);
    if (!known) {
        m_d->entries.push_back(std::make_unique<Private::Entry>());
        known = m_d->entries.back().get();
        known->data.setEnvelope(m_d->envelope);
    } else {
        m_d->removeGraphs(*known);
    }
    known->series = series;
    known->data.setSmoothing(series.smoothed ? m_d->smoothing : 0.0);
    known->restart();
    known->raw = m_d->plot->addGraph(m_d->plot->xAxis, m_d->axis(series.side));
    known->smooth = m_d->plot->addGraph(m_d->plot->xAxis, m_d->axis(series.side));
    m_d->styleEntry(*known);
    m_d->updateAxes();
    m_d->legend->setSeries(this->series());
    m_d->schedule();
}

void CurvePlot::removeSeries(const std::string& id)
{
    Private::Entry* known = m_d->find(id);
    if (!known)
        return;
    m_d->removeGraphs(*known);
    std::erase_if(m_d->entries, [known](const auto& entry) { return entry.get() == known; });
    m_d->updateAxes();
    m_d->legend->setSeries(series());
    m_d->schedule();
}

std::vector<CurveSeries> CurvePlot::series() const
{
    std::vector<CurveSeries> all;
    for (const auto& entry : m_d->entries)
        all.push_back(entry->series);
    return all;
}

void CurvePlot::setSeriesVisible(const std::string& id, bool visible)
{
    Private::Entry& entry = m_d->entry(id);
    if (entry.series.visible == visible)
        return;
    entry.series.visible = visible;
    m_d->styleEntry(entry);
    m_d->updateAxes();
    m_d->legend->setSeries(series());
    m_d->schedule();
}

void CurvePlot::setSeriesLabel(const std::string& id, const QString& label)
{
    Private::Entry& entry = m_d->entry(id);
    if (entry.series.label == label)
        return;
    entry.series.label = label;
    m_d->legend->setSeries(series());
    m_d->schedule();
}

void CurvePlot::setSeriesSide(const std::string& id, CurveSide side)
{
    CurveSeries changed = m_d->entry(id).series;
    if (changed.side == side)
        return;
    changed.side = side;
    addSeries(changed);
    m_d->synchronise();
    m_d->fitY(false);
}

void CurvePlot::append(const std::string& id, std::span<const CurvePoint> points)
{
    m_d->entry(id).data.append(points);
    m_d->schedule();
}

void CurvePlot::append(const std::string& id, const CurvePoint& point)
{
    append(id, std::span(&point, 1));
}

void CurvePlot::setPoints(const std::string& id, std::span<const CurvePoint> points)
{
    Private::Entry& entry = m_d->entry(id);
    entry.data.clear();
    entry.restart();
    entry.data.append(points);
    m_d->schedule();
}

void CurvePlot::setBand(const std::string& id, std::span<const CurveBandPoint> points)
{
    Private::Entry& entry = m_d->entry(id);
    entry.restart();
    entry.data.setBand(points);
    m_d->schedule();
}

std::span<const CurvePoint> CurvePlot::points(const std::string& id) const
{
    return m_d->entry(id).data.points();
}

std::span<const double> CurvePlot::smoothedValues(const std::string& id) const
{
    return m_d->entry(id).data.smoothed();
}

void CurvePlot::dropAfter(double step)
{
    for (const auto& entry : m_d->entries) {
        const std::vector<CurvePoint> points = entry->data.points();
        const auto end =
            std::find_if(points.begin(), points.end(),
                         [step](const CurvePoint& point) { return point.step > step; });
        if (end != points.end())
            setPoints(entry->series.id, std::span(points.begin(), end));
    }
}

void CurvePlot::clear()
{
    for (const auto& entry : m_d->entries) {
        entry->data.clear();
        entry->restart();
    }
    for (const auto& marker : m_d->markers)
        m_d->plot->removeItem(marker.line);
    m_d->markers.clear();
    m_d->history.clear();
    setCursorA(std::nullopt);
    setCursorB(std::nullopt);
    m_d->setFollowing(true);
    Q_EMIT zoomHistoryChanged();
    m_d->schedule();
}

void CurvePlot::setXAxis(CurveX x)
{
    if (m_d->x == x)
        return;
    m_d->x = x;
    // Old views and cursors are in other units.
    setCursorA(std::nullopt);
    setCursorB(std::nullopt);
    m_d->applyXTicker();
    m_d->rebuild();
    m_d->synchronise();
    m_d->history.clear();
    m_d->fitX();
    m_d->schedule();
    Q_EMIT zoomHistoryChanged();
    Q_EMIT xAxisChanged(x);
}

CurveX CurvePlot::xAxis() const
{
    return m_d->x;
}

void CurvePlot::setLogarithmicX(bool logarithmic)
{
    if (isLogarithmicX() == logarithmic)
        return;
    setLogarithmic(*m_d->plot->xAxis, logarithmic);
    m_d->applyXTicker();
    m_d->rebuild();
    m_d->synchronise();
    m_d->fitX();
    m_d->schedule();
    Q_EMIT scalesChanged();
}

bool CurvePlot::isLogarithmicX() const
{
    return m_d->plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
}

void CurvePlot::setYAxis(CurveSide side, const QString& title, bool logarithmic)
{
    (side == CurveSide::Left ? m_d->leftTitle : m_d->rightTitle) = title;
    m_d->updateAxes();
    setLogarithmicY(side, logarithmic);
    m_d->schedule();
}

void CurvePlot::setLogarithmicY(CurveSide side, bool logarithmic)
{
    if (isLogarithmicY(side) == logarithmic)
        return;
    setLogarithmic(*m_d->axis(side), logarithmic);
    m_d->rebuild();
    m_d->synchronise();
    m_d->fitY(false);
    m_d->schedule();
    Q_EMIT scalesChanged();
}

bool CurvePlot::isLogarithmicY(CurveSide side) const
{
    return m_d->axis(side)->scaleType() == QCPAxis::stLogarithmic;
}

void CurvePlot::setSmoothing(double weight)
{
    weight = std::clamp(weight, 0.0, 0.9999);
    if (weight == m_d->smoothing)
        return;
    m_d->smoothing = weight;
    for (const auto& entry : m_d->entries) {
        entry->data.setSmoothing(entry->series.smoothed ? weight : 0.0);
        m_d->styleEntry(*entry);
    }
    m_d->rebuild();
    m_d->schedule();
    Q_EMIT smoothingChanged(weight);
}

double CurvePlot::smoothing() const
{
    return m_d->smoothing;
}

void CurvePlot::setEnvelopeShown(bool shown)
{
    if (m_d->envelope == shown)
        return;
    m_d->envelope = shown;
    for (const auto& entry : m_d->entries) {
        entry->data.setEnvelope(shown);
        m_d->styleEntry(*entry);
    }
    m_d->rebuild();
    m_d->schedule();
    Q_EMIT envelopeShownChanged(shown);
}

bool CurvePlot::isEnvelopeShown() const
{
    return m_d->envelope;
}

void CurvePlot::setHighlighted(const std::string& id)
{
    if (m_d->highlighted == id)
        return;
    m_d->highlighted = id;
    for (const auto& entry : m_d->entries)
        m_d->styleEntry(*entry);
    m_d->schedule();
    Q_EMIT highlightChanged(id);
}

const std::string& CurvePlot::highlighted() const
{
    return m_d->highlighted;
}

QString CurvePlot::notShownText() const
{
    m_d->synchronise();
    return m_d->notShown;
}

void CurvePlot::setEmptyText(const QString& text)
{
    m_d->emptyLabel->setText(text);
    m_d->schedule();
}

bool CurvePlot::isEmpty() const
{
    return std::all_of(m_d->entries.begin(), m_d->entries.end(),
                       [](const auto& each) { return each->data.points().empty(); });
}

FigureSpec CurvePlot::figure() const
{
    if (isEmpty())
        return {};
    m_d->synchronise();
    return m_d->figure();
}

QCustomPlot* CurvePlot::drawing() const
{
    return m_d->plot;
}

void CurvePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_d->restyle();
}

void CurvePlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_d->schedule();
}

CurvePlot::Private::Entry* CurvePlot::Private::find(const std::string& id)
{
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&id](const auto& entry) { return entry->series.id == id; });
    return found == entries.end() ? nullptr : found->get();
}

CurvePlot::Private::Entry& CurvePlot::Private::entry(const std::string& id)
{
    if (Entry* known = find(id))
        return *known;
    throw std::out_of_range("CurvePlot: no series '" + id + "'");
}

}  // namespace nie
