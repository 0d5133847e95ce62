#include "widgets/curves/trajectory_view.h"

#include "widgets/curves/curve_legend.h"
#include "widgets/curves/plot_interaction.h"
#include "widgets/curves/plot_theme.h"
#include "widgets/curves/series_pen.h"
#include "widgets/curves/trajectory_private.h"
#include "widgets/style/application_style.h"
#include "widgets/style/number_format.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace nie {

TrajectoryView::TrajectoryView(QWidget* parent)
    : QWidget(parent),
      m_d(std::make_unique<Private>(this))
{
    setObjectName("trajectories");
    setAccessibleName(tr("Truth and prediction"));
    m_d->build();
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

TrajectoryView::~TrajectoryView() = default;

void TrajectoryView::setSnapshot(std::shared_ptr<const PredictionSnapshot> snapshot)
{
    const auto old = m_d->snapshot;
    const bool sameChannels = old && snapshot && old->channels == snapshot->channels &&
                              old->times.size() == snapshot->times.size();
    const bool sameSample = sameChannels && old->sample == snapshot->sample &&
                            old->split == snapshot->split && old->times == snapshot->times;
    m_d->snapshot = std::move(snapshot);
    if (!sameChannels)
        m_d->rebuildGraphs();
    if (!sameSample)
        m_d->timeTouched = m_d->phaseTouched = false;
    m_d->redraw();
    m_d->fitRanges(!sameSample);
    m_d->updateEmptyState();
    if (m_d->snapshot)
        Q_EMIT snapshotShown(m_d->snapshot->step);
}

std::shared_ptr<const PredictionSnapshot> TrajectoryView::snapshot() const
{
    return m_d->snapshot;
}

void TrajectoryView::showIterate(int iterate)
{
    m_d->iterate = iterate;
    m_d->redraw();
    m_d->fitRanges(false);
}

int TrajectoryView::shownIterate() const
{
    const bool there = m_d->snapshot && m_d->iterate >= 0 &&
                       static_cast<std::size_t>(m_d->iterate) < m_d->snapshot->iterates.size();
    return there ? m_d->iterate : -1;
}

void TrajectoryView::setPhaseChannels(int horizontal, int vertical)
{
    const int count = m_d->snapshot ? static_cast<int>(m_d->snapshot->channelCount()) : 0;
    if (horizontal < 0 || vertical < 0 || horizontal >= count || vertical >= count)
        return;
    if (horizontal == m_d->horizontal && vertical == m_d->vertical)
        return;
    m_d->horizontal = horizontal;
    m_d->vertical = vertical;
    m_d->horizontalBox->setCurrentIndex(horizontal);
    m_d->verticalBox->setCurrentIndex(vertical);
    m_d->phaseTouched = false;
    m_d->listSeries();
    m_d->redraw();
    m_d->fitRanges(true);
}

std::pair<int, int> TrajectoryView::phaseChannels() const
{
    return {m_d->horizontal, m_d->vertical};
}

void TrajectoryView::setEmptyText(const QString& text)
{
    m_d->empty->setText(text);
}

void TrajectoryView::fit()
{
    m_d->timeTouched = m_d->phaseTouched = false;
    m_d->fitRanges(true);
}

void TrajectoryView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        m_d->restyle();
}

void TrajectoryView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_d->time->replot(QCustomPlot::rpQueuedReplot);
    m_d->phase->replot(QCustomPlot::rpQueuedReplot);
}

void TrajectoryView::Private::build()
{
    splitter = new QSplitter(Qt::Horizontal, q);
    splitter->setObjectName("trajectories.splitter");
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildTime());
    splitter->addWidget(phaseSide = buildPhase());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({600, 400});
    empty = new QLabel(
        tr("Truth and prediction appear here with the first snapshot of a training."), q);
    empty->setObjectName("trajectories.empty");
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(empty, 1);
    column->addWidget(splitter, 1);
    connectParts();
    restyle();
    updateEmptyState();
}

QWidget* TrajectoryView::Private::buildTime()
{
    auto* side = new QWidget;
    time = new QCustomPlot(side);
    time->setObjectName("trajectories.time");
    time->setAccessibleName(tr("Truth and prediction over time"));
    time->setMinimumSize(160, 100);
    setLogarithmic(*time->xAxis, false);
    setLogarithmic(*time->yAxis, false);
    band = new QCPItemRect(time);
    band->setLayer("background");
    band->setPen(Qt::NoPen);
    band->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    band->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    bandLabel = new QCPItemText(time);
    bandLabel->setText(tr("given"));
    bandLabel->setPositionAlignment(Qt::AlignLeft | Qt::AlignTop);
    bandLabel->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    bandLabel->setPadding(QMargins(4, 2, 4, 2));
    timeLegend = new CurveLegend(side);
    caption = new QLabel(side);
    caption->setObjectName("trajectories.caption");
    caption->setContentsMargins(8, 4, 8, 0);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(caption);
    column->addWidget(timeLegend);
    column->addWidget(time, 1);
    return side;
}

