// Widgets, colours and texts of a CurvePlot.
#include "widgets/curves/curve_legend.h"
#include "widgets/curves/curve_plot_private.h"
#include "widgets/curves/curve_table.h"
#include "widgets/curves/plot_interaction.h"
#include "widgets/curves/plot_theme.h"
#include "widgets/curves/series_pen.h"
#include "widgets/style/application_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace nie {

namespace {

constexpr int kRefreshMilliseconds = 33;
constexpr double kLineWidth = 1.5;
constexpr double kHighlightedWidth = 3.0;
constexpr int kBandOpacity = 56;      // of 255
constexpr int kEnvelopeOpacity = 40;  // fainter: it is nothing but the noise
constexpr const char* kHighlightLayer = "curveHighlight";

QLabel* smallLabel(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

CurvePlot::Private::Private(CurvePlot* owner) : q(owner) {}

void CurvePlot::Private::build()
{
    plot = new QCustomPlot(q);
    plot->setObjectName("curves.canvas");
    plot->setAccessibleName(tr("Training curves"));
    plot->setMinimumSize(200, 100);
    plot->yAxis2->setVisible(false);
    for (QCPAxis* each : {plot->xAxis, plot->yAxis, plot->yAxis2})
        setLogarithmic(*each, false);
    applyXTicker();
    cursorLine = new QCPItemStraightLine(plot);
    cursorLine->setLayer("overlay");
    cursorLine->setVisible(false);
    plot->addLayer(kHighlightLayer, plot->layer("main"), QCustomPlot::limAbove);
    buildCursors();
    table = new CurveTable(q);
    table->hide();
    legend = new CurveLegend(q);
    emptyLabel = new QLabel(tr("Curves appear here as soon as a training runs."), plot);
    emptyLabel->setObjectName("curves.empty");
    emptyLabel->setAlignment(Qt::AlignCenter);
    emptyLabel->setWordWrap(true);
    emptyLabel->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* overlay = new QVBoxLayout(plot);
    overlay->addWidget(emptyLabel);

    readoutLabel = smallLabel("curves.readout", q);
    // Its text follows the mouse and must never push the window wider.
    readoutLabel->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    notShownLabel = smallLabel("curves.notShown", q);
    badge = new QToolButton(q);
    badge->setObjectName("curves.followBadge");
    badge->setText(tr("Not following"));
    badge->setAccessibleName(tr("Not following, return to the live view"));
    badge->setToolTip(tr("The view stays where you put it. Click to follow the training again."));
    QSizePolicy keepPlace = badge->sizePolicy();
    keepPlace.setRetainSizeWhenHidden(true);
    badge->setSizePolicy(keepPlace);
    badge->hide();
    auto* status = new QHBoxLayout;
    status->setContentsMargins(8, 0, 8, 4);
    status->setSpacing(12);
    status->addWidget(readoutLabel, 1);
    status->addWidget(notShownLabel);
    status->addWidget(badge);
    auto* column = new QVBoxLayout(q);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    column->addWidget(legend);
    auto* body = new QHBoxLayout;
    body->setSpacing(8);
    body->addWidget(plot, 1);
    body->addWidget(table);
    column->addLayout(body, 1);
    column->addLayout(status);
    interaction = new PlotInteraction(plot);
    refreshTimer.setSingleShot(true);
    refreshTimer.setInterval(kRefreshMilliseconds);
    connectInteraction();
    restyle();
}

void CurvePlot::Private::connectInteraction()
{
    QObject::connect(&refreshTimer, &QTimer::timeout, q, [this] { refresh(); });
    QObject::connect(badge, &QToolButton::clicked, q, [this] { q->setFollowing(true); });
    QObject::connect(plot, &QCustomPlot::afterLayout, q, [this] { reduce(); });
    QObject::connect(legend, &CurveLegend::visibilityToggled, q,
                     [this](const std::string& id, bool visible) {
                         // Not through setSeriesVisible: that rebuilds the button that is just
                         // being clicked.
                         entry(id).series.visible = visible;
                         styleEntry(entry(id));
                         updateAxes();
                         schedule();
                     });
    QObject::connect(legend, &CurveLegend::hovered, q,
                     [this](const std::string& id) { q->setHighlighted(id); });
    QObject::connect(legend, &CurveLegend::sideChosen, q, &CurvePlot::setSeriesSide);
    QObject::connect(legend, &CurveLegend::onlyChosen, q, [this](const std::string& id) {
        for (const CurveSeries& each : q->series())
            q->setSeriesVisible(each.id, id.empty() || each.id == id);
    });
    QObject::connect(interaction, &PlotInteraction::viewAboutToChange, q, [this] { leaveView(); });
    QObject::connect(interaction, &PlotInteraction::viewChanged, q, [this] { schedule(); });
    QObject::connect(interaction, &PlotInteraction::fitRequested, q, [this] { q->fit(); });
    QObject::connect(interaction, &PlotInteraction::hovered, q,
                     [this](QCPAxisRect*, const QPointF& at) { hover(at); });
    QObject::connect(interaction, &PlotInteraction::left, q, [this] { unhover(); });
    QObject::connect(
        interaction, &PlotInteraction::clicked, q,
        [this](QCPAxisRect*, const QPointF& at, Qt::KeyboardModifiers keys) { click(at, keys); });
    QObject::connect(interaction, &PlotInteraction::menuRequested, q,
                     [this](QCPAxisRect*, const QPointF& at) { showMenu(at); });
}

void CurvePlot::Private::schedule()
{
    if (!refreshTimer.isActive() && q->isVisible())
        refreshTimer.start();
}

void CurvePlot::Private::refresh()
{
    synchronise();
    follow();
    placeMarkers();
    updateEmptyState();
    plot->replot(QCustomPlot::rpQueuedReplot);
    // Assistive technology is told at a pace that can be read out.
    if (!sinceSummary.isValid() || sinceSummary.elapsed() > 1000) {
        sinceSummary.start();
        plot->setAccessibleDescription(q->summary());
        table->refresh();
    }
}

void CurvePlot::Private::styleEntry(Entry& each)
{
    const CurveSeries& series = each.series;
    const bool smoothed = smoothing > 0 && series.smoothed;
    const bool points = series.style == SeriesSpec::Style::Points;
    const bool front = series.id == highlighted;
    const double width =
        front ? kHighlightedWidth
              : affordableWidth(series, each.data.points().size(), kLineWidth);
    const bool enveloped = each.data.hasRange() && !each.data.hasBand();
    each.raw->setPen(seriesPen(series, q->palette(), smoothed ? 1.0 : width, smoothed));
    each.raw->setLineStyle(points ? QCPGraph::lsNone : QCPGraph::lsLine);
    each.smooth->setPen(seriesPen(series, q->palette(), width));
    each.raw->setVisible(series.visible && !enveloped);
    each.smooth->setVisible(series.visible && smoothed);
    const auto place = [this](QCPGraph& graph, bool inFront) {
        QCPLayer* layer = plot->layer(inFront ? kHighlightLayer : "main");
        if (graph.layer() != layer)
            graph.setLayer(layer);
    };
    place(*each.raw, front && !smoothed);
    place(*each.smooth, front && smoothed);
    // Few enough already: see DrawnCurve::visible.
    each.raw->setAdaptiveSampling(false);
    each.smooth->setAdaptiveSampling(false);
    if (each.upper) {
        QColor shade = lineColour(series, q->palette());
        shade.setAlpha(enveloped ? kEnvelopeOpacity : kBandOpacity);
        each.upper->setBrush(shade);
        each.upper->setVisible(series.visible);
        each.lower->setVisible(series.visible);
    }
}

void CurvePlot::Private::updateAxes()
{
    for (const CurveSide side : {CurveSide::Left, CurveSide::Right}) {
        const QString title = side == CurveSide::Left ? leftTitle : rightTitle;
        QStringList parts;
        bool any = false;
        for (const auto& each : entries) {
            const CurveSeries& series = each->series;
            if (!series.visible || series.side != side)
                continue;
            any = true;
            const QString part = series.quantity.isEmpty() ? title : series.quantity;
            if (!part.isEmpty() && !parts.contains(part))
                parts << part;
        }
        axis(side)->setLabel(any ? parts.join(", ") : title);
        if (side == CurveSide::Right)
            plot->yAxis2->setVisible(any);
    }
}

void CurvePlot::Private::restyle()
{
    stylePlot(*plot, *q);
    const ThemeColours colours = themeColours(q->palette());
    cursorLine->setPen(QPen(colours.mutedText, 1));
    for (const auto& each : entries)
        styleEntry(*each);
    for (const Marker& each : markers)
        styleMarker(each);
    styleCursors();
    readoutLabel->setFont(tabularFont(q->font()));
    readoutLabel->setPalette(withTextColour(q->palette(), colours.mutedText));
    emptyLabel->setPalette(readoutLabel->palette());
    notShownLabel->setPalette(withTextColour(q->palette(), colours.warning));
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void CurvePlot::Private::applyXTicker()
{
    const bool time = x == CurveX::WallTime || x == CurveX::RelativeTime;
    if (plot->xAxis->scaleType() == QCPAxis::stLinear)
        setTicks(*plot->xAxis, time ? TickKind::Duration : TickKind::Number);
    plot->xAxis->setLabel(axisTitle(x));
}

void CurvePlot::Private::updateEmptyState()
{
    const bool empty = q->isEmpty();
    emptyLabel->setVisible(empty);
    plot->axisRect()->setVisible(!empty);
}

}  // namespace nie
