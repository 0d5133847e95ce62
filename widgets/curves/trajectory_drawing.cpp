// Graphs, ranges and figure of a TrajectoryView.
#include "widgets/curves/curve_legend.h"
#include "widgets/curves/trajectory_private.h"

#include <QComboBox>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

constexpr std::int64_t kMostChannels = 6;  ///< as curves over time; beyond, a legend has no room
constexpr double kPadding = 0.06;
/// A prediction may stretch the ranges to so many times the truth; beyond, it leaves the picture
/// rather than flatten the truth to a line.
constexpr double kLargestStretch = 4.0;
/// Ranges of which the data fill less than this are fitted anew.
constexpr double kFilledShare = 0.4;

struct Extent {
    double least = std::numeric_limits<double>::infinity();
    double greatest = -std::numeric_limits<double>::infinity();

    void include(const std::vector<double>& values)
    {
        for (double value : values)
            if (std::isfinite(value)) {
                least = std::min(least, value);
                greatest = std::max(greatest, value);
            }
    }
    bool empty() const { return least > greatest; }
    double size() const { return greatest - least; }
};

/// Room for the truth and, within limits, for the prediction.
QCPRange wantedRange(const Extent& truth, const Extent& prediction)
{
    Extent all = truth;
    if (!prediction.empty()) {
        const double reach = truth.empty() || truth.size() == 0
                                 ? std::numeric_limits<double>::infinity()
                                 : (kLargestStretch - 1) / 2 * truth.size();
        all.least = std::min(truth.least, std::max(prediction.least, truth.least - reach));
        all.greatest =
            std::max(truth.greatest, std::min(prediction.greatest, truth.greatest + reach));
    }
    if (all.empty())
        return {0, 1};
    const double pad =
        all.size() > 0 ? kPadding * all.size() : std::max(0.1 * std::abs(all.least), 0.5);
    return {all.least - pad, all.greatest + pad};
}

void fitAxis(QCPAxis& axis, const QCPRange& wanted, bool always)
{
    const QCPRange now = axis.range();
    const double slack = kPadding * wanted.size();
    const bool inside = wanted.lower + slack >= now.lower && wanted.upper - slack <= now.upper;
    if (always || !inside || wanted.size() < kFilledShare * now.size())
        axis.setRange(wanted);
}

}  // namespace

const std::vector<double>& TrajectoryView::Private::shownRows() const
{
    const int k = q->shownIterate();
    return k >= 0 ? snapshot->iterates[static_cast<std::size_t>(k)] : snapshot->prediction;
}

std::vector<double> TrajectoryView::Private::channel(const std::vector<double>& rows,
                                                     int index) const
{
    if (rows.size() != snapshot->times.size() * snapshot->channels.size())
        return {};
    return PredictionSnapshot::column(rows, snapshot->channelCount(), index);
}

void TrajectoryView::Private::rebuildGraphs()
{
    time->clearGraphs();
    truthGraphs.clear();
    predictionGraphs.clear();
    horizontalBox->clear();
    verticalBox->clear();
    hidden.clear();
    horizontal = 0;
    vertical = snapshot && snapshot->channelCount() > 1 ? 1 : 0;
    for (int c = 0; snapshot && c < snapshot->channelCount(); ++c) {
        const QString name =
            QString::fromStdString(snapshot->channels[static_cast<std::size_t>(c)]);
        truthGraphs.push_back(time->addGraph());
        predictionGraphs.push_back(time->addGraph());
        horizontalBox->addItem(name);
        verticalBox->addItem(name);
    }
    horizontalBox->setCurrentIndex(horizontal);
    verticalBox->setCurrentIndex(vertical);
    listSeries();
}

bool TrajectoryView::Private::isDrawn(int channel) const
{
    return snapshot->channelCount() <= kMostChannels || channel == horizontal ||
           channel == vertical;
}

std::vector<int> TrajectoryView::Private::drawnChannels() const
{
    std::vector<int> channels;
    for (int c = 0; snapshot && c < snapshot->channelCount(); ++c)
        if (isDrawn(c))
            channels.push_back(c);
    return channels;
}