QWidget* TrajectoryView::Private::buildPhase()
{
    auto* side = new QWidget;
    phase = new QCustomPlot(side);
    phase->setObjectName("trajectories.phase");
    phase->setAccessibleName(tr("Phase plane"));
    phase->setMinimumSize(180, 100);
    setLogarithmic(*phase->xAxis, false);
    setLogarithmic(*phase->yAxis, false);
    phaseTruth = new QCPCurve(phase->xAxis, phase->yAxis);
    phasePrediction = new QCPCurve(phase->xAxis, phase->yAxis);
    phaseStart = phase->addGraph();
    phaseStart->setLineStyle(QCPGraph::lsNone);
    phaseLegend = new CurveLegend(side);
    phaseLegend->setSeries({{.id = "phase.truth", .label = tr("Truth"), .colour = 6},
                            {.id = "phase.prediction",
                             .label = tr("Prediction"),
                             .colour = 2,
                             .style = SeriesSpec::Style::Dashed}});
    channelBoxes = new QWidget(side);
    horizontalBox = new QComboBox(channelBoxes);
    verticalBox = new QComboBox(channelBoxes);
    horizontalBox->setObjectName("trajectories.horizontal");
    horizontalBox->setAccessibleName(tr("Horizontal channel of the phase plane"));
    verticalBox->setObjectName("trajectories.vertical");
    verticalBox->setAccessibleName(tr("Vertical channel of the phase plane"));
    auto* row = new QHBoxLayout(channelBoxes);
    row->setContentsMargins(8, 4, 8, 0);
    row->addWidget(verticalBox);
    row->addWidget(new QLabel(tr("against"), channelBoxes));
    row->addWidget(horizontalBox);
    row->addStretch(1);
    auto* phaseCaption = new QLabel(tr("Phase plane"), side);
    phaseCaption->setContentsMargins(8, 4, 8, 0);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(phaseCaption);
    column->addWidget(channelBoxes);
    column->addWidget(phaseLegend);
    column->addWidget(phase, 1);
    return side;
}

void TrajectoryView::Private::connectParts()
{
    auto* timeMouse = new PlotInteraction(time);
    QObject::connect(timeMouse, &PlotInteraction::viewAboutToChange, q,
                     [this] { timeTouched = true; });
    QObject::connect(timeMouse, &PlotInteraction::viewChanged, q,
                     [this] { time->replot(QCustomPlot::rpQueuedReplot); });
    QObject::connect(timeMouse, &PlotInteraction::fitRequested, q, [this] { q->fit(); });
    auto* phaseMouse = new PlotInteraction(phase);
    QObject::connect(phaseMouse, &PlotInteraction::viewAboutToChange, q,
                     [this] { phaseTouched = true; });
    QObject::connect(phaseMouse, &PlotInteraction::viewChanged, q,
                     [this] { phase->replot(QCustomPlot::rpQueuedReplot); });
    QObject::connect(phaseMouse, &PlotInteraction::fitRequested, q, [this] { q->fit(); });
    QObject::connect(phase, &QCustomPlot::afterReplot, q, [this] { keepAspect(); });
    const auto choose = [this] {
        q->setPhaseChannels(horizontalBox->currentIndex(), verticalBox->currentIndex());
    };
    QObject::connect(horizontalBox, &QComboBox::activated, q, choose);
    QObject::connect(verticalBox, &QComboBox::activated, q, choose);
    for (CurveLegend* legend : {timeLegend, phaseLegend})
        QObject::connect(legend, &CurveLegend::visibilityToggled, q,
                         [this](const std::string& id, bool visible) {
                             if (visible)
                                 hidden.erase(id);
                             else
                                 hidden.insert(id);
                             redraw();
                         });
}

void TrajectoryView::Private::restyle()
{
    stylePlot(*time, *q);
    stylePlot(*phase, *q);
    const ThemeColours colours = themeColours(q->palette());
    band->setBrush(colours.band);
    bandLabel->setColor(colours.mutedText);
    bandLabel->setFont(time->xAxis->tickLabelFont());
    const double dashed =
        affordableWidth(SeriesSpec::Style::Dashed, snapshot ? snapshot->times.size() : 0, 2.0);
    for (const int c : drawnChannels()) {
        const auto index = static_cast<std::size_t>(c);
        truthGraphs[index]->setPen(seriesPen(colourOf(c), SeriesSpec::Style::Solid, q->palette()));
        predictionGraphs[index]->setPen(
            seriesPen(colourOf(c), SeriesSpec::Style::Dashed, q->palette(), dashed));
    }
    phaseTruth->setPen(seriesPen(6, SeriesSpec::Style::Solid, q->palette()));
    phasePrediction->setPen(seriesPen(2, SeriesSpec::Style::Dashed, q->palette(), dashed));
    const QColor ink = seriesColour(6, isDark(q->palette()));
    phaseStart->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, ink, 7));
    empty->setPalette(withTextColour(q->palette(), colours.mutedText));
    time->replot(QCustomPlot::rpQueuedReplot);
    phase->replot(QCustomPlot::rpQueuedReplot);
}

void TrajectoryView::Private::updateEmptyState()
{
    empty->setVisible(!snapshot);
    splitter->setVisible(static_cast<bool>(snapshot));
    phaseSide->setVisible(snapshot && snapshot->channelCount() >= 2);
    channelBoxes->setVisible(snapshot && snapshot->channelCount() > 2);
}

void TrajectoryView::Private::updateCaption()
{
    if (!snapshot)
        return;
    QString text = tr("%1 sample %2, step %3")
                       .arg(QString::fromStdString(snapshot->split))
                       .arg(snapshot->sample)
                       .arg(formatCount(snapshot->step));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    if (q->shownIterate() >= 0)
        text += tr(", solver iterate %1 of %2")
                    .arg(q->shownIterate())
                    .arg(snapshot->iterates.size() - 1);
    if (const auto drawn = drawnChannels().size(); drawn < snapshot->channels.size())
        text += tr(", %1 of %2 channels").arg(drawn).arg(snapshot->channels.size());
    caption->setText(text);
    time->setAccessibleDescription(text);
}

}  // namespace nie
