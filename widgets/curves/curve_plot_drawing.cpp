// Graphs, colours and texts of a CurvePlot.
#include "widgets/curves/curve_legend.h"
#include "widgets/curves/curve_plot_private.h"
#include "widgets/curves/plot_interaction.h"
#include "widgets/curves/plot_theme.h"
#include "widgets/curves/series_pen.h"
#include "widgets/style/application_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace nie {

namespace {

constexpr int kRefreshMilliseconds = 33;
constexpr double kLineWidth = 1.5;
/// Up to so many points are marked one by one: a line alone hides how few there are.
constexpr std::size_t kMarkedPoints = 40;

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
    column->addWidget(plot, 1);
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
    QObject::connect(legend, &CurveLegend::visibilityToggled, q,
                     [this](const std::string& id, bool visible) {
                         // Not through setSeriesVisible: that rebuilds the button that is just
                         // being clicked.
                         entry(id).series.visible = visible;
                         styleEntry(entry(id));
                         schedule();
                     });
    QObject::connect(interaction, &PlotInteraction::viewAboutToChange, q, [this] { leaveView(); });
    QObject::connect(interaction, &PlotInteraction::viewChanged, q, [this] { schedule(); });
    QObject::connect(interaction, &PlotInteraction::fitRequested, q, [this] { q->fit(); });
    QObject::connect(interaction, &PlotInteraction::hovered, q,
                     [this](QCPAxisRect*, const QPointF& at) { hover(at); });
    QObject::connect(interaction, &PlotInteraction::left, q, [this] { unhover(); });
    QObject::connect(interaction, &PlotInteraction::clicked, q,
                     [this](QCPAxisRect*, const QPointF& at) { click(at); });
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
    }
}

void CurvePlot::Private::synchronise()
{
    for (const auto& each : entries)
        synchroniseEntry(*each);
    updateNotShown();
}

void CurvePlot::Private::synchroniseEntry(Entry& each)
{
    if (each.drawn == 0) {
        each.raw->data()->clear();
        each.smooth->data()->clear();
        each.notPositive = each.notFinite = 0;
    }
    const auto& points = each.data.points();
    if (each.drawn == points.size())
        return;
    const bool logX = plot->xAxis->scaleType() == QCPAxis::stLogarithmic;
    const bool logY = axis(each.series.side)->scaleType() == QCPAxis::stLogarithmic;
    QVector<QCPGraphData> raw, smooth;
    raw.reserve(static_cast<qsizetype>(points.size() - each.drawn));
    for (std::size_t i = each.drawn; i < points.size(); ++i) {
        const double at = each.data.x(i, x), value = points[i].value,
                     average = each.data.smoothed()[i];
        if (!std::isfinite(at) || !std::isfinite(value)) {
            ++each.notFinite;
        } else if ((logX && at <= 0) || (logY && value <= 0)) {
            ++each.notPositive;
        } else {
            raw.push_back({at, value});
            if (smoothing > 0 && each.series.smoothed && (!logY || average > 0))
                smooth.push_back({at, average});
        }
    }
    each.raw->data()->add(raw, true);
    each.smooth->data()->add(smooth, true);
    each.drawn = points.size();
    if (each.series.style != SeriesSpec::Style::Solid)
        styleEntry(each);
    const bool few = static_cast<std::size_t>(each.raw->data()->size()) <= kMarkedPoints;
    each.raw->setScatterStyle(few ? QCPScatterStyle(QCPScatterStyle::ssDisc, 4.0)
                                  : QCPScatterStyle(QCPScatterStyle::ssNone));
}

void CurvePlot::Private::rebuild()
{
    for (const auto& each : entries)
        each->drawn = 0;
}

void CurvePlot::Private::styleEntry(Entry& each)
{
    const bool smoothed = smoothing > 0 && each.series.smoothed;
    const bool points = each.series.style == SeriesSpec::Style::Points;
    const double width = affordableWidth(each.series.style, each.data.points().size(), kLineWidth);
    each.raw->setPen(seriesPen(each.series.colour, each.series.style, q->palette(),
                               smoothed ? 1.0 : width, smoothed));
    each.raw->setLineStyle(points ? QCPGraph::lsNone : QCPGraph::lsLine);
    each.smooth->setPen(seriesPen(each.series.colour, each.series.style, q->palette(), width));
    each.raw->setVisible(each.series.visible);
    each.smooth->setVisible(each.series.visible && smoothed);
    each.raw->setAdaptiveSampling(true);
    each.smooth->setAdaptiveSampling(true);
    bool right = false;
    for (const auto& other : entries)
        right = right || (other->series.side == CurveSide::Right && other->series.visible);
    plot->yAxis2->setVisible(right);
}

void CurvePlot::Private::restyle()
{
    stylePlot(*plot, *q);
    const ThemeColours colours = themeColours(q->palette());
    cursorLine->setPen(QPen(colours.mutedText, 1));
    for (const auto& each : entries)
        styleEntry(*each);
    for (const Marker& each : markers)
        each.line->setPen(QPen(colours.mutedText, 1, Qt::DashLine));
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

void CurvePlot::Private::updateNotShown()
{
    std::size_t notPositive = 0, notFinite = 0;
    for (const auto& each : entries)
        if (each->series.visible) {
            notPositive += each->notPositive;
            notFinite += each->notFinite;
        }
    QStringList parts;
    if (notPositive > 0)
        parts << (notPositive == 1 ? tr("1 point \u2264 0 not shown")
                                   : tr("%1 points \u2264 0 not shown").arg(notPositive));
    if (notFinite > 0)
        parts << (notFinite == 1 ? tr("1 point without a number not shown")
                                 : tr("%1 points without a number not shown").arg(notFinite));
    const QString text = parts.join(", ");
    if (text == notShown)
        return;
    notShown = text;
    notShownLabel->setText(text);
    Q_EMIT q->notShownChanged(text);
}

void CurvePlot::Private::updateEmptyState()
{
    bool empty = true;
    for (const auto& each : entries)
        empty = empty && each->data.points().empty();
    emptyLabel->setVisible(empty);
    plot->axisRect()->setVisible(!empty);
}

}  // namespace nie