int TrajectoryView::Private::colourOf(int channel) const
{
    if (snapshot->channelCount() <= kMostChannels)
        return channel;
    return channel == horizontal ? 0 : 1;
}

/// Legend and pens of what is drawn over time.
void TrajectoryView::Private::listSeries()
{
    std::vector<CurveSeries> series;
    for (const int c : drawnChannels()) {
        const QString name =
            QString::fromStdString(snapshot->channels[static_cast<std::size_t>(c)]);
        series.push_back({.id = "truth." + std::to_string(c),
                          .label = tr("%1 truth").arg(name),
                          .colour = colourOf(c)});
        series.push_back({.id = "prediction." + std::to_string(c),
                          .label = tr("%1 prediction").arg(name),
                          .colour = colourOf(c),
                          .style = SeriesSpec::Style::Dashed});
    }
    timeLegend->setSeries(series);
    restyle();
}

void TrajectoryView::Private::redraw()
{
    if (snapshot) {
        drawTime(shownRows());
        drawPhase(shownRows());
        drawBand();
        updateCaption();
    }
    time->replot(QCustomPlot::rpQueuedReplot);
    phase->replot(QCustomPlot::rpQueuedReplot);
}

void TrajectoryView::Private::drawTime(const std::vector<double>& shown)
{
    const auto fill = [this](QCPGraph* graph, const std::vector<double>& values) {
        const auto count = std::min(values.size(), snapshot->times.size());
        graph->setData(QVector<double>(snapshot->times.begin(),
                                       snapshot->times.begin() + static_cast<long>(count)),
                       QVector<double>(values.begin(), values.begin() + static_cast<long>(count)),
                       true);
    };
    for (std::size_t c = 0; c < truthGraphs.size(); ++c) {
        const bool drawn = isDrawn(static_cast<int>(c));
        truthGraphs[c]->setVisible(drawn && isShown("truth." + std::to_string(c)));
        predictionGraphs[c]->setVisible(drawn && isShown("prediction." + std::to_string(c)));
        if (!drawn)
            continue;
        fill(truthGraphs[c], channel(snapshot->truth, static_cast<int>(c)));
        fill(predictionGraphs[c], channel(shown, static_cast<int>(c)));
    }
    time->xAxis->setLabel(QString::fromStdString(snapshot->timeLabel));
    time->yAxis->setLabel(snapshot->channelCount() == 1
                              ? QString::fromStdString(snapshot->channels[0])
                              : tr("Value"));
}

void TrajectoryView::Private::drawPhase(const std::vector<double>& shown)
{
    if (snapshot->channelCount() < 2)
        return;
    const auto fill = [this](QCPCurve* curve, const std::vector<double>& rows) {
        const auto a = channel(rows, horizontal), b = channel(rows, vertical);
        curve->setData(QVector<double>(a.begin(), a.end()), QVector<double>(b.begin(), b.end()));
    };
    fill(phaseTruth, snapshot->truth);
    fill(phasePrediction, shown);
    phaseTruth->setVisible(isShown("phase.truth"));
    phasePrediction->setVisible(isShown("phase.prediction"));
    const auto a = channel(snapshot->truth, horizontal), b = channel(snapshot->truth, vertical);
    if (a.empty())
        phaseStart->setData({}, {});
    else
        phaseStart->setData({a[0]}, {b[0]});
    phase->xAxis->setLabel(
        QString::fromStdString(snapshot->channels[static_cast<std::size_t>(horizontal)]));
    phase->yAxis->setLabel(
        QString::fromStdString(snapshot->channels[static_cast<std::size_t>(vertical)]));
}

void TrajectoryView::Private::drawBand()
{
    const bool any = snapshot->givenPoints > 1 && snapshot->givenPoints <= snapshot->timeCount();
    band->setVisible(any);
    bandLabel->setVisible(any);
    if (!any)
        return;
    const double last = snapshot->times[static_cast<std::size_t>(snapshot->givenPoints - 1)];
    band->topLeft->setCoords(snapshot->times.front(), 0);
    band->bottomRight->setCoords(last, 1);
    bandLabel->position->setCoords(snapshot->times.front(), 0);
}

void TrajectoryView::Private::fitRanges(bool always)
{
    if (!snapshot || snapshot->times.empty())
        return;
    const auto& shown = shownRows();
    if (!timeTouched) {
        Extent truth, prediction;
        for (const int c : drawnChannels()) {
            truth.include(channel(snapshot->truth, c));
            prediction.include(channel(shown, c));
        }
        time->xAxis->setRange(snapshot->times.front(), snapshot->times.back());
        fitAxis(*time->yAxis, wantedRange(truth, prediction), always);
        time->replot(QCustomPlot::rpQueuedReplot);
    }
    if (!phaseTouched && snapshot->channelCount() >= 2) {
        for (const auto& [axis, index] :
             {std::pair{phase->xAxis, horizontal}, std::pair{phase->yAxis, vertical}}) {
            Extent truth, prediction;
            truth.include(channel(snapshot->truth, index));
            prediction.include(channel(shown, index));
            fitAxis(*axis, wantedRange(truth, prediction), always);
        }
        phase->replot(QCustomPlot::rpQueuedReplot);
    }
}

void TrajectoryView::Private::keepAspect()
{
    const QRect area = phase->axisRect()->rect();
    if (!snapshot || area.width() < 10 || area.height() < 10)
        return;
    const double unitsX = phase->xAxis->range().size() / area.width();
    const double unitsY = phase->yAxis->range().size() / area.height();
    if (std::abs(unitsX / unitsY - 1) < 1e-6)
        return;
    // Widens the axis with the finer scale, so that nothing is lost.
    if (unitsX < unitsY)
        phase->xAxis->scaleRange(unitsY / unitsX, phase->xAxis->range().center());
    else
        phase->yAxis->scaleRange(unitsX / unitsY, phase->yAxis->range().center());
    phase->replot(QCustomPlot::rpQueuedReplot);
}

FigureSpec TrajectoryView::figure() const
{
    FigureSpec figure;
    if (!m_d->snapshot)
        return figure;
    figure.panels.push_back(m_d->timePanel());
    if (m_d->snapshot->channelCount() >= 2) {
        figure.panels.push_back(m_d->phasePanel());
        figure.columns = 2;
    }
    return figure;
}

PanelSpec TrajectoryView::Private::timePanel() const
{
    PanelSpec panel;
    panel.x = {time->xAxis->label().toStdString(), false, time->xAxis->range().lower,
               time->xAxis->range().upper};
    panel.y = {time->yAxis->label().toStdString(), false, time->yAxis->range().lower,
               time->yAxis->range().upper};
    for (const int c : drawnChannels()) {
        const std::string& name = snapshot->channels[static_cast<std::size_t>(c)];
        if (isShown("truth." + std::to_string(c)))
            panel.series.push_back(
                {name + " truth", snapshot->times, channel(snapshot->truth, c), colourOf(c)});
        if (isShown("prediction." + std::to_string(c)))
            panel.series.push_back({name + " prediction", snapshot->times, channel(shownRows(), c),
                                    colourOf(c), SeriesSpec::Style::Dashed});
    }
    if (snapshot->givenPoints > 1 && snapshot->givenPoints <= snapshot->timeCount())
        panel.bands.push_back(
            {"given", snapshot->times.front(),
             snapshot->times[static_cast<std::size_t>(snapshot->givenPoints - 1)]});
    return panel;
}

PanelSpec TrajectoryView::Private::phasePanel() const
{
    PanelSpec panel;
    panel.equalAspect = true;
    panel.x.label = phase->xAxis->label().toStdString();
    panel.y.label = phase->yAxis->label().toStdString();
    const auto a = channel(snapshot->truth, horizontal), b = channel(snapshot->truth, vertical);
    panel.series.push_back({"truth", a, b, 6});
    panel.series.push_back({"prediction", channel(shownRows(), horizontal),
                            channel(shownRows(), vertical), 2, SeriesSpec::Style::Dashed});
    if (!a.empty())
        panel.series.push_back({"start", {a[0]}, {b[0]}, 6, SeriesSpec::Style::Points});
    return panel;
}

}  // namespace nie
